"""Slots in the viewer's days, with the days marked on which either's clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kith.products.mentor.availability.local_time import seconds_of
from kith.products.mentor.availability.viewer_days import in_days, span_of_days


def instant(*parts: int) -> int:
    return seconds_of(datetime(*parts, tzinfo=UTC))  # type: ignore[arg-type,misc]


def test_slots_stand_under_the_viewers_day_with_the_viewers_clock() -> None:
    starts = [instant(2026, 11, 18, 17), instant(2026, 11, 18, 23, 30), instant(2026, 11, 19, 8)]
    days = in_days(starts, 45, date(2026, 11, 18), date(2026, 11, 19), "Asia/Kathmandu", "Europe/Berlin")
    assert [[slot.start.isoformat() for slot in day.slots] for day in days] == [
        ["2026-11-18T22:45:00+05:45"],
        ["2026-11-19T05:15:00+05:45", "2026-11-19T13:45:00+05:45"],
    ]
    assert days[0].slots[0].end.isoformat() == "2026-11-18T23:30:00+05:45"


def test_days_with_a_clock_change_are_marked_for_both_people() -> None:
    days = in_days([], 60, date(2026, 3, 1), date(2026, 3, 31), "America/New_York", "Europe/Berlin")
    marked = {day.date: (day.viewer_clock, day.mentor_clock) for day in days}
    # Berlin changes at 01:00 UTC on the 29th, which is still the 28th in New York.
    assert {day: marks for day, marks in marked.items() if marks != (None, None)} == {
        date(2026, 3, 8): (60, None),
        date(2026, 3, 28): (None, 60),
    }


def test_a_slot_that_begins_before_the_change_ends_on_the_new_clock() -> None:
    day = date(2026, 3, 29)
    (only,) = in_days([instant(2026, 3, 29, 0, 30)], 60, day, day, "Europe/Berlin", "Europe/Berlin")
    assert only.slots[0].start.isoformat() == "2026-03-29T01:30:00+01:00"
    assert only.slots[0].end.isoformat() == "2026-03-29T03:30:00+02:00"
    assert (only.viewer_clock, only.mentor_clock) == (60, 60)


def test_a_date_the_viewers_zone_skipped_is_left_out() -> None:
    days = in_days([], 60, date(2011, 12, 29), date(2011, 12, 31), "Pacific/Apia", "Europe/Berlin")
    assert [day.date for day in days] == [date(2011, 12, 29), date(2011, 12, 31)]


def test_a_span_of_days_is_as_long_as_they_are() -> None:
    start, end = span_of_days(date(2026, 10, 25), date(2026, 10, 25), "Europe/Berlin")
    assert end - start == 25 * 3600
    with pytest.raises(ValueError, match="no time zone"):
        span_of_days(date(2026, 10, 25), date(2026, 10, 25), "Mars/Olympus")
