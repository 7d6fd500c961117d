"""Absence: said within a day, objected to within two, decided once; what did not take place is never completed."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest

from harness.attacked import constraint
from harness.house import run_schedule, worker_pass
from harness.members import Browser, make_admin, run
from harness.mentor import Member, MentorRows, hour, make_booking, make_mentee, make_mentor
from harness.paying import pay
from kith.foundation.house import House
from kith.products.mentor.no_shows.machine import may_be_reported
from kith.simulator.standins import StandIns


async def _paid(
    house: House, open_program: Any, standins: StandIns, mentor: Member, mentee: Member, start: datetime
) -> UUID:
    program: httpx.AsyncClient = await open_program(mentee)
    made = await program.post(
        "/api/mentor/bookings",
        json={"mentor": str(mentor.profile_id), "start": start.isoformat(), "minutes": 60},
    )
    booking = made.json()["id"]
    assert (await program.post(f"/api/mentor/sessions/{booking}/pay")).status_code == 200
    pay(standins, standins.stripe.sessions.all()[-1].id)
    await program.get(f"/mentor/bookings/{booking}/paid")
    return UUID(booking)


async def _booking(house: House, booking: UUID) -> tuple[Any, ...]:
    [row] = await run(
        house,
        "select status::text, cancelled_by, no_show, percent_back from mentor.bookings where id = $1",
        booking,
    )
    return tuple(row)


async def _refunds(house: House) -> list[tuple[int, str]]:
    rows = await run(house, "select amount_cents, reason from mentor.payments where kind = 'refund'")
    return [tuple(row) for row in rows]


def _letters(standins: StandIns, member: Member) -> str:
    return "\n".join(letter.text or "" for letter in standins.mail.messages(member.email))


def test_absence_can_be_said_from_ten_minutes_on_until_a_day_after_the_end() -> None:
    start = datetime.fromisoformat("2026-12-01T12:00:00+00:00")
    end = start + timedelta(hours=1)
    for at, may in ((9.9, False), (10, True), (60, True), (60 + 1439, True), (60 + 1440, False)):
        assert may_be_reported(start, end, start + timedelta(minutes=at)) is may


async def test_an_undisputed_absence_of_the_mentor_gives_everything_back_and_counts_as_called_off(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house)
    booking = await _paid(house, open_program, standins, mentor, mia, start)
    path = f"/api/mentor/sessions/{booking}"
    house.clock.move_to(start + timedelta(minutes=9))
    hers = await open_program(mia)
    early = await hers.post(f"{path}/no-show", json={})
    assert (early.status_code, early.json()["type"]) == (409, "/problems/no-show-too-early")
    house.clock.move_to(start + timedelta(minutes=12))
    browser = await open_browser(mia)
    page = await browser.get(f"/mentor/sessions/{booking}")
    assert "Max did not come" in page.text
    assert "you get everything back" in page.text
    said = await browser.post(f"/mentor/sessions/{booking}/no-show", words="I waited.")
    assert said.status_code == 303
    assert (await hers.post(f"{path}/no-show", json={})).status_code == 409
    eve = await open_program(await make_mentee(house, "Eve"))
    for verb, where in (
        ("GET", "no-show"),
        ("POST", "no-show"),
        ("POST", "no-show/dispute"),
        ("POST", "met"),
    ):
        assert (await eve.request(verb, f"{path}/{where}", json={})).status_code == 404
    his_page = await (await open_browser(mentor)).get(f"/mentor/sessions/{booking}")
    assert "Mia says that you were not there" in his_page.text
    assert "I waited." not in his_page.text
    # Its end passes and it is not completed, nobody reviews it; after 48 hours it counts, once.
    house.clock.move_to(start + timedelta(hours=47))
    await run_schedule(house, "mentor.bookings.time")
    await run_schedule(house, "mentor.no_shows.settle")
    assert await _booking(house, booking) == ("confirmed", None, None, None)
    hers = await open_program(mia)
    assert (await hers.post(f"{path}/review", json={"rating": 1})).status_code == 409
    house.clock.move_to(start + timedelta(hours=49))
    await asyncio.gather(*(run_schedule(house, "mentor.no_shows.settle") for _ in range(3)))
    assert await _booking(house, booking) == ("cancelled", "mentor", "mentor", 100)
    assert await _refunds(house) == [(5000, "no_show")]
    [counts] = await run(house, "select sessions_completed, sessions_called_off from mentor.mentor_profiles")
    assert tuple(counts) == (0, 1)
    await worker_pass(house, schedules=False)
    assert "says that you were not there" in _letters(standins, mentor)
    assert _letters(standins, mia).count("is on its way back, all of it") == 1
    his = await open_program(mentor)
    late = await his.post(f"{path}/no-show/dispute", json={})
    assert (late.status_code, late.json()["type"]) == (409, "/problems/no-show-settled")
    hers = await open_program(mia)
    assert (await hers.get(path)).json()["line"]["state"] == "missed"
    assert (await hers.post(f"{path}/review", json={"rating": 1})).status_code == 409


async def test_both_say_it_of_each_other_at_the_same_moment_and_an_operator_decides_once(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    start = hour(house)
    booking = await _paid(house, open_program, standins, mentor, mia, start)
    path = f"/api/mentor/sessions/{booking}/no-show"
    house.clock.move_to(start - timedelta(minutes=5))
    await (await open_browser(mia)).get(f"/mentor/sessions/{booking}/room")
    house.clock.move_to(start + timedelta(hours=2))
    programs = [await open_program(mia), await open_program(mentor)]
    answers = await asyncio.gather(*(one.post(path, json={"words": "Alone."}) for one in programs * 2))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409]
    made = sorted(answer.json()["outcome"] for answer in answers if answer.status_code == 201)
    assert made == ["contradicted", "reported"]
    assert (await programs[0].get(path)).json()["state"] == "disputed"
    house.clock.move(timedelta(hours=60))
    await run_schedule(house, "mentor.no_shows.settle")
    await run_schedule(house, "mentor.bookings.time")
    assert (await _booking(house, booking))[0] == "confirmed"
    desk = await make_mentee(house, "Olga")
    console = await open_browser(desk)
    queue = "/console/mentor/no-shows"
    assert (await console.get(queue)).status_code == 404
    await make_admin(house, desk.id, "support")
    assert "each says the other was absent" in (await console.get(queue)).text
    one = await console.get(f"{queue}/{booking}")
    assert "Alone." in one.text
    assert "came into the room" in one.text
    assert (await console.post(f"{queue}/{booking}", decision="mentor", reason="")).status_code == 422
    decisions = await asyncio.gather(
        *(
            console.post(f"{queue}/{booking}", decision=decision, reason="Mia was in the room")
            for decision in ("mentor", "mentee", "mentor")
        )
    )
    assert sorted(answer.status_code for answer in decisions) == [303, 409, 409]
    status, by, no_show, percent = await _booking(house, booking)
    assert (status, by) == ("cancelled", no_show)
    assert len(await _refunds(house)) == percent // 100
    actions = await run(
        house,
        "select action, reason from mentor.admin_actions where action like 'mentor.no_show.%' order by 1",
    )
    assert [tuple(row) for row in actions] == [
        ("mentor.no_show.decided", "Mia was in the room"),
        ("mentor.no_show.opened", None),
    ]
    await worker_pass(house, schedules=False)
    assert "Our team looks at what we know" in _letters(standins, mia)
    assert "Our team looks at what we know" in _letters(standins, mentor)
    assert (await console.get(f"{queue}/{UUID(int=1)}")).status_code == 404


async def test_what_credit_paid_for_goes_back_to_the_credit_when_the_mentor_was_absent(
    house: House, open_program: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    offered = await (await open_program(mentor)).post(
        "/api/mentor/packages", json={"sessions": 3, "minutes": 60, "price_cents": 12000}
    )
    program = await open_program(mia)
    await program.post(f"/api/mentor/packages/{offered.json()['id']}/buy")
    pay(standins, standins.stripe.sessions.all()[-1].id)
    [bought] = await run(house, "select id from mentor.package_purchases")
    await program.get(f"/mentor/purchases/{bought['id']}/paid")
    start = hour(house)
    made = await program.post(
        "/api/mentor/bookings",
        json={
            "mentor": str(mentor.profile_id),
            "start": start.isoformat(),
            "minutes": 60,
            "paid_with": "credit",
        },
    )
    booking = made.json()["id"]
    house.clock.move_to(start + timedelta(minutes=10))
    absent = await (await open_program(mia)).post(f"/api/mentor/sessions/{booking}/no-show", json={})
    assert absent.status_code == 201
    house.clock.move(timedelta(hours=48))
    await run_schedule(house, "mentor.no_shows.settle")
    [left] = await run(house, "select mentor.credit_of($1) as cents", bought["id"])
    assert (left["cents"], await _refunds(house)) == (12000, [])


async def test_an_objection_waits_for_operators_and_what_took_place_is_completed(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    start = hour(house)
    booking = await make_booking(house, mentor, mia, start)
    path = f"/api/mentor/sessions/{booking}"
    house.clock.move_to(start + timedelta(minutes=20))
    assert (await (await open_program(mentor)).post(f"{path}/no-show", json={})).status_code == 201
    hers = await open_program(mia)
    assert (await hers.post(f"{path}/no-show/dispute", json={"answer": "On the phone."})).status_code == 204
    again = await hers.post(f"{path}/no-show/dispute", json={})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/no-show-disputed")
    desk = await make_mentee(house, "Olga")
    await make_admin(house, desk.id, "ops")
    house.clock.move(timedelta(days=3))
    console = await open_browser(desk)
    assert "On the phone." in (await console.get(f"/console/mentor/no-shows/{booking}")).text
    sent = await console.post(
        f"/console/mentor/no-shows/{booking}", decision="took_place", reason="They talked on the phone"
    )
    assert sent.status_code == 303
    await run_schedule(house, "mentor.bookings.time")
    assert (await _booking(house, booking))[0] == "completed"
    assert (await (await open_program(mia)).post(f"{path}/review", json={"rating": 5})).status_code == 204
    assert (await (await open_program(mentor)).post(f"{path}/no-show", json={})).status_code == 409


async def test_a_session_is_completed_at_its_end_when_both_were_there_and_a_day_later_when_nobody_knows(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    start = hour(house)
    seen = (
        await (await open_program(mia)).post(
            "/api/mentor/bookings",
            json={"mentor": str(mentor.profile_id), "start": start.isoformat(), "minutes": 60},
        )
    ).json()["id"]
    unseen = await make_booking(house, mentor, mia, start + timedelta(hours=2))
    house.clock.move_to(start + timedelta(minutes=9))
    await (await open_browser(mia)).get(f"/mentor/sessions/{seen}/room")
    # The mentor comes too late for the room to say it; she says so.
    house.clock.move_to(start + timedelta(minutes=11))
    await (await open_browser(mentor)).get(f"/mentor/sessions/{seen}/room")
    house.clock.move_to(start + timedelta(hours=4))
    await run_schedule(house, "mentor.bookings.time")
    assert (await _booking(house, seen))[0] == "confirmed"
    browser = await open_browser(mia)
    assert "Did you meet?" in (await browser.get(f"/mentor/sessions/{seen}")).text
    assert (await browser.post(f"/mentor/sessions/{seen}/met")).status_code == 303
    hers = await open_program(mia)
    turned = await hers.post(f"/api/mentor/sessions/{seen}/no-show", json={})
    assert (turned.status_code, turned.json()["type"]) == (409, "/problems/no-show-took-place")
    await run_schedule(house, "mentor.bookings.time")
    assert (await _booking(house, seen))[0] == "completed"
    house.clock.move_to(start + timedelta(hours=26, minutes=50))
    await run_schedule(house, "mentor.bookings.time")
    assert (await _booking(house, unseen))[0] == "confirmed"
    house.clock.move_to(start + timedelta(hours=27))
    late = await (await open_program(mia)).post(f"/api/mentor/sessions/{unseen}/no-show", json={})
    assert (late.status_code, late.json()["type"]) == (409, "/problems/no-show-too-late")
    await run_schedule(house, "mentor.bookings.time")
    assert (await _booking(house, unseen))[0] == "completed"


async def test_between_its_end_and_its_completion_the_page_says_when_one_can_say_how_it_was(
    house: House, open_browser: Any, standins: StandIns
) -> None:
    mentor, mia = await make_mentor(house, hourly_rate=0), await make_mentee(house)
    start = hour(house)
    booking = await make_booking(house, mentor, mia, start)
    path = f"/mentor/sessions/{booking}"

    async def shown(browser: Browser) -> str:
        return (await browser.get(path)).text

    house.clock.move_to(start + timedelta(minutes=61))
    hers, his = await open_browser(mia), await open_browser(mentor)
    assert "After that, and once Max has said so too, you can say how it was." in await shown(hers)
    await hers.post(f"{path}/met")
    waiting = await shown(hers)
    assert "Max has not said yet that you met. As soon as they do, at the latest on" in waiting
    assert "Did you meet?" not in waiting
    assert "After that you can say how it was." in await shown(his)
    await his.post(f"{path}/met")
    assert "In a moment you can say how it was." in await shown(his)
    await run_schedule(house, "mentor.bookings.time")
    assert f'href="{path}/review"' in await shown(hers)

    missed = await make_booking(house, mentor, mia, start + timedelta(hours=3))
    path = f"/mentor/sessions/{missed}"
    house.clock.move_to(start + timedelta(hours=4, minutes=1))
    hers, his = await open_browser(mia), await open_browser(mentor)
    await shown(hers)
    await hers.post(f"{path}/no-show")
    for browser in (hers, his):
        page = await shown(browser)
        assert "If it turns out that you met, you can say how it was." in page
        # It cost nothing, and nobody speaks of money.
        assert "everything back" not in page
    house.clock.move(timedelta(hours=49))
    await run_schedule(house, "mentor.no_shows.settle")
    await worker_pass(house, schedules=False)
    letter = standins.mail.messages(mia.email)[-1].text
    assert "Max was not there on" in letter
    assert "way back" not in letter


@pytest.mark.postgres15
def test_the_database_refuses_reports_by_strangers_early_late_and_twice(mentor_rows: MentorRows) -> None:
    db = mentor_rows.db
    mentor, mia, eve = mentor_rows.mentor(), mentor_rows.person(), mentor_rows.person("Eve")
    booking, _outcome = mentor_rows.book(mentor, mia, "10 days", p_paid_with="nothing")
    start = mentor_rows.one("select start_time from bookings where id = %s", booking)

    def at(moment: timedelta) -> None:
        db.execute(
            "select set_config('kith.clock_offset', (extract(epoch from %s::timestamptz - now()))::bigint || ' seconds', false)",
            (start + moment,),
        )

    def report(person: UUID, on: Any = db) -> None:
        on.execute(
            "insert into no_show_reports (booking_id, reporter_user_id, reported_user_id, dispute_until) values (%s, %s, %s, kith.now())",
            (booking, person, mentor if person != mentor else mia),
        )

    for moment, person, refused in (
        (timedelta(minutes=9), mia, "no_show_reports_early"),
        (timedelta(minutes=30), eve, "no_show_reports_of_ones_own"),
        (timedelta(hours=25, minutes=1), mia, "no_show_reports_late"),
    ):
        at(moment)
        with pytest.raises(psycopg.errors.CheckViolation) as refusal:
            report(person)
        assert constraint(refusal) == refused
    at(timedelta(minutes=30))
    report(mia)
    with pytest.raises(psycopg.errors.UniqueViolation):
        report(mia)
    at(timedelta(hours=2))
    for ending in (
        "update bookings set status = 'completed' where id = %s",
        "select end_booking(%s, 'cancelled', 'house', 100)",
    ):
        with pytest.raises(psycopg.Error) as contested:
            db.execute(ending, (booking,))
        assert contested.value.sqlstate == "KT409"
