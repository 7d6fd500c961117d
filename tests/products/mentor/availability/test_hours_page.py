"""A mentor's hours as forms: the week as drawn, days ticked in a month, and whatever was typed still there when a form is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from harness.members import run
from harness.mentor import make_mentor
from kith.foundation.house import House
from kith.products.mentor.availability import week
from kith.products.mentor.availability.month import days_of

HOURS = "/mentor/mentoring/hours"


def _rule(weekday: int, start: int, end: int, **more: Any) -> dict[str, Any]:
    usual = {"timezone": "Europe/Berlin", "interval_weeks": 1, "anchor_date": None, "is_active": True}
    return {"weekday": weekday, "start_minute": start, "end_minute": end, **usual, **more}


@settings(max_examples=60)
@given(
    st.integers(0, 6),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.integers(1, 12),
    st.dates(),
    st.booleans(),
)
def test_the_weeks_form_says_a_rule_and_reads_the_same(
    weekday: int, start: int, end: int, weeks: int, anchor: date, active: bool
) -> None:
    rule = _rule(weekday, start, end, interval_weeks=weeks, anchor_date=anchor, is_active=active)
    read = week.read(week.written(rule, date(2026, 11, 27)))
    assert {name: getattr(read, name) for name in rule} == rule
    assert week.mark_of([rule]) == week.mark_of([dict(rule)]) != week.mark_of([{**rule, "start_minute": -1}])


def test_a_month_shows_what_holds_on_each_day_and_where_the_clocks_change() -> None:
    rules = [
        _rule(0, 540, 600),
        _rule(0, 590, 660),
        _rule(1, 600, 720, interval_weeks=2, anchor_date=date(2027, 3, 1)),
        _rule(2, 600, 720, timezone="Asia/Tokyo"),
        _rule(3, 600, 720, is_active=False),
    ]
    off = {"date": date(2027, 3, 7), "is_available": False, "start_minute": None, "end_minute": None}
    other = {"date": date(2027, 3, 14), "is_available": True, "start_minute": 1380, "end_minute": 1440}
    days = days_of(date(2027, 3, 9), date(2027, 3, 10), "Europe/Berlin", rules, [off, other])
    by_number = {day.date.day: day for day in days}
    assert list(by_number) == list(range(1, 32))
    assert (by_number[7].kind, by_number[7].spans) == ("off", ())
    assert (by_number[14].kind, by_number[14].spans) == ("other", ((1380, 1440),))
    assert (by_number[21].kind, by_number[21].spans) == ("usual", ((540, 660),))
    assert [number for number, day in by_number.items() if day.spans == ((600, 720),)] == [1, 15, 29]
    assert (by_number[2].kind, by_number[2].spans, by_number[2].elsewhere) == ("usual", (), True)
    assert by_number[3].kind == "closed"
    assert [number for number, day in by_number.items() if day.clock_moves] == [28]
    assert [number for number, day in by_number.items() if day.past] == list(range(1, 10))
    # Samoa went to bed on the 29th of December 2011 and woke on the 31st.
    skipped = days_of(date(2011, 12, 1), date(2011, 1, 1), "Pacific/Apia", [], [])
    assert [day.date.day for day in skipped] == [*range(1, 30), 31]


async def test_the_week_is_saved_as_drawn_all_or_nothing_and_never_over_what_another_window_saved(
    house: House, open_browser: Any
) -> None:
    mentor = await make_mentor(house, open_always=False)
    first, second = await open_browser(mentor), await open_browser(mentor)
    seen = first.field(await first.get(HOURS), "seen")
    assert second.field(await second.get(HOURS), "seen") == seen
    drawn = ["1 540 1020 1 2026-11-23 Europe/Berlin 1", "5 0 1440 2 2026-11-27 Asia/Kathmandu 0"]
    for wrong in (
        "1 540 1441 1 2026-11-23 Europe/Berlin 1",
        "1 1440 1441 1 2026-11-23 Europe/Berlin 1",
        "1 600 540 1 2026-11-23 Europe/Berlin 1",
        "7 540 600 1 2026-11-23 Europe/Berlin 1",
        "1 540 600 1 2026-11-23 Mars/Olympus 1",
        "1 540 600 0 2026-11-23 Europe/Berlin 1",
        "1 540 600 1 2026-02-30 Europe/Berlin 1",
        "everything",
    ):
        refused = await first.post(f"{HOURS}/week", seen=seen, rule=[drawn[0], wrong])
        assert refused.status_code == 422, wrong
        assert f'value="{drawn[0]}"' in refused.text
        assert f'value="{wrong}"' in refused.text
    assert await run(house, "select 1 from mentor.mentor_availability_rules") == []
    assert (await first.post(f"{HOURS}/week", seen=seen, rule=drawn)).status_code == 303
    late = await second.post(f"{HOURS}/week", seen=seen, rule=["2 60 120 1 2026-11-23 Europe/Berlin 1"])
    assert late.status_code == 409
    assert "changed in another window" in late.text
    assert 'value="2 60 120 1 2026-11-23 Europe/Berlin 1"' in late.text
    kept = await run(
        house,
        "select weekday, start_minute, end_minute, interval_weeks, timezone, is_active from mentor.mentor_availability_rules order by 1",
    )
    assert [tuple(row) for row in kept] == [
        (1, 540, 1020, 1, "Europe/Berlin", True),
        (5, 0, 1440, 2, "Asia/Kathmandu", False),
    ]
    assert (await second.post(f"{HOURS}/week", seen=second.field(late, "seen"))).status_code == 303
    assert await run(house, "select 1 from mentor.mentor_availability_rules") == []


async def test_days_ticked_in_a_month_are_off_or_open_at_other_hours_or_as_usual_again_together(
    house: House, open_browser: Any
) -> None:
    mentor = await make_mentor(house)
    browser = await open_browser(mentor)
    start = (house.clock.now().date().replace(day=1) + timedelta(days=40)).replace(day=1)
    ticked = [str(start + timedelta(days=number)) for number in (2, 3, 9)]
    page = (await browser.get(f"{HOURS}?month={start:%Y-%m}")).text
    assert all(f'name="days" value="{day}"' in page for day in ticked)
    split = {"open_from": "10:00", "open_until": "12:00", "also_from": "23:00", "also_until": "00:00"}
    sent = await browser.post(f"{HOURS}/days", days=ticked, what="other", notes="Fair", **split)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{HOURS}?month={start:%Y-%m}#said-days")
    # What was kept is said where one comes back to, not above it.
    kept = (await browser.get(f"{HOURS}?month={start:%Y-%m}")).text
    assert kept.count("Nobody can book you against it.") == 1
    assert re.search(r'id="said-days" tabindex="-1"><div class="notice"[^>]*>.*?Nobody can book you', kept)
    rows = await run(
        house,
        "select date::text, start_minute, end_minute from mentor.mentor_availability_exceptions order by 1, 2",
    )
    assert [tuple(row) for row in rows] == [
        (day, *span) for day in ticked for span in ((600, 720), (1380, 1440))
    ]
    assert "10:00–12:00, 23:00–24:00" in (await browser.get(f"{HOURS}?month={start:%Y-%m}")).text
    # Refused as a whole, with everything as it was typed; what held before still holds.
    for wrong in ({"open_until": "09:00"}, {"open_from": "noon"}, {"also_until": ""}):
        refused = await browser.post(
            f"{HOURS}/days", days=ticked, what="other", notes="Fair again", **{**split, **wrong}
        )
        assert refused.status_code == 422, wrong
        assert re.findall(r'value="([\d-]+)" checked', refused.text)[-3:] == ticked
        assert 'value="Fair again"' in refused.text
        assert 'value="23:00"' in refused.text
        assert refused.text.count('aria-invalid="true"') == 1
    assert len(await run(house, "select 1 from mentor.mentor_availability_exceptions")) == 6
    await browser.post(f"{HOURS}/days", days=ticked[:2], what="off")
    await browser.post(f"{HOURS}/days", days=ticked[2:], what="usual")
    rows = await run(
        house, "select date::text, is_available from mentor.mentor_availability_exceptions order by 1"
    )
    assert [tuple(row) for row in rows] == [(ticked[0], False), (ticked[1], False)]
    nothing = await browser.post(f"{HOURS}/days", what="off")
    assert (nothing.status_code, "Tick a day" in nothing.text) == (422, True)
    far = await browser.post(f"{HOURS}/days", first=str(start), last=str(start + timedelta(days=100)))
    assert far.status_code == 422
    for month in ("2020-01", "9999-99", "x"):
        assert (await browser.get(f"{HOURS}?month={month}")).status_code == 200


async def test_what_was_typed_stays_when_hours_or_settings_are_refused(
    house: House, open_browser: Any
) -> None:
    browser = await open_browser(await make_mentor(house, open_always=False))
    await browser.get(HOURS)
    rules = {"days": ["1", "3"], "start": "18:15", "until": "17:45", "weeks": "3", "anchor": "2026-12-03"}
    refused = await browser.post(f"{HOURS}/rules", **rules)
    assert refused.status_code == 422
    for kept in ('value="18:15"', 'value="17:45"', 'value="2026-12-03"', '<option value="3" selected>'):
        assert kept in refused.text, kept
    assert re.findall(r'name="days" value="(\d)" checked', refused.text) == ["1", "3"]
    asked = {
        "timezone": "Europe/Nowhere",
        "booking_mode": "request",
        "durations": "25, 50",
        "slot_interval": "10",
        "buffer_before": "7",
        "buffer_after": "8",
        "notice_hours": "1.5",
        "horizon_days": "33",
        "most_per_day": "4",
        "most_per_week": "9",
    }
    refused = await browser.post(f"{HOURS}/settings", **asked)
    assert refused.status_code == 422
    for name, value in asked.items():
        if name != "booking_mode":
            assert re.search(rf'name="{name}"[^>]* value="{re.escape(value)}"', refused.text), name
    assert 'name="booking_mode" value="request" checked' in refused.text
    assert "There is no time zone called" in refused.text
