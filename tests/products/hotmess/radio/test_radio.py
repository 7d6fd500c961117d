"""The station as listeners and planners meet it: on air and why, the programme, SoundCloud only after a yes, records to the second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from icalendar import Calendar

from harness.hotmess import Member, make_member
from harness.members import Browser, make_admin, run
from kith.foundation.house import House
from kith.products.hotmess.telegram.answers import answer
from kith.products.hotmess.telegram.commands import Command

PLANNER = "/console/hotmess/radio"
# A Friday, 21:00 in London.
FRIDAY = datetime(2026, 12, 4, 21, tzinfo=UTC)


@pytest.fixture
async def planner(house: House, open_browser: Any) -> Browser:
    """An operator's browser on a Friday evening, with two live shows."""
    house.clock.move(FRIDAY - house.clock.now())
    browser = await _operator(house, open_browser)
    await browser.get(f"{PLANNER}/shows")
    for title in ("Weekly", "Special"):
        made = await browser.post(
            f"{PLANNER}/shows", title=title, host="Rex", soundcloud_url="https://soundcloud.com/raw/one"
        )
        assert made.status_code == 303
        await browser.post(
            made.headers["location"],
            title=title,
            host="Rex",
            soundcloud_url="https://soundcloud.com/raw/one",
            status="live",
        )
    return browser


async def _operator(house: House, open_browser: Any) -> Browser:
    person: Member = await make_member(house, membership_version=1)
    await make_admin(house, person.id, "ops")
    browser: Browser = await open_browser(person)
    await browser.get(PLANNER)
    return browser


async def _show(house: House, title: str) -> str:
    [row] = await run(house, "select id from hotmess.radio_shows where title = $1", title)
    return str(row["id"])


async def _plan(browser: Browser, show: str, day: int, start: str, end: str, **more: str) -> httpx.Response:
    return await browser.post(f"{PLANNER}/blocks", show=show, day=str(day), start=start, end=end, **more)


async def _block(house: House, title: str) -> UUID:
    [row] = await run(
        house,
        "select b.id from hotmess.schedule_blocks b join hotmess.radio_shows w on w.id = b.show_id where w.title = $1",
        title,
    )
    return row["id"]


async def test_an_override_goes_before_a_days_block_before_the_week_before_silence_and_why_says_so(
    house: House, client: httpx.AsyncClient, planner: Browser, open_browser: Any
) -> None:
    weekly, special = await _show(house, "Weekly"), await _show(house, "Special")

    async def now() -> tuple[str, str | None, str | None]:
        found = (await client.get("/api/hotmess/radio/now")).json()
        return found["source"], found["title"], found["next_title"]

    assert await now() == ("off_air", None, None)
    await _plan(planner, weekly, 5, "20:00", "02:00")
    assert await now() == ("schedule", "Weekly", "Weekly")
    await _plan(planner, special, 5, "20:30", "23:00", date="2026-12-04")
    assert await now() == ("override_block", "Special", "Weekly")
    assert (
        await planner.post(f"{PLANNER}/overrides", title="Breaking news", artist="Rex")
    ).status_code == 303
    found = (await client.get("/api/hotmess/radio/now")).json()
    assert (found["source"], found["title"], found["next_title"]) == ("override", "Breaking news", "Special")
    assert datetime.fromisoformat(found["ends_at"]) - datetime.fromisoformat(found["starts_at"]) == timedelta(
        minutes=30
    )
    why = (await client.get("/api/hotmess/radio/why")).json()
    assert [(one["source"], one["title"], one["decided"]) for one in why["considered"]] == [
        ("override", "Breaking news", True),
        ("override_block", "Special", False),
        ("schedule", "Weekly", False),
    ]
    later = (await client.get("/api/hotmess/radio/why", params={"at": "2026-12-05T01:30:00Z"})).json()
    # The hours after midnight are still Friday's.
    assert [(one["source"], one["day"]) for one in later["considered"]] == [("schedule", "2026-12-04")]
    assert (
        await client.get("/api/hotmess/radio/why", params={"at": "2031-12-05T01:30:00Z"})
    ).status_code == 422
    page = await planner.get("/hotmess/radio/why?at=2026-12-04T21:05")
    assert "It was put on by hand" in page.text
    assert "It is there every week" in (await planner.get("/hotmess/radio/why?at=2026-12-04T23:30")).text
    assert (await planner.get("/hotmess/radio/why?at=soon")).status_code == 422
    [override] = await run(house, "select id from hotmess.now_playing_overrides")
    assert (await planner.post(f"{PLANNER}/overrides/{override['id']}/end")).status_code == 303
    assert (await planner.post(f"{PLANNER}/overrides/{override['id']}/end")).status_code == 409
    assert await now() == ("override_block", "Special", "Weekly")
    house.clock.move(timedelta(hours=2, seconds=1))
    assert (await now())[:2] == ("schedule", "Weekly")
    # An hour that somebody else's special takes out of the week is told before.
    planner = await _operator(house, open_browser)
    await _plan(planner, special, 6, "00:00", "01:00", date="2026-12-05")
    found = (await client.get("/api/hotmess/radio/now")).json()
    assert (found["title"], found["next_title"]) == ("Weekly", "Special")
    assert found["ends_at"] == found["next_starts_at"] == "2026-12-05T00:00:00Z"
    audited = await run(
        house, "select action from kith.audit_log where product = 'hotmess' order by sequence"
    )
    assert [row["action"] for row in audited][-5:-1] == [
        "radio.block_added",
        "radio.block_added",
        "radio.put_on",
        "radio.taken_off",
    ]


async def test_overlaps_are_refused_by_name_and_bad_times_with_their_field(
    house: House, planner: Browser, open_browser: Any
) -> None:
    weekly = await _show(house, "Weekly")
    await _plan(planner, weekly, 5, "22:00", "04:00")
    refused = await _plan(planner, weekly, 6, "03:45", "05:00")
    assert refused.status_code == 409
    assert "“Weekly” is there already, Friday 22:00 to 04:00" in refused.text
    for wrong, word in (
        ({"start": "25:00", "end": "26:00"}, "like 22:00"),
        ({"start": "10:00", "end": "10:00"}, "another time"),
        ({"start": "10:00", "end": "11:00", "date": "soon"}, "2026-12-04"),
        ({"start": "10:00", "end": "11:00", "day": "7"}, "day of the week"),
        ({"start": "10:00", "end": "11:00", "show": str(UUID(int=1))}, "a show of this station"),
    ):
        fields = {"show": weekly, "day": "2", **wrong}
        answer = await planner.post(f"{PLANNER}/blocks", **fields)
        assert (answer.status_code, word in answer.text) == (422, True), wrong
    # Moved by drag: the script sends the same form; moved onto the other it is told why and nothing changes.
    await _plan(planner, weekly, 1, "10:00", "12:00")
    [second] = await run(house, "select id from hotmess.schedule_blocks where day_of_week = 1")
    moved = await planner.post(f"{PLANNER}/blocks/{second['id']}", day="6", start="00:00", end="02:00")
    assert moved.status_code == 409
    assert (
        await planner.post(f"{PLANNER}/blocks/{second['id']}", day="6", start="04:00", end="06:00")
    ).status_code == 303
    # Set aside, its hours are free; put back when they are taken, it is refused.
    [first] = await run(house, "select id from hotmess.schedule_blocks where day_of_week = 5")
    assert (await planner.post(f"{PLANNER}/blocks/{first['id']}/aside")).status_code == 303
    assert (await _plan(planner, weekly, 5, "23:00", "00:00")).status_code == 303
    assert (await planner.post(f"{PLANNER}/blocks/{first['id']}/restore")).status_code == 409
    assert (await planner.post(f"{PLANNER}/blocks/{first['id']}/remove")).status_code == 303
    page = await planner.get(f"{PLANNER}?week=2027-03-24")
    assert "60 minutes shorter" in page.text
    assert 'data-title="Weekly"' in page.text
    # Only operators plan.
    member = await open_browser(await make_member(house, membership_version=1))
    await member.get("/hotmess/radio")
    assert (await member.get(PLANNER)).status_code == 404
    assert (await _plan(member, weekly, 2, "10:00", "12:00")).status_code == 404


async def test_the_programme_is_right_on_clock_change_days_as_page_json_and_calendar(
    house: House, client: httpx.AsyncClient, planner: Browser, open_browser: Any
) -> None:
    weekly = await _show(house, "Weekly")
    await _plan(planner, weekly, 6, "22:00", "04:00")
    house.clock.move(timedelta(days=107))
    spring = (await client.get("/api/hotmess/radio/week", params={"first": "2027-03-22"})).json()
    lengths = [
        (datetime.fromisoformat(one["ends_at"]) - datetime.fromisoformat(one["starts_at"])).total_seconds()
        / 3600
        for one in spring["blocks"]
    ]
    # The block is Saturday's, through Sunday's missing hour.
    assert lengths == [5.0]
    answer = await client.get("/hotmess/radio/programme.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    entries = list(Calendar.from_ical(answer.content).walk("VEVENT"))
    hours = {
        one["dtstart"].dt.astimezone(UTC).date().isoformat(): (
            one["dtend"].dt - one["dtstart"].dt
        ).total_seconds()
        / 3600
        for one in entries
    }
    assert hours["2027-03-27"] == 5
    assert set(hours.values()) == {5, 6}
    assert len({str(one["uid"]) for one in entries}) == len(entries)
    planner = await _operator(house, open_browser)
    assert "60 minutes shorter" in (await planner.get("/hotmess/radio?first=2027-03-22")).text
    assert (await planner.get("/hotmess/radio?first=soon")).status_code == 422


async def test_hours_are_those_of_a_city_that_is_called_as_the_reader_calls_it(
    planner: Browser, house: House, open_browser: Any
) -> None:
    await _plan(planner, await _show(house, "Weekly"), 5, "20:00", "23:00")
    viennese = await open_browser(await make_member(house, city="vienna", membership_version=1))
    said = {
        "/hotmess/radio": "those of London",
        "/hotmess/radio/why": "clock in London",
        "/hotmess/xp": "clock in Vienna",
    }
    for path, words in said.items():
        page = (await viennese.get(path)).text
        assert (words in page, "Europe/" in page) == (True, False)
    assert "Times are those of London." in await answer(house, Command("radio", ""))
    await viennese.post("/language", language="de", next="/hotmess/xp")
    assert "nach der Uhr in Wien" in (await viennese.get("/hotmess/xp")).text
    # What was put on by hand is read by the station's clock, like the rest of the planner.
    house.clock.move(datetime(2027, 6, 4, 20, tzinfo=UTC) - house.clock.now())
    planner = await _operator(house, open_browser)
    await planner.post(f"{PLANNER}/overrides", title="Ballads", minutes="30")
    shown = (await planner.get(PLANNER)).text
    assert ("4 Jun 2027, 21:00" in shown, "Europe/" in shown) == (True, False)


async def test_nothing_of_soundcloud_is_on_a_page_before_a_yes_and_its_frame_only_on_the_players(
    house: House, planner: Browser
) -> None:
    await _plan(planner, await _show(house, "Weekly"), 5, "20:00", "02:00")
    before = await planner.get("/hotmess/radio/player")
    assert "<iframe" not in before.text
    assert "soundcloud" not in before.headers["content-security-policy"]
    for path in ("/hotmess/radio", "/hotmess/records", "/hotmess/radio/why"):
        assert "w.soundcloud.com" not in (await planner.get(path)).text
    await planner.get("/hotmess/radio/player")
    said = await planner.post("/hotmess/radio/soundcloud", agree="yes", next="/hotmess/radio/player")
    assert (said.status_code, said.headers["location"]) == (303, "/hotmess/radio/player")
    after = await planner.get("/hotmess/radio/player")
    assert 'src="https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fraw%2Fone' in after.text
    policy = after.headers["content-security-policy"]
    assert "frame-src https://w.soundcloud.com;" in policy
    assert policy.replace("https://w.soundcloud.com", "'self'") == before.headers["content-security-policy"]
    elsewhere = await planner.get("/hotmess/radio")
    assert "soundcloud" not in elsewhere.headers["content-security-policy"]
    await planner.get("/hotmess/radio/player")
    away = await planner.post("/hotmess/radio/soundcloud", next="https://evil.example/")
    assert away.headers["location"] == "/hotmess/radio"
    assert "<iframe" not in (await planner.get("/hotmess/radio/player")).text


async def test_listening_is_worth_xp_once_for_ten_minutes_of_a_station_that_is_on_air(
    house: House, planner: Browser, open_program: Any, client: httpx.AsyncClient
) -> None:
    listener = await make_member(house, membership_version=1)
    program = await open_program(listener)
    assert (await client.post("/api/hotmess/radio/beat")).status_code == 401
    assert (await program.post("/api/hotmess/radio/beat")).status_code == 409
    await _plan(planner, await _show(house, "Weekly"), 5, "20:00", "02:00")
    earned: list[int] = []
    for _beat in range(22):
        answer = (await program.post("/api/hotmess/radio/beat")).json()
        # Beating like mad is worth no more.
        answer_again = (await program.post("/api/hotmess/radio/beat")).json()
        earned += [answer["earned"], answer_again["earned"]]
        house.clock.move(timedelta(seconds=30))
    assert sum(earned) == 5
    assert answer_again["minutes"] == 10
    house.clock.move(timedelta(minutes=30))
    program = await open_program(listener)
    assert (await program.post("/api/hotmess/radio/beat")).json()["minutes"] == 10


async def test_a_record_comes_out_by_time_alone_to_the_second(
    house: House, client: httpx.AsyncClient, planner: Browser, open_browser: Any
) -> None:
    await planner.get(f"{PLANNER}/records")
    made = await planner.post(f"{PLANNER}/records", title="Raw", artist="Convict")
    here = made.headers["location"]

    async def to(state: str) -> int:
        return (await planner.post(f"{here}/state", to_state=state)).status_code

    assert [await to(state) for state in ("scheduled", "archived", "live")] == [422, 409, 409]
    await planner.post(
        here,
        title="Raw",
        artist="Convict",
        release_at="2026-12-04T22:00",
        soundcloud_url="https://soundcloud.com/raw/two",
    )
    assert await to("scheduled") == 303

    async def out() -> list[str]:
        return [one["slug"] for one in (await client.get("/api/hotmess/records")).json()["items"]]

    house.clock.move(timedelta(minutes=59, seconds=50))
    assert await out() == []
    planner = await _operator(house, open_browser)
    assert (await planner.get("/hotmess/records/convict-raw")).status_code == 404
    assert (await planner.get("/hotmess/radio/player?record=convict-raw")).status_code == 404
    house.clock.move(timedelta(seconds=11))
    assert await out() == ["convict-raw"]
    assert "Listen" in (await planner.get("/hotmess/records/convict-raw")).text
    assert [await to(state) for state in ("draft", "archived")] == [409, 303]
    assert await out() == []
    bad = await planner.post(
        f"{PLANNER}/records", title="Raw", artist="Convict", soundcloud_url="https://evil.example/"
    )
    assert (bad.status_code, "soundcloud.com" in bad.text) == (422, True)
