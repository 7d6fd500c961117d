"""Checking in over HTTP: when, where, with what, once, and what nobody can contest."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from harness.house import run_schedule
from harness.members import run
from harness.momento import Event, Guest, invite, make_event, make_guest, make_host, seat
from kith.foundation.house import House
from kith.products.momento.checkin.code import WINDOW, changes_at

_HERE = {"latitude": 52.5340, "longitude": 13.4125, "accuracy": 12.0}
"""Some sixty metres from the first stop that `make_event` makes."""


async def _evening(house: House, *, guests: int = 1, stops: int = 1) -> tuple[Event, list[Guest]]:
    host = await make_host(house)
    event = await make_event(house, host, stops=stops)
    people = [await make_guest(house, f"Guest{number}") for number in range(guests)]
    await seat(house, event, people)
    return event, people


def _to(house: House, event: Event, after: timedelta) -> None:
    house.clock.move_to(event.starts_at + after)


def _fix(house: House, *, ago: float = 1, **changes: Any) -> dict[str, Any]:
    at = (house.clock.now() - timedelta(seconds=ago)).isoformat()
    return {**_HERE, "at": at, **changes}


async def _code(program: httpx.AsyncClient, house: House, event: Event) -> str:
    """The code that the host's page shows, read by the host."""
    answer = await program.get(f"/momento/hosting/{event.id}/check-in", headers={"accept": "text/html"})
    found = re.search(r'<p class="qr__code"[^>]*><span>(\w{3})</span> <span>(\w{3})</span>', answer.text)
    assert found, answer.text
    return found[1] + found[2]


def _path(event: Event) -> str:
    return f"/api/momento/events/{event.id}/check-in"


async def test_check_in_is_open_from_half_an_hour_before_until_the_end(
    house: House, open_program: Any
) -> None:
    event, (guest,) = await _evening(house)
    program = await open_program(guest)
    _to(house, event, timedelta(minutes=-31))
    early = await program.post(_path(event), json={"fixes": [_fix(house)]})
    assert (early.status_code, early.json()["type"]) == (409, "/problems/too-early")
    assert (await program.get(_path(event))).json()["phase"] == "early"
    _to(house, event, timedelta(minutes=-29))
    assert (await program.get(_path(event))).json()["phase"] == "open"
    answer = await program.post(_path(event), json={"fixes": [_fix(house)]})
    assert answer.status_code == 200, answer.text
    assert (answer.json()["status"], answer.json()["method"]) == ("attended", "position")
    other, (late,) = await _evening(house)
    _to(house, other, timedelta(minutes=25))
    answer = await (await open_program(late)).post(_path(other), json={"fixes": [_fix(house)]})
    assert answer.json()["status"] == "late"
    third, (too_late,) = await _evening(house)
    _to(house, third, timedelta(hours=1, seconds=1))
    answer = await (await open_program(too_late)).post(_path(third), json={"fixes": [_fix(house)]})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/too-late")


async def test_a_position_counts_within_reach_of_any_stop_and_made_up_ones_never(
    house: House, open_program: Any
) -> None:
    event, (guest,) = await _evening(house, stops=2)
    program = await open_program(guest)
    _to(house, event, timedelta(minutes=1))
    for fixes in (
        [_fix(house, latitude=52.5375)],  # half a kilometre away
        [_fix(house, mocked=True)],
        [_fix(house, accuracy=0)],
        [_fix(house, latitude=52.53345, longitude=13.41234)],  # the stop's very coordinates
        [_fix(house, ago=10, latitude=48.85, longitude=2.35), _fix(house)],
        [_fix(house, ago=600)],
    ):
        answer = await program.post(_path(event), json={"fixes": fixes})
        assert (answer.status_code, answer.json()["field"]) == (422, "fixes"), fixes
    assert await run(house, "select 1 from momento.attendance") == []
    at_second_stop = _fix(house, latitude=52.5440, longitude=13.4125)
    assert (await program.post(_path(event), json={"fixes": [at_second_stop]})).status_code == 200
    naive = {**_fix(house), "at": "2026-11-20T19:00:00"}
    assert (await program.post(_path(event), json={"fixes": [naive]})).status_code in (400, 422)


async def test_the_host_s_code_works_now_and_a_moment_later_but_not_replayed(
    house: House, open_program: Any
) -> None:
    event, guests = await _evening(house, guests=3)
    as_host = await open_program(event.host.person)
    _to(house, event, timedelta(minutes=1))
    house.clock.move_to(changes_at(house.clock.now()) + timedelta(seconds=1))
    code = await _code(as_host, house, event)
    first, second, replaying = [await open_program(guest) for guest in guests]
    assert (await first.post(_path(event), json={"code": code})).json()["method"] == "code"
    house.clock.move(WINDOW)
    assert (await second.post(_path(event), json={"code": code.lower()})).status_code == 200
    house.clock.move(WINDOW)
    replayed = await replaying.post(_path(event), json={"code": code})
    assert (replayed.status_code, replayed.json()["field"]) == (422, "code")
    # A wrong code is not saved by a right position: whoever types one means it.
    assert (
        await replaying.post(_path(event), json={"code": code, "fixes": [_fix(house)]})
    ).status_code == 422
    elsewhere, (other,) = await _evening(house)
    house.clock.move_to(elsewhere.starts_at)
    foreign = await _code(await open_program(elsewhere.host.person), house, elsewhere)
    assert (
        await (await open_program(other)).post(_path(elsewhere), json={"code": foreign})
    ).status_code == 200
    assert (await replaying.post(_path(event), json={"code": foreign})).status_code == 409


async def test_a_host_who_takes_part_says_so_on_their_list_and_has_met_the_guests(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host, host_takes_part=True)
    guest = await make_guest(house)
    await seat(house, event, [guest])
    as_host = await open_program(host.person)
    # One's own evening is nothing to report.
    for who, reports in ((guest, True), (host.person, False)):
        program = await open_program(who)
        [mine] = await run(house, "select id from momento.invitations where profile_id = $1", who.profile_id)
        page = await program.get(f"/momento/invitations/{mine['id']}", headers={"accept": "text/html"})
        assert (page.status_code, "Report this event" in page.text) == (200, reports)
    door = f"/momento/hosting/{event.id}/check-in"
    _to(house, event, timedelta(minutes=-31))
    assert "/check-in/myself" not in (await as_host.get(door, headers={"accept": "text/html"})).text
    assert (await as_host.post(f"{door}/myself")).status_code == 409
    _to(house, event, timedelta(minutes=-5))
    assert f'action="{door}/myself"' in (await as_host.get(door, headers={"accept": "text/html"})).text
    assert (await as_host.post(f"{door}/myself")).status_code == 303
    shown = (await as_host.get(door, headers={"accept": "text/html"})).text
    assert "/check-in/myself" not in shown
    assert "<strong>1</strong> of 2 are here" in shown
    [row] = await run(house, "select profile_id, status, method from momento.attendance")
    assert tuple(row) == (host.person.profile_id, "attended", "code")
    elsewhere, (guest,) = await _evening(house)
    _to(house, elsewhere, timedelta(minutes=1))
    for who in (guest, elsewhere.host.person):
        refused = await (await open_program(who)).post(f"/momento/hosting/{elsewhere.id}/check-in/myself")
        assert refused.status_code == 404, "neither a guest nor a host who has no seat"


async def test_a_refused_code_is_not_offered_as_if_it_were_good(house: House, open_program: Any) -> None:
    event, (guest,) = await _evening(house)
    program = await open_program(guest)
    _to(house, event, timedelta(minutes=1))
    page = f"/momento/events/{event.id}/check-in"
    filled = await program.get(page, params={"code": "AAAAAA"}, headers={"accept": "text/html"})
    assert "code is filled in" in filled.text
    refused = await program.post(page, data={"code": "AAAAAA"}, headers={"accept": "text/html"})
    assert refused.status_code == 422
    assert "not the code of this moment" in refused.text
    assert "code is filled in" not in refused.text


async def test_codes_cannot_be_guessed_one_after_the_other(house: House, open_program: Any) -> None:
    event, (guest,) = await _evening(house)
    program = await open_program(guest)
    _to(house, event, timedelta(minutes=1))
    answers = [(await program.post(_path(event), json={"code": "AAAAAA"})).status_code for _ in range(14)]
    assert answers.count(422) == 12
    assert answers[-1] == 429


async def test_two_phones_that_race_make_one_check_in(house: House, open_program: Any) -> None:
    event, (guest,) = await _evening(house)
    programs = [await open_program(guest) for _ in range(4)]
    _to(house, event, timedelta(minutes=1))
    answers = await asyncio.gather(
        *(program.post(_path(event), json={"fixes": [_fix(house)]}) for program in programs)
    )
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.json()["checked_in_at"] for answer in answers}) == 1
    assert len(await run(house, "select 1 from momento.attendance")) == 1
    assert (
        len(await run(house, "select 1 from momento.domain_events where event_type = 'attendance.attended'"))
        == 1
    )


async def test_code_position_and_a_guest_beside_make_check_ins_nobody_can_contest(
    house: House, open_program: Any
) -> None:
    event, (ada, bo, cem) = await _evening(house, guests=3)
    as_host = await open_program(event.host.person)
    _to(house, event, timedelta(minutes=1))
    code = await _code(as_host, house, event)
    alone = await (await open_program(ada)).post(_path(event), json={"code": code, "fixes": [_fix(house)]})
    assert alone.json()["incontestable"] is False
    await (await open_program(cem)).post(_path(event), json={"fixes": [_fix(house)]})
    beside = await (await open_program(bo)).post(_path(event), json={"code": code, "fixes": [_fix(house)]})
    assert beside.json()["incontestable"] is True
    certain = await run(house, "select profile_id from momento.attendance where incontestable")
    assert {row["profile_id"] for row in certain} == {ada.profile_id, bo.profile_id}
    # The host cannot turn that round; the others' check-in goes to people.
    _to(house, event, timedelta(minutes=30))
    for guest in (ada, cem):
        answer = await as_host.put(
            f"/api/momento/hosting/{event.id}/door/{guest.profile_id}", json={"says": "no_show"}
        )
        assert answer.status_code == 204
    rows = await run(house, "select profile_id, status from momento.attendance")
    status = {row["profile_id"]: row["status"] for row in rows}
    assert (status[ada.profile_id], status[cem.profile_id]) == ("attended", "disputed")


async def test_whoever_has_no_seat_finds_nothing(house: House, open_program: Any) -> None:
    event, _guests = await _evening(house)
    asked, stranger = await make_guest(house, "Ines"), await make_guest(house, "Stella")
    await invite(house, event, [asked])
    _to(house, event, timedelta(minutes=1))
    for person in (asked, stranger, event.host.person):
        program = await open_program(person)
        assert (await program.get(_path(event))).status_code == 404
        assert (await program.post(_path(event), json={"fixes": [_fix(house)]})).status_code == 404
        assert (await program.get(f"/momento/events/{event.id}/check-in")).status_code == 404
        if person is not event.host.person:
            for page in ("", "/code", "/list"):
                assert (await program.get(f"/momento/hosting/{event.id}/check-in{page}")).status_code == 404


async def test_a_position_is_in_no_answer_and_forgotten_after_thirty_days(
    house: House, open_program: Any
) -> None:
    event, (guest,) = await _evening(house)
    program = await open_program(guest)
    _to(house, event, timedelta(minutes=1))
    answer = await program.post(_path(event), json={"fixes": [_fix(house)]})
    said = answer.text + (await program.get(_path(event))).text
    said += (await (await open_program(event.host.person)).get(f"/api/momento/hosting/{event.id}/door")).text
    assert "latitude" not in said
    assert "52.53" not in said
    kept = "select check_in_latitude, check_in_accuracy from momento.attendance"
    house.clock.move(timedelta(days=29))
    await run_schedule(house, "kith.retention")
    assert (await run(house, kept))[0]["check_in_latitude"] == pytest.approx(52.5340)
    house.clock.move(timedelta(days=2))
    await run_schedule(house, "kith.retention")
    assert tuple((await run(house, kept))[0]) == (None, None)


async def test_the_page_leads_from_a_scanned_code_to_the_list_in_one_press(
    house: House, open_browser: Any
) -> None:
    event, (guest,) = await _evening(house)
    _to(house, event, timedelta(minutes=1))
    host = await open_browser(event.host.person)
    door = await host.get(f"/momento/hosting/{event.id}/check-in")
    code = "".join(re.findall(r"<span>(\w{3})</span>", door.text)[:2])
    browser = await open_browser(guest)
    scanned = await browser.get(f"/momento/events/{event.id}/check-in?code={code}")
    assert browser.field(scanned, "code") == code
    wrong = await browser.post(f"/momento/events/{event.id}/check-in", code="AAAAAA")
    assert wrong.status_code == 422
    assert "not the code of this moment" in wrong.text
    broken = await browser.post(f"/momento/events/{event.id}/check-in", fixes="{]")
    assert broken.status_code == 422
    done = await browser.post(f"/momento/events/{event.id}/check-in", code=code)
    assert done.status_code == 303
    assert "You are here" in (await browser.get(f"/momento/events/{event.id}/check-in")).text
    listed = await host.get(f"/momento/hosting/{event.id}/check-in")
    assert "Checked in at" in listed.text
