"""A mentor's hours over the API and pages: what is said makes sense, slots follow, and a slot shown can be booked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from harness.house import run_schedule
from harness.members import run
from harness.mentor import Member, hour, make_booking, make_mentee, make_mentor
from kith.foundation.house import House


async def _slots(program: httpx.AsyncClient, mentor: Member, **query: str) -> dict[str, Any]:
    answer = await program.get(f"/api/mentor/mentors/{mentor.profile_id}/slots", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _starts(found: dict[str, Any]) -> list[datetime]:
    return [datetime.fromisoformat(slot["start"]) for day in found["days"] for slot in day["slots"]]


def _rule(**changes: Any) -> dict[str, Any]:
    return {"weekday": 1, "start_minute": 540, "end_minute": 720, "timezone": "Europe/Berlin"} | changes


async def test_hours_that_cannot_be_say_which_field_and_change_nothing(
    house: House, open_program: Any
) -> None:
    mentor = await make_mentor(house, open_always=False)
    program = await open_program(mentor)
    for wrong, field in (
        ({"end_minute": 540}, "end_minute"),
        ({"start_minute": 800}, "end_minute"),
        ({"end_minute": 1441}, "end_minute"),
        ({"start_minute": -1}, "start_minute"),
        ({"weekday": 7}, "weekday"),
        ({"timezone": "Mars/Olympus_Mons"}, "timezone"),
        ({"timezone": "CET+1"}, "timezone"),
        ({"interval_weeks": 2}, "anchor_date"),
        ({"interval_weeks": 0}, "interval_weeks"),
        ({"price": 3}, "price"),
    ):
        answer = await program.post("/api/mentor/availability/rules", json=_rule(**wrong))
        assert answer.status_code == 422, wrong
        assert answer.json()["field"] == field, (wrong, answer.json())
    whole = await program.put(
        "/api/mentor/availability/rules", json={"rules": [_rule(), _rule(end_minute=1441)]}
    )
    assert whole.json()["field"] == "rules.1.end_minute"
    assert await run(house, "select 1 from mentor.mentor_availability_rules") == []
    assert (
        await program.post("/api/mentor/availability/rules", json=_rule(end_minute=1440))
    ).status_code == 201
    stranger = await open_program(await make_mentee(house))
    assert (await stranger.post("/api/mentor/availability/rules", json=_rule())).status_code == 404
    [kept] = (await program.get("/api/mentor/availability")).json()["rules"]
    other = await open_program(await make_mentor(house, "Moe"))
    assert (await other.delete(f"/api/mentor/availability/rules/{kept['id']}")).status_code == 404
    assert (await program.delete(f"/api/mentor/availability/rules/{kept['id']}")).status_code == 204


async def test_overlapping_hours_merge_and_every_other_week_is_every_other_week(
    house: House, open_program: Any
) -> None:
    mentor = await make_mentor(house, open_always=False)
    program = await open_program(mentor)
    monday = house.clock.now().date() + timedelta(days=(7 - house.clock.now().weekday()) % 7 + 7)
    rules = [
        _rule(),
        _rule(start_minute=600, end_minute=780),
        _rule(weekday=2, interval_weeks=2, anchor_date=(monday + timedelta(days=1)).isoformat()),
    ]
    await program.put("/api/mentor/availability/rules", json={"rules": rules})
    viewer = await open_program(await make_mentee(house))
    found = await _slots(viewer, mentor, start=monday.isoformat(), days="14", minutes="60")
    assert [len(day["slots"]) for day in found["days"]] == [4, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0]


async def test_a_holiday_replaces_the_usual_hours_and_so_do_other_hours(
    house: House, open_program: Any, open_browser: Any
) -> None:
    mentor = await make_mentor(house)
    viewer = await open_program(await make_mentee(house))
    first = house.clock.now().date() + timedelta(days=10)
    browser = await open_browser(mentor)
    page = await browser.get("/mentor/mentoring/hours")
    assert "every other week" in page.text
    sent = await browser.post(
        "/mentor/mentoring/hours/days", first=first.isoformat(), last=(first + timedelta(days=2)).isoformat()
    )
    assert sent.status_code == 303
    wrong = await browser.post(
        "/mentor/mentoring/hours/days", first=first.isoformat(), last=(first - timedelta(days=1)).isoformat()
    )
    assert wrong.status_code == 422
    day = first + timedelta(days=3)
    await browser.post(
        "/mentor/mentoring/hours/days",
        first=day.isoformat(),
        what="other",
        open_from="10:00",
        open_until="12:00",
    )
    found = await _slots(viewer, mentor, start=first.isoformat(), days="5", minutes="60")
    assert [len(each["slots"]) for each in found["days"]] == [0, 0, 0, 2, 24]


async def test_every_slot_shown_can_be_booked_and_none_other(house: House, open_program: Any) -> None:
    mentor = await make_mentor(
        house, hourly_rate=0, buffer_before=15, buffer_after=10, durations=[30, 60], slot_interval=20
    )
    mia = await make_mentee(house)
    await make_booking(house, mentor, await make_mentee(house, "Noa"), hour(house))
    program = await open_program(mia)
    found = await _slots(
        program, mentor, start=hour(house).date().isoformat(), days="1", minutes="60", zone="UTC"
    )
    shown = _starts(found)
    assert len(shown) > 10
    booked = hour(house)
    assert all(
        start + timedelta(minutes=70) <= booked - timedelta(minutes=15)
        or start - timedelta(minutes=15) >= booked + timedelta(minutes=70)
        for start in shown
    )
    near = [booked + timedelta(minutes=minutes) for minutes in range(-120, 160, 20)]
    for start in near:
        answer = await program.post(
            "/api/mentor/bookings",
            json={"mentor": str(mentor.profile_id), "start": start.isoformat(), "minutes": 60},
        )
        assert (answer.status_code == 201) == (start in shown), start
        if answer.status_code == 201:
            await program.post(f"/api/mentor/sessions/{answer.json()['id']}/cancel", json={})


async def test_the_zone_changes_the_display_only_and_clock_changes_are_marked(
    house: House, open_program: Any
) -> None:
    mentor = await make_mentor(house, zone="Europe/Berlin", horizon_days=365)
    program = await open_program(await make_mentee(house, zone="America/New_York"))
    # Berlin's clocks change two weeks after New York's in spring.
    query = {"start": "2027-03-14", "days": "16", "minutes": "60"}
    american = await _slots(program, mentor, **query)
    nepali = await _slots(program, mentor, **query, zone="Asia/Kathmandu")
    assert american["time_zone"] == "America/New_York"
    moves = {day["date"]: (day["viewer_clock_moves"], day["mentor_clock_moves"]) for day in american["days"]}
    assert moves["2027-03-14"] == (60, None)
    # One in the morning, UTC, is still the evening before in New York.
    assert moves["2027-03-27"] == (None, 60)
    assert {(None, None), (None, 60)} == {
        (day["viewer_clock_moves"], day["mentor_clock_moves"]) for day in nepali["days"]
    }
    both = set(_starts(american)) & set(_starts(nepali))
    assert len(both) > 300
    assert all(slot["start"].endswith("+05:45") for day in nepali["days"] for slot in day["slots"])
    for wrong in ({"zone": "Nowhere/Land"}, {"days": "63"}, {"minutes": "45"}, {"start": "1890-01-01"}):
        answer = await program.get(f"/api/mentor/mentors/{mentor.profile_id}/slots", params=wrong)
        assert answer.status_code == 422, wrong


async def test_the_next_free_slot_is_right_within_a_minute_of_any_change(
    house: House, open_program: Any
) -> None:
    mentor = await make_mentor(house, hourly_rate=0, open_always=False)
    program = await open_program(mentor)

    async def after_a_minute() -> datetime | None:
        await run_schedule(house, "mentor.availability.next_free")
        [row] = await run(house, "select next_free_slot from mentor.mentor_profiles")
        return row["next_free_slot"]

    assert await after_a_minute() is None
    day = hour(house, days=3, at=9)
    weekday = (day.weekday() + 1) % 7
    await program.put(
        "/api/mentor/availability/rules",
        json={"rules": [_rule(weekday=weekday, start_minute=540, end_minute=720, timezone="UTC")]},
    )
    assert await after_a_minute() == day
    booking = await make_booking(house, mentor, await make_mentee(house), day)
    assert await after_a_minute() == day + timedelta(hours=1)
    await run(house, "select mentor.end_booking($1, 'cancelled', 'mentee', 0)", booking)
    assert await after_a_minute() == day
    await program.post(
        "/api/mentor/availability/exceptions", json={"date": day.date().isoformat(), "is_available": False}
    )
    assert await after_a_minute() == day + timedelta(days=7)
    house.clock.move_to(day + timedelta(days=7, minutes=-20))
    assert await after_a_minute() == day + timedelta(days=7)
    house.clock.move(timedelta(minutes=30))
    assert await after_a_minute() == day + timedelta(days=7, hours=1)


async def test_one_who_is_blocked_sees_no_times(house: House, open_program: Any) -> None:
    mentor, mia = await make_mentor(house), await make_mentee(house)
    await run(house, "insert into kith.blocks (blocker_id, blocked_id) values ($1, $2)", mentor.id, mia.id)
    found = await _slots(await open_program(mia), mentor)
    assert _starts(found) == []
    assert found["next_free_slot"] is None
    assert date.fromisoformat(found["days"][0]["date"])


async def test_the_form_takes_days_all_or_none_and_a_month_ends_on_its_last_day(
    house: House, open_browser: Any
) -> None:
    mentor = await make_mentor(house, open_always=False, notice=90)
    browser = await open_browser(mentor)
    assert 'value="1.5"' in (await browser.get("/mentor/mentoring/hours")).text
    for wrong in ({"start": "²²:00"}, {"start": "12:00", "until": "11:00"}, {"until": "25:00"}):
        form = {"days": "1", "start": "09:00", "until": "17:00", "weeks": "1"} | wrong
        assert (await browser.post("/mentor/mentoring/hours/rules", **form)).status_code == 422, wrong
    odd = {"timezone": "Europe/Berlin", "booking_mode": "instant", "durations": "6²"}
    assert (await browser.post("/mentor/mentoring/hours/settings", **odd)).status_code == 422
    assert await run(house, "select 1 from mentor.mentor_availability_rules") == []
    viewer = await open_browser(await make_mentee(house))
    month = await viewer.get(f"/mentor/mentors/{mentor.profile_id}/book?view=month&zone=UTC")
    shown = month.text.count('class="month__number"')
    today = house.clock.now().date()
    next_month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    assert shown == (next_month - today).days


async def test_the_next_free_slot_is_right_within_a_minute_of_what_time_alone_changes(house: House) -> None:
    mentor = await make_mentor(house, hourly_rate=0, open_always=False, horizon_days=3, zone="Asia/Kathmandu")
    mia = await make_mentee(house)

    async def after_a_minute() -> datetime | None:
        await run_schedule(house, "mentor.availability.next_free")
        [row] = await run(house, "select next_free_slot from mentor.mentor_profiles")
        return row["next_free_slot"]

    # Open on one day, four days from now in Kathmandu: it comes into reach at Kathmandu's next midnight, not before.
    here = house.clock.now().astimezone(ZoneInfo("Asia/Kathmandu"))
    day = (here + timedelta(days=4)).replace(hour=9, minute=0, second=0, microsecond=0)
    await run(
        house,
        """insert into mentor.mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone)
           values ($1, $2, 540, 660, 'Asia/Kathmandu')""",
        mentor.id,
        day.isoweekday() % 7,
    )
    assert await after_a_minute() is None
    midnight = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    house.clock.move_to(midnight - timedelta(seconds=30))
    assert await after_a_minute() is None
    house.clock.move_to(midnight + timedelta(seconds=10))
    assert await after_a_minute() == day
    # Held for ten minutes and not paid for.
    await make_booking(house, mentor, mia, day, price=5000, paid_with="card")
    assert await after_a_minute() == day + timedelta(hours=1)
    house.clock.move(timedelta(minutes=9))
    assert await after_a_minute() == day + timedelta(hours=1)
    house.clock.move(timedelta(minutes=1, seconds=1))
    assert await after_a_minute() == day
    # Set aside by an operator, for an hour; then until somebody clears it.
    await run(
        house,
        """insert into kith.holds (person_id, state, applied_at, expires_at)
           values ($1, 'hard_hold', kith.now(), kith.now() + interval '1 hour')""",
        mentor.id,
    )
    assert await after_a_minute() is None
    house.clock.move(timedelta(minutes=61))
    assert await after_a_minute() == day
    await run(house, "update kith.holds set applied_at = kith.now(), expires_at = null")
    assert await after_a_minute() is None
    await run(house, "update kith.holds set state = 'none', cleared_at = kith.now()")
    assert await after_a_minute() == day
