"""The game as people meet it: pages, programs, jobs, letters."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg

from harness.house import run_schedule
from harness.members import run
from harness.mentor import Member, complete, hour, make_booking, make_mentee, make_mentor
from harness.postgres import FreshDatabase
from kith.foundation.house import House

GAME = ("mentor.game.close", "mentor.game.leagues", "mentor.game.tell")


def _to_monday(house: House) -> None:
    """Monday, ten o'clock, of a week ahead in which nothing happened and that no month divides."""
    now = house.clock.now()
    monday = now + timedelta(days=7 - now.weekday())
    while not 2 <= monday.day <= 20:
        monday += timedelta(days=7)
    house.clock.move_to(monday.replace(hour=10, minute=0, second=0, microsecond=0))


async def _hold(house: House, mentor: Member, mentee: Member) -> UUID:
    """A session that begins in two hours and is over in three."""
    start = hour(house, days=0, at=house.clock.now().hour) + timedelta(hours=2)
    booking = await make_booking(house, mentor, mentee, start)
    house.clock.move_to(start + timedelta(hours=1))
    await complete(house, booking)
    return booking


async def _letters(house: House, purpose: str) -> list[UUID]:
    rows = await run(house, "select person_id from mentor.outbox where purpose = $1", purpose)
    return [row["person_id"] for row in rows]


async def test_a_session_earns_for_both_and_is_seen_everywhere(
    house: House, open_program: Any, open_browser: Any, client: Any
) -> None:
    _to_monday(house)
    mentor, mia = await make_mentor(house, "Grace Okoro"), await make_mentee(house, "Mia Adler")
    await _hold(house, mentor, mia)
    await run_schedule(house, "mentor.game.leagues")
    hers = await open_program(mia)
    mine = (await hers.get("/api/mentor/progress")).json()
    assert (mine["xp"], mine["level"], mine["next_level"]) == (20 + 100 + 60 + 5, 2, 300)
    assert (mine["sessions"], mine["mentored"], mine["streak"], mine["active_today"]) == (1, 0, 1, True)
    assert [one["slug"] for one in mine["achievements"] if one["new"]] == ["first_hour"]
    board = (await hers.get("/api/mentor/leaderboard")).json()
    assert [(row["place"], row["name"], row["xp"], row["me"]) for row in board["items"]] == [
        (1, row["name"], 185, row["name"] == "Mia A.") for row in board["items"]
    ]
    named = {row["name"]: row["profile_id"] for row in board["items"]}
    assert named == {"Grace Okoro": str(mentor.profile_id), "Mia A.": None}, "last names stay at home"
    league = (await hers.get("/api/mentor/league")).json()
    assert (league["tier"], len(league["items"]), league["up"]) == (1, 2, 0)
    browser = await open_browser(mia)
    for path in (
        "/mentor/leaderboard",
        "/mentor/leaderboard?period=all",
        "/mentor/leaderboard/league",
        "/mentor/progress",
    ):
        answer = await browser.get(path)
        assert answer.status_code == 200, path
        assert "185" in answer.text, path
    assert "New: The first hour" in answer.text
    assert "New:" not in (await browser.get("/mentor/progress")).text, "told once"
    assert "An hour lent" in (await client.get(f"/mentor/mentors/{mentor.profile_id}")).text
    game = (await client.get(f"/api/mentor/mentors/{mentor.profile_id}/game")).json()
    assert (game["level"], game["achievements"]) == (2, ["first_hour", "hour_lent"])


async def test_only_members_of_mentor_look_at_leaderboards(
    house: House, open_program: Any, client: Any
) -> None:
    assert (await client.get("/api/mentor/leaderboard")).status_code == 401
    mia = await make_mentee(house)
    hers = await open_program(mia)
    for path in (
        "leaderboard?period=year",
        "leaderboard?cursor=x",
        "leaderboard/around?period=",
    ):
        assert (await hers.get(f"/api/mentor/{path}")).status_code in (400, 422), path
    await run(house, "select mentor.erase_person($1)", mia.id)
    for path in ("leaderboard", "leaderboard/around", "league", "progress"):
        assert (await hers.get(f"/api/mentor/{path}")).status_code == 404, path


async def test_who_opts_out_is_gone_for_everybody_and_may_come_back(
    house: House, open_program: Any, open_browser: Any
) -> None:
    _to_monday(house)
    mentor, mia = await make_mentor(house), await make_mentee(house, "Mia Adler")
    await _hold(house, mentor, mia)
    await run_schedule(house, "mentor.game.leagues")
    browser, his = await open_browser(mia), await open_program(mentor)
    await browser.get("/mentor/progress")
    assert (await browser.post("/mentor/progress/visibility")).status_code == 303
    for path in ("leaderboard", "leaderboard?period=all", "league"):
        items = (await his.get(f"/api/mentor/{path}")).json()["items"]
        assert [row["name"] for row in items] == ["Max"], path
    hers = await open_program(mia)
    assert (await hers.get("/api/mentor/league")).json() is None
    assert (await hers.get("/api/mentor/leaderboard")).json()["mine"] is None
    assert (await hers.put("/api/mentor/progress/visibility", json={"shown": True})).status_code == 204
    assert len((await his.get("/api/mentor/leaderboard")).json()["items"]) == 2
    assert (await his.put("/api/mentor/progress/visibility", json={"shown": False})).status_code == 204
    assert (await his.get(f"/api/mentor/mentors/{mentor.profile_id}/game")).status_code == 404


async def test_a_week_closes_on_monday_with_leagues_and_awards_told_once(
    house: House, open_program: Any, open_browser: Any, client: Any
) -> None:
    _to_monday(house)
    monday = house.clock.now().date()
    top, rising = await make_mentor(house, "Top"), await make_mentor(house, "Rising")
    people = [await make_mentee(house, f"Mentee {n}") for n in range(3)]
    bookings = [await _hold(house, top, person) for person in people]
    await _hold(house, rising, people[0])
    for booking, person in zip(bookings, people, strict=True):
        assert (
            await (await open_program(person)).post(
                f"/api/mentor/sessions/{booking}/review", json={"rating": 5}
            )
        ).status_code == 204
        assert (
            await (await open_program(top)).post(f"/api/mentor/sessions/{booking}/review", json={"rating": 5})
        ).status_code == 204
    await run_schedule(house, "mentor.game.leagues")
    hers = await open_program(people[1])
    assert (await hers.get("/api/mentor/league")).json()["up"] == 1
    house.clock.move_to(house.clock.now().replace(hour=0, minute=4) + timedelta(days=7))
    await run_schedule(house, "mentor.game.close")
    assert await run(house, "select 1 from mentor.period_results") == [], "not before its grace is over"
    # Whoever is early on Monday gets no seat before it is known in which league.
    early = await open_program(top)
    await (await open_browser(top)).get("/mentor/sessions")
    assert (await early.get("/api/mentor/leaderboard")).json()["items"][0]["xp"] == 5
    await run_schedule(house, "mentor.game.leagues")
    assert (await early.get("/api/mentor/league")).json() is None
    house.clock.move(timedelta(minutes=2))
    await asyncio.gather(*(run_schedule(house, "mentor.game.close") for _ in range(4)))
    awards = await run(house, "select type, mentor_user_id, meta from mentor.awards order by type")
    assert {row["type"]: row["mentor_user_id"] for row in awards} == {
        "top_mentor": top.id,
        "rising_mentor": rising.id,
        "most_helpful": top.id,
    }
    assert awards[0]["meta"] == {"people": 3, "average": 5.00}
    assert sorted(await _letters(house, "mentor.award")) == sorted([top.id, top.id, rising.id])
    await run_schedule(house, "mentor.game.leagues")
    assert (await early.get("/api/mentor/league")).json()["tier"] == 2
    browser = await open_browser(top)
    closed = await browser.get(f"/mentor/leaderboard/weeks/{monday}")
    assert "Top Mentor" in closed.text
    assert "moved up to Footpath" in (await browser.get("/mentor/leaderboard/league")).text
    assert "Most Helpful" in (await browser.get("/mentor/leaderboard")).text
    assert "Top Mentor" in (await client.get(f"/mentor/mentors/{top.profile_id}")).text
    assert (await browser.get(f"/mentor/leaderboard/weeks/{monday + timedelta(days=7)}")).status_code == 404
    fresh = (await (await open_program(people[1])).get("/api/mentor/leaderboard")).json()
    assert {row["xp"] for row in fresh["items"]} == {5}, "a new week begins with those who came by"


async def test_an_achievement_is_told_by_one_letter_unless_it_was_seen(
    house: House, open_program: Any, open_browser: Any
) -> None:
    _to_monday(house)
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await _hold(house, mentor, mia)
    await (await open_browser(mentor)).get("/mentor/progress")
    await run_schedule(house, "mentor.game.tell")
    assert await _letters(house, "mentor.achievement") == []
    house.clock.move(timedelta(hours=21))
    await asyncio.gather(*(run_schedule(house, "mentor.game.tell") for _ in range(3)))
    assert await _letters(house, "mentor.achievement") == [mia.id]


async def test_coming_by_keeps_a_streak_wherever_one_is(house: House, open_program: Any) -> None:
    _to_monday(house)
    mia = await make_mentee(house, zone="Pacific/Apia")

    async def days() -> int:
        program = await open_program(mia)
        await program.get("/api/mentor/mentors")
        return (await program.get("/api/mentor/progress")).json()["streak"]

    assert await days() == 1
    house.clock.move(timedelta(hours=24))
    assert await days() == 2
    await run(
        house, "update mentor.mentee_profiles set timezone = 'Pacific/Honolulu' where user_id = $1", mia.id
    )
    assert await days() == 2, "the same moment is no new day"
    house.clock.move(timedelta(hours=48))
    assert await days() == 3, "a date lived twice is one day, and nothing was missed"


async def test_pages_and_places_are_those_of_a_full_count(
    house: House, open_program: Any, fresh_database: FreshDatabase
) -> None:
    mia = await make_mentee(house)
    program = await open_program(mia)
    await program.get("/api/mentor/mentors")
    chance = Random(3)
    with psycopg.connect(fresh_database.url, autocommit=True, options="-c search_path=mentor,pg_temp") as db:
        db.execute(
            """with made as (insert into auth.users (email) select 'p' || n || '@example.org' from generate_series(1, 70) n returning id)
               insert into profiles (user_id, full_name) select id, 'P ' || left(id::text, 8) from made"""
        )
        people = [
            person for (person,) in db.execute("select user_id from profiles order by user_id").fetchall()
        ]
        for number, person in enumerate(people):
            for cause in range(chance.randrange(4)):
                db.execute(
                    "select give_xp(%s, 'review_given', %s, kith.now())", (person, f"{number} {cause}")
                )
        full = {
            period: db.execute(f"select place, user_id, xp from {view} order by xp desc, user_id").fetchall()
            for period, view in (("week", "leaderboard_week"), ("all", "leaderboard"))
        }
    blocked = full["all"][10][1]
    for period in ("week", "all"):
        expected = [(place, xp, user == mia.id) for place, user, xp in full[period]]
        found, cursor = list[tuple[int, int, bool]](), ""
        while cursor is not None:
            page = (
                await program.get("/api/mentor/leaderboard", params={"period": period, "cursor": cursor})
            ).json()
            found += [(row["place"], row["xp"], row["me"]) for row in page["items"]]
            mine, cursor = page["mine"], page["next"]
            assert mine["me"]
        assert found == expected
        near = (await program.get("/api/mentor/leaderboard/around", params={"period": period})).json()
        at = next(n for n, row in enumerate(expected) if row[2])
        shown = [(row["place"], row["xp"], row["me"]) for row in near["items"]]
        assert shown == expected[max(0, at - 3) : at + 4]
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", blocked, mia.id)
    page = (await program.get("/api/mentor/leaderboard?period=all")).json()
    places = [row["place"] for row in page["items"]]
    assert places == [place for place, user, _xp in full["all"][:25] if user != blocked]
