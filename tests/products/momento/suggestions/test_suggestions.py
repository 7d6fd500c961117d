"""Suggestions: nobody who must not be asked, rare interests first, a reason that gives no secret away; waves that keep their measure."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.momento import Guest, invite, make_event, make_guest, make_host, seat, spend_evening
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.momento.invitations.commands import expiry, fill
from kith.products.momento.suggestions.ranking import idf_of, interest_scores
from kith.products.momento.suggestions.reads import rank
from kith.simulator.standins import StandIns

_ACTOR = service("tests.momento")


async def _like(house: House, guest: Guest, *names: str) -> None:
    async with house.database.session(_ACTOR, "momento") as db:
        await db.connection.execute(
            "insert into profile_interests (profile_id, interest_id) select $1, id from interests where name = any ($2)",
            guest.profile_id,
            list(names),
        )


async def _about(house: House, event: UUID, *names: str) -> None:
    async with house.database.session(_ACTOR, "momento") as db:
        await db.connection.execute(
            "insert into event_interests (event_id, interest_id) select $1, id from interests where name = any ($2)",
            event,
            list(names),
        )


async def _ranked(house: House, event: UUID, count: int = 60) -> list[UUID]:
    async with house.database.session(_ACTOR, "momento") as db:
        return [who.profile_id for who in await rank(db, house, event, count)]


async def test_nobody_is_suggested_who_must_not_be_asked(house: House) -> None:
    host = await make_host(house)
    names = (
        "Guest",
        "Blocker",
        "Blocked",
        "Hosts",
        "Rather",
        "Other",
        "Busy",
        "Young",
        "Gone",
        "Held",
        "Asked",
        "Often",
        "Fine",
    )
    people = {name: await make_guest(house, name) for name in names if name != "Young"}
    people["Young"] = await make_guest(house, "Young", birth_date=date(2005, 6, 1))
    await spend_evening(house, [people["Guest"], people["Rather"], people["Other"], host.person])
    event = await make_event(house, host, seats=(2, 8), starts_in=timedelta(days=6))
    await run(house, "update momento.events set minimum_age = 30 where id = $1", event.id)
    await seat(house, event, [people["Guest"]])
    await invite(house, event, [people["Asked"]])
    elsewhere = await make_event(house, await make_host(house, "Otto"), starts_in=timedelta(days=6))
    await seat(house, elsewhere, [people["Busy"]])
    for number in range(4):
        more = await make_event(
            house, await make_host(house, f"H{number}"), starts_in=timedelta(days=20 + number)
        )
        await invite(house, more, [people["Often"]])
    for one, other in (("Blocker", "Guest"), ("Guest", "Blocked")):
        await run(
            house,
            "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)",
            people[one].id,
            people[other].id,
        )
    await run(
        house,
        "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)",
        people["Hosts"].id,
        host.person.id,
    )
    await run(
        house,
        "update momento.connections set does_not_want_to_connect_again = true where (user_profile_id, connected_profile_id) in (($1, $2), ($2, $3))",
        people["Rather"].profile_id,
        people["Guest"].profile_id,
        people["Other"].profile_id,
    )
    await run(
        house,
        "insert into kith.holds (person_id, state, applied_at) values ($1, 'soft_hold', kith.now())",
        people["Held"].id,
    )
    async with house.database.session(_ACTOR, "momento") as db:
        await db.connection.execute("select suspend_user($1)", people["Gone"].id)
    ranked = await _ranked(house, event.id)
    shown = {name for name, guest in people.items() if guest.profile_id in ranked}
    assert shown == {"Fine"}
    assert host.person.profile_id not in ranked


async def test_changes_are_seen_at_the_next_look(house: House) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    ada = await make_guest(house, "Ada")
    assert ada.profile_id in await _ranked(house, event.id)
    ben = await make_guest(house, "Ben")
    assert ben.profile_id in await _ranked(house, event.id)
    await run(
        house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", ada.id, host.person.id
    )
    async with house.database.session(_ACTOR, "momento") as db:
        await db.connection.execute("select suspend_user($1)", ben.id)
    assert await _ranked(house, event.id) == []


async def test_rare_interests_weigh_more_and_the_reason_names_what_is_shared(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    await _about(house, event.id, "Vintage film", "Dogs")
    common = [await make_guest(house, f"Dog{number}") for number in range(6)]
    for guest in common:
        await _like(house, guest, "Dogs")
    rare = await make_guest(house, "Cinephile")
    await _like(house, rare, "Vintage film")
    program = await open_program(host.person)
    suggested = (await program.get(f"/api/momento/hosting/{event.id}/suggestions")).json()
    assert suggested[0]["profile_id"] == str(rare.profile_id)
    assert suggested[0]["reason"] == "Into Vintage film, what your event is about."
    assert suggested[1]["reason"] == "Into Dogs, what your event is about."
    assert "absentee" not in str(suggested)
    stranger = await open_program((await make_host(house, "Otto")).person)
    assert (await stranger.get(f"/api/momento/hosting/{event.id}/suggestions")).status_code == 404


@given(
    st.lists(st.lists(st.integers(1, 30), max_size=20, unique=True), min_size=1, max_size=30),
    st.sets(st.integers(1, 30), min_size=1),
)
def test_interest_scores_are_the_cosine_of_rarity_weighted_interests(
    people: list[list[int]], wanted: set[int]
) -> None:
    table = np.zeros((len(people), 20), dtype=np.int16)
    for row, interests in enumerate(people):
        table[row, : len(interests)] = interests
    idf = idf_of(table, 31)
    weights = np.zeros(31, dtype=np.float32)
    weights[list(wanted)] = 1
    found = interest_scores(table, idf, weights)
    for row, interests in enumerate(people):
        mine = {interest: float(idf[interest]) for interest in interests}
        theirs = {interest: float(idf[interest]) for interest in wanted}
        dot = sum(mine[interest] * theirs[interest] for interest in mine.keys() & theirs.keys())
        lengths = (
            sum(value**2 for value in mine.values()) ** 0.5
            * sum(value**2 for value in theirs.values()) ** 0.5
        )
        assert found[row] == pytest.approx(dot / lengths if lengths else 0, abs=1e-4)


async def test_a_host_asks_the_ticked_and_they_get_a_letter_once(
    house: House, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    ada, ben = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    program = await open_program(host.person)
    both = {"profiles": [str(ada.profile_id), str(ben.profile_id)]}
    assert (await program.post(f"/api/momento/hosting/{event.id}/invitations", json=both)).json() == {
        "sent": 2
    }
    assert (await program.post(f"/api/momento/hosting/{event.id}/invitations", json=both)).json() == {
        "sent": 0
    }
    assert (
        await program.post(f"/api/momento/hosting/{event.id}/invitations", json={"profiles": []})
    ).status_code == 422
    await worker_pass(house, schedules=False)
    [mail] = standins.mail.messages(ada.email)
    assert mail.subject == "Hedda invites you: Soup and stories"
    rows = await run(house, "select expires_at, created_at, wave from momento.invitations")
    assert all(
        abs(row["expires_at"] - row["created_at"] - timedelta(hours=48)) < timedelta(seconds=5)
        for row in rows
    )
    assert {row["wave"] for row in rows} == {1}


def test_an_answer_is_waited_for_two_days_or_until_six_hours_before() -> None:
    from datetime import UTC, datetime

    now = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert expiry(now, now + timedelta(days=9)) == now + timedelta(hours=48)
    assert expiry(now, now + timedelta(hours=50)) == now + timedelta(hours=44)
    assert expiry(now, now + timedelta(hours=5)) == now + timedelta(hours=5)


async def test_a_host_learns_nothing_by_trying_addresses(house: House, open_program: Any) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    fine, blocking = await make_guest(house, "Ada"), await make_guest(house, "Ben")
    await run(
        house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", blocking.id, host.person.id
    )
    program = await open_program(host.person)
    answers = [
        await program.post(f"/api/momento/hosting/{event.id}/invitations/by-address", json={"email": email})
        for email in (fine.email, blocking.email, "nobody@example.org", host.person.email)
    ]
    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    rows = await run(house, "select profile_id from momento.invitations")
    assert [row["profile_id"] for row in rows] == [fine.profile_id]


async def test_an_event_that_fills_itself_keeps_open_answers_within_one_and_a_half_for_each_free_seat_under_two_workers(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host, seats=(2, 4))
    for number in range(14):
        await make_guest(house, f"G{number}")
    program = await open_program(host.person)
    assert (
        await program.post(f"/api/momento/hosting/{event.id}/fill", json={"wanted": True})
    ).status_code == 204

    async def asked() -> int:
        return (await run(house, "select count(*) as n from momento.invitations where status = 'sent'"))[0][
            "n"
        ]

    assert await asked() == 6
    await asyncio.gather(*(fill(house, event.id) for _ in range(4)))
    assert await asked() == 6
    rows = await run(house, "select id from momento.invitations limit 2")
    async with house.database.session(_ACTOR, "momento") as db:
        for row in rows:
            assert await db.connection.fetchval("select confirm_seat($1)", row["id"]) == "confirmed"
    await asyncio.gather(*(fill(house, event.id) for _ in range(4)))
    assert (
        await asked() == 4
    )  # two seats are free: three answers may be open, and nobody is asked while more are
    await run(house, "update momento.invitations set status = 'declined' where status = 'sent'")
    await asyncio.gather(*(fill(house, event.id) for _ in range(4)))
    assert await asked() == 3
    await program.post(f"/api/momento/hosting/{event.id}/fill", json={"wanted": False})
    await run(house, "update momento.invitations set status = 'declined' where status = 'sent'")
    await run_schedule(house, "momento.invitations.fill")
    assert await asked() == 0


async def test_an_invitation_expires_by_the_clock_but_not_for_somebody_in_line(house: House) -> None:
    host = await make_host(house)
    event = await make_event(house, host, seats=(1, 1), starts_in=timedelta(days=8))
    ada, ben, cy = [await make_guest(house, name) for name in ("Ada", "Ben", "Cy")]
    await seat(house, event, [ada])
    invitations = await invite(house, event, [ben, cy])
    await run(
        house,
        "update momento.invitations set expires_at = $1 where status = 'sent'",
        house.clock.now() + timedelta(hours=48),
    )
    async with house.database.session(_ACTOR, "momento") as db:
        await db.connection.execute("select join_waiting_list($1)", invitations[1])
    house.clock.move(timedelta(hours=49))
    await run_schedule(house, "momento.invitations.expire")
    rows = await run(house, "select id, status from momento.invitations where id = any ($1)", invitations)
    assert {row["id"]: row["status"] for row in rows} == {invitations[0]: "expired", invitations[1]: "sent"}


async def test_the_page_suggests_asks_and_fills_without_script(house: House, open_browser: Any) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    ada = await make_guest(house, "Ada")
    browser = await open_browser(host.person)
    page = await browser.get(f"/momento/hosting/{event.id}/suggestions")
    assert "Ada" in page.text
    assert "New here: an easy first evening." in page.text
    assert (await browser.post(f"/momento/hosting/{event.id}/ask")).status_code == 422
    assert (
        await browser.post(f"/momento/hosting/{event.id}/ask", profiles=str(ada.profile_id))
    ).status_code == 303
    assert (
        "Ada"
        not in (await browser.get(f"/momento/hosting/{event.id}/suggestions")).text.split("People who fit")[1]
    )
    assert (
        await browser.post(f"/momento/hosting/{event.id}/ask-by-address", email="no address")
    ).status_code == 422
    assert (
        await browser.post(f"/momento/hosting/{event.id}/ask-by-address", email="x@example.org")
    ).status_code == 303
    assert (await browser.post(f"/momento/hosting/{event.id}/fill", wanted="yes")).status_code == 303
