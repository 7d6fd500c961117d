"""Planning an event: one page, stops in order, nothing typed is lost, exact places for those who are in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from harness.house import run_schedule, worker_pass
from harness.members import run
from harness.momento import invite as ask
from harness.momento import make_event, make_guest, make_host, seat
from kith.foundation.house import House
from kith.simulator.standins import StandIns


def _plan(house: House, **changes: Any) -> dict[str, Any]:
    day = (house.clock.now() + timedelta(days=10)).date().isoformat()
    plan: dict[str, Any] = {
        "title": "Soup and stories",
        "min_participants": 2,
        "max_participants": 6,
        "price_in_cents": 1500,
        "currency": "eur",
        "host_is_attendee": True,
        "stops": [
            {
                "title": "Meet",
                "place": "Berlin/The Blue Kettle",
                "start": f"{day}T18:00",
                "end": f"{day}T19:00",
            },
            {
                "title": "Walk",
                "place_name": "The big oak tree",
                "latitude": 52.52345,
                "longitude": 13.41234,
                "time_zone": "Europe/Berlin",
                "start": f"{day}T19:15",
                "end": f"{day}T21:00",
            },
        ],
        "helpers": [{"role": "Cook", "who": "Ida"}],
        "interests": [1, 2],
    }
    return plan | changes


async def test_a_host_plans_an_event_with_stops_and_takes_part(house: House, open_program: Any) -> None:
    host = await make_host(house)
    program: httpx.AsyncClient = await open_program(host.person)
    answer = await program.post("/api/momento/hosting", json=_plan(house))
    assert answer.status_code == 201, answer.text
    seen = (await program.get(f"/api/momento/events/{answer.json()['id']}")).json()
    assert [stop["name"] for stop in seen["stops"]] == ["The Blue Kettle", "The big oak tree"]
    assert seen["event"]["seats_taken"] == 1
    assert seen["event"]["time_zone"] == "Europe/Berlin"
    assert seen["helpers"][0]["first_name"] == "Ida"
    board = (await program.get(f"/api/momento/hosting/{answer.json()['id']}/board")).json()
    assert [(row["status"], row["source"]) for row in board] == [("confirmed", "self")]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " x "}, "title"),
        ({"min_participants": 7}, "min_participants"),
        ({"price_in_cents": 20}, "price"),
        ({"currency": "xxx"}, "currency"),
        ({"stops": []}, "stops-1-title"),
        ({"max_participants": 201}, "max_participants"),
    ],
)
async def test_a_plan_that_cannot_be_names_the_field_and_stores_nothing(
    house: House, open_program: Any, changes: dict[str, Any], field: str
) -> None:
    host = await make_host(house)
    program = await open_program(host.person)
    answer = await program.post("/api/momento/hosting", json=_plan(house, **changes))
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert (await program.get("/api/momento/hosting")).json()["items"] == []


async def test_stops_that_overlap_end_before_they_begin_or_fall_into_a_skipped_hour_are_refused(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    house.clock.move_to(datetime(2027, 3, 20, tzinfo=UTC))
    program = await open_program(host.person)

    async def refused(**changes: str) -> str:
        plan = _plan(house)
        plan["stops"][1] |= changes
        answer = await program.post("/api/momento/hosting", json=plan)
        assert answer.status_code == 422
        return answer.json()["field"]

    day = _plan(house)["stops"][0]["start"][:10]
    assert await refused(start=f"{day}T18:30") == "stops-2-start"
    assert await refused(end=f"{day}T19:00") == "stops-2-end"
    assert await refused(place="Berlin/Nowhere") == "stops-2-place"
    assert await refused(time_zone="Europe/Nowhere") == "stops-2-time_zone"
    assert await refused(start="2027-03-28T02:30", end="2027-03-28T04:00") == "stops-2-start"


async def test_a_night_in_which_clocks_change_keeps_real_durations(house: House, open_program: Any) -> None:
    house.clock.move_to(datetime(2027, 3, 20, tzinfo=UTC))
    host = await make_host(house)
    program = await open_program(host.person)
    stop = {"title": "Night walk", "place": "Berlin/The Blue Kettle"}
    for start, end, hours in (
        ("2027-03-28T01:30", "2027-03-28T03:30", 1),
        ("2027-10-31T01:30", "2027-10-31T03:30", 3),
    ):
        plan = _plan(house, stops=[stop | {"start": start, "end": end}], host_is_attendee=False)
        created = (await program.post("/api/momento/hosting", json=plan)).json()["id"]
        seen = (await program.get(f"/api/momento/events/{created}")).json()["stops"][0]
        lasted = datetime.fromisoformat(seen["end_time"]) - datetime.fromisoformat(seen["start_time"])
        assert lasted == timedelta(hours=hours)


async def test_the_exact_place_is_for_confirmed_guests_and_others_asked_see_the_neighbourhood(
    house: House, open_program: Any
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    [guest, asked, stranger] = [await make_guest(house, name) for name in ("Ada", "Ben", "Cy")]
    await seat(house, event, [guest])
    await ask(house, event, [asked])
    inside = (await (await open_program(guest)).get(f"/api/momento/events/{event.id}")).json()["stops"][0]
    outside = (await (await open_program(asked)).get(f"/api/momento/events/{event.id}")).json()["stops"][0]
    assert (inside["exact"], inside["name"], inside["latitude"]) == (True, "Place 1", 52.53345)
    assert (outside["exact"], outside["name"], outside["address"], outside["latitude"]) == (
        False,
        None,
        None,
        52.53,
    )
    assert outside["neighbourhood"] == "Mitte"
    assert (await (await open_program(stranger)).get(f"/api/momento/events/{event.id}")).status_code == 404


async def test_the_page_rearranges_stops_without_losing_a_word_and_explains_what_is_wrong(
    house: House, open_browser: Any
) -> None:
    host = await make_host(house)
    browser = await open_browser(host.person)
    blank = await browser.get("/momento/hosting/new")
    assert re.search(r'name="stops-1-time_zone"[^>]* value="Europe/Berlin"', blank.text), (
        "where the host lives"
    )
    day = (house.clock.now() + timedelta(days=10)).date().isoformat()
    form = {
        "title": "Soup and stories",
        "min_participants": "2",
        "max_participants": "6",
        "price": "12.50",
        "currency": "eur",
        "stops-1-title": "First",
        "stops-1-place": "Berlin/The Blue Kettle",
        "stops-1-start": f"{day}T18:00",
        "stops-1-end": f"{day}T19:00",
        "stops-2-title": "Second",
        "stops-2-place": "Berlin/Linden Hall",
        "stops-2-start": f"{day}T19:00",
        "stops-2-end": f"{day}T20:00",
    }
    swapped = await browser.post("/momento/hosting/new", **form, act="up-2")
    assert swapped.status_code == 200
    assert swapped.text.index('value="Second"') < swapped.text.index('value="First"')
    assert swapped.text.index(f'value="{day}T18:00"') < swapped.text.index(f'value="{day}T19:00"')
    more = await browser.post("/momento/hosting/new", **form, act="add-stop")
    assert 'name="stops-3-title"' in more.text
    wrong = await browser.post("/momento/hosting/new", **(form | {"price": "twelve"}), act="save")
    assert wrong.status_code == 422
    assert "Write the price as a number" in wrong.text
    assert 'value="Second"' in wrong.text
    done = await browser.post("/momento/hosting/new", **form, act="save")
    assert done.status_code == 303, done.text
    board = await browser.get(done.headers["location"])
    assert board.status_code == 200
    assert "First" in board.text
    assert "<svg" in board.text
    edit = await browser.get(done.headers["location"] + "/edit")
    assert 'value="12.50"' in edit.text
    saved = await browser.post(
        done.headers["location"] + "/edit", **(form | {"title": "Soup, no stories"}), act="save"
    )
    assert saved.status_code == 303, saved.text
    assert "Soup, no stories" in (await browser.get("/momento/hosting")).text
    assert (await browser.get("/momento/hosting/payouts")).status_code == 200


async def test_somebody_who_does_not_host_becomes_a_host_first(house: House, open_browser: Any) -> None:
    guest = await make_guest(house)
    browser = await open_browser(guest)
    assert "Have people over" in (await browser.get("/momento/hosting")).text
    assert (await browser.post("/momento/hosting/become", host_name=" ")).status_code == 422
    done = await browser.post("/momento/hosting/become", host_name="Ada’s table", host_bio="Soup.")
    assert done.headers["location"] == "/momento/hosting/new"
    assert (await browser.get("/momento/hosting/new")).status_code == 200


async def test_another_host_sees_and_changes_nothing_of_an_event(
    house: House, open_program: Any, open_browser: Any
) -> None:
    host, other = await make_host(house), await make_host(house, "Otto")
    event = await make_event(house, host)
    program = await open_program(other.person)
    assert (await program.get(f"/api/momento/events/{event.id}")).status_code == 404
    assert (await program.get(f"/api/momento/hosting/{event.id}/board")).status_code == 404
    assert (await program.put(f"/api/momento/hosting/{event.id}", json=_plan(house))).status_code == 404
    assert (await program.post(f"/api/momento/hosting/{event.id}/cancel", json={})).status_code == 404
    browser = await open_browser(other.person)
    for page in ("", "/edit"):
        assert (await browser.get(f"/momento/hosting/{event.id}{page}")).status_code == 404


async def test_a_changed_time_is_told_to_guests_and_a_host_or_guest_who_is_busy_then_is_not_moved(
    house: House, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    program = await open_program(host.person)
    event = (await program.post("/api/momento/hosting", json=_plan(house, price_in_cents=0))).json()["id"]
    guest = await make_guest(house)
    from harness.momento import Event

    planned = Event(event, host, house.clock.now() + timedelta(days=9))
    await seat(house, planned, [guest])
    later = _plan(house, price_in_cents=0)
    for stop in later["stops"]:
        stop["start"] = stop["start"].replace("T1", "T2") if "T18" not in stop["start"] else stop["start"]
    later["stops"] = later["stops"][:1]
    assert (await program.put(f"/api/momento/hosting/{event}", json=later)).status_code == 204
    await worker_pass(house)
    assert [mail.subject for mail in standins.mail.messages(guest.email)] == ["Changed: Soup and stories"]
    clashing = await program.post("/api/momento/hosting", json=_plan(house))
    assert clashing.status_code == 409
    assert clashing.json()["type"].endswith("busy")


async def test_calling_an_event_off_tells_everybody_and_owes_all_money(
    house: House, open_program: Any, standins: StandIns
) -> None:
    host = await make_host(house)
    event = await make_event(house, host)
    guest, asked = await make_guest(house), await make_guest(house, "Ben")
    await seat(house, event, [guest])
    await ask(house, event, [asked])
    program = await open_program(host.person)
    assert (
        await program.post(f"/api/momento/hosting/{event.id}/cancel", json={"reason": "Flu."})
    ).status_code == 204
    assert (await program.post(f"/api/momento/hosting/{event.id}/cancel", json={})).status_code == 409
    await worker_pass(house, schedules=False)
    for person in (guest, asked):
        [mail] = standins.mail.messages(person.email)
        assert mail.subject == "Called off: Soup and stories"
        assert "Flu." in mail.text
    [row] = await run(house, "select status, seats_taken from momento.events")
    assert (row["status"], row["seats_taken"]) == ("cancelled", 0)


async def test_an_event_without_enough_guests_a_day_before_is_called_off_by_the_house_once(
    house: House, standins: StandIns
) -> None:
    host = await make_host(house)
    empty, full = await make_event(house, host, seats=(2, 6)), await make_event(house, host, seats=(1, 6))
    guest, other = await make_guest(house), await make_guest(house, "Ben")
    await seat(house, empty, [guest])
    await seat(house, full, [other])
    house.clock.move(timedelta(days=2, minutes=-1))
    await run_schedule(house, "momento.events.call_off")
    assert await run(house, "select 1 from momento.events where status = 'cancelled'") == []
    house.clock.move(timedelta(minutes=2))
    await run_schedule(house, "momento.events.call_off")
    await run_schedule(house, "momento.events.call_off")
    rows = await run(house, "select id, cancelled_by from momento.events where status = 'cancelled'")
    assert [(row["id"], row["cancelled_by"]) for row in rows] == [(empty.id, "house")]
    await worker_pass(house, schedules=False)
    [mail] = standins.mail.messages(guest.email)
    assert "not enough people" in mail.text
    assert standins.mail.messages(other.email) == []
