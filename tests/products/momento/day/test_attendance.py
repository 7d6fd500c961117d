"""Who was there, as several people tell it: the host's list, hearsay, contradictions, and who decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx

from harness.house import worker_pass
from harness.members import make_admin, run
from harness.momento import Event, Guest, make_event, make_guest, make_host, seat
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.simulator.standins import StandIns


async def _evening(house: House, guests: int) -> tuple[Event, list[Guest]]:
    host = await make_host(house)
    event = await make_event(house, host, seats=(2, 8))
    people = [await make_guest(house, f"Guest{number}") for number in range(guests)]
    await seat(house, event, people)
    house.clock.move_to(event.starts_at + timedelta(minutes=30))
    return event, people


async def _status(house: House, guest: Guest) -> str | None:
    rows = await run(house, "select status from momento.attendance where profile_id = $1", guest.profile_id)
    return rows[0]["status"] if rows else None


async def _say(program: httpx.AsyncClient, event: Event, about: Guest, says: str) -> int:
    answer = await program.put(
        f"/api/momento/events/{event.id}/attendance/{about.profile_id}", json={"says": says}
    )
    return answer.status_code


async def _tick(program: httpx.AsyncClient, event: Event, about: Guest, says: str) -> int:
    answer = await program.put(
        f"/api/momento/hosting/{event.id}/door/{about.profile_id}", json={"says": says}
    )
    return answer.status_code


async def test_the_host_s_list_outweighs_hearsay_and_hearsay_takes_two(
    house: House, open_program: Any
) -> None:
    event, (ada, bo, cem, dee) = await _evening(house, 4)
    as_bo, as_cem, as_dee = [await open_program(guest) for guest in (bo, cem, dee)]
    assert await _say(as_bo, event, ada, "no_show") == 204
    assert await _status(house, ada) is None
    assert await _say(as_cem, event, ada, "no_show") == 204
    assert await _status(house, ada) == "no_show"
    assert await _say(as_dee, event, ada, "attended") == 204
    assert await _say(as_bo, event, ada, "attended") == 204
    assert await _status(house, ada) == "attended"
    as_host = await open_program(event.host.person)
    assert await _tick(as_host, event, ada, "late") == 204
    assert await _say(as_dee, event, ada, "no_show") == 204
    assert await _status(house, ada) == "late"
    door = (await as_host.get(f"/api/momento/hosting/{event.id}/door")).json()
    assert {row["name"]: (row["status"], row["host_says"]) for row in door}["Guest0"] == ("late", "late")


async def test_nobody_speaks_of_themselves_of_strangers_or_too_early_or_too_late(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    ada, bo, stranger = [await make_guest(house, name) for name in ("Ada", "Bo", "Stella")]
    await seat(house, event, [ada, bo])
    as_ada, as_stranger, as_host = [await open_program(each) for each in (ada, stranger, host.person)]
    assert await _say(as_ada, event, bo, "attended") == 409
    house.clock.move_to(event.starts_at - timedelta(minutes=20))
    assert await _tick(as_host, event, bo, "no_show") == 409
    assert await _tick(as_host, event, bo, "attended") == 204
    house.clock.move_to(event.starts_at + timedelta(minutes=1))
    assert await _tick(as_host, event, bo, "no_show") == 409
    assert await _say(as_ada, event, ada, "attended") == 404
    assert await _say(as_ada, event, stranger, "attended") == 404
    assert await _say(as_stranger, event, bo, "attended") == 404
    assert await _tick(as_ada, event, bo, "attended") == 404
    assert await _tick(as_host, event, stranger, "attended") == 404
    assert (await as_stranger.get(f"/api/momento/events/{event.id}/attendance")).status_code == 404
    house.clock.move_to(event.starts_at + timedelta(hours=49, minutes=1))
    assert await _say(as_ada, event, bo, "attended") == 409
    assert await _tick(as_host, event, bo, "attended") == 409


async def test_people_with_a_block_between_them_say_nothing_of_each_other(
    house: House, open_program: Any
) -> None:
    event, (ada, bo) = await _evening(house, 2)
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", bo.id, ada.id)
    as_ada = await open_program(ada)
    assert await _say(as_ada, event, bo, "no_show") == 404
    assert (await as_ada.get(f"/api/momento/events/{event.id}/attendance")).json()["guests"] == []


async def test_a_missed_evening_is_told_and_can_be_contradicted_for_three_days(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    event, (ada, bo) = await _evening(house, 2)
    as_host = await open_program(event.host.person)
    for guest in (ada, bo):
        assert await _tick(as_host, event, guest, "no_show") == 204
    await worker_pass(house, schedules=False)
    [mail] = standins.mail.messages(ada.email)
    assert "did not come" in mail.text
    assert "Hedda" not in mail.text
    browser = await open_browser(ada)
    page = await browser.get(f"/momento/events/{event.id}/attendance")
    assert "That is not how it was" in page.text
    empty = await browser.post(f"/momento/events/{event.id}/attendance/dispute")
    assert empty.status_code == 422
    sent = await browser.post(f"/momento/events/{event.id}/attendance/dispute", reason="I sat beside Bo.")
    assert sent.status_code == 303
    assert await _status(house, ada) == "disputed"
    # What is disputed does not count.
    rating = "select absentee_rating from momento.user_internal_metrics where user_id = $1"
    assert (await run(house, rating, ada.id))[0]["absentee_rating"] == 1
    house.clock.move_to(event.starts_at + timedelta(hours=73, minutes=1))
    late = await (await open_program(bo)).post(
        f"/api/momento/events/{event.id}/attendance/dispute", json={"reason": "Me too."}
    )
    assert late.status_code == 409


async def test_a_host_who_comes_round_settles_a_contradicted_absence(house: House, open_program: Any) -> None:
    event, (ada, _bo) = await _evening(house, 2)
    as_host, as_ada = await open_program(event.host.person), await open_program(ada)
    await _tick(as_host, event, ada, "no_show")
    path = f"/api/momento/events/{event.id}/attendance/dispute"
    assert (await as_ada.post(path, json={"reason": "I was in the kitchen."})).status_code == 204
    assert (await as_ada.post(path, json={"reason": "Again."})).status_code == 409
    assert await _tick(as_host, event, ada, "attended") == 204
    assert await _status(house, ada) == "attended"


async def test_operators_decide_what_is_left_with_a_reason_and_memories_follow(
    house: House, open_program: Any, open_browser: Any, standins: StandIns
) -> None:
    event, (ada, bo) = await _evening(house, 2)
    as_host, as_ada = await open_program(event.host.person), await open_program(ada)
    await _tick(as_host, event, bo, "attended")
    await _tick(as_host, event, ada, "no_show")
    await as_ada.post(
        f"/api/momento/events/{event.id}/attendance/dispute", json={"reason": "I sat beside Bo."}
    )
    house.clock.move_to(event.starts_at + timedelta(hours=4))
    async with house.database.session(service("tests.day"), "momento") as db:
        assert await db.connection.fetchval("select complete_event($1)", event.id)
    [row] = await run(house, "select id from momento.attendance where status = 'disputed'")
    member = await open_browser(bo)
    assert (await member.get("/console/momento/attendance")).status_code == 404
    desk = await make_guest(house, "Otto")
    await make_admin(house, desk.id, "support")
    browser = await open_browser(desk)
    queue = await browser.get("/console/momento/attendance")
    assert "Guest0" in queue.text
    one = await browser.get(f"/console/momento/attendance/{row['id']}")
    assert "I sat beside Bo." in one.text
    path = f"/console/momento/attendance/{row['id']}"
    assert (await browser.post(path, status="attended", reason="ok")).status_code == 422
    assert (await browser.post(path, status="attended", reason="Bo wrote the same to us.")).status_code == 303
    assert (await browser.post(path, status="no_show", reason="Changed my mind.")).status_code == 409
    assert await _status(house, ada) == "attended"
    assert len(await run(house, "select 1 from momento.connections")) == 2
    [written] = await run(
        house, "select reason, payload from kith.audit_log where action = 'momento.attendance.decided'"
    )
    assert written["reason"] == "Bo wrote the same to us."
    await worker_pass(house, schedules=False)
    assert "you were at" in standins.mail.messages(ada.email)[-1].text
    # What an operator decided stays, whatever is said afterwards.
    await _tick(as_host, event, ada, "no_show")
    assert await _status(house, ada) == "attended"
