"""The sentences of the spec about slots, one by one, as somebody would say them: local days, hours and minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from kith.products.mentor.availability.intervals import Span
from kith.products.mentor.availability.local_time import day_number, moment_of, seconds_of, weekday_of
from kith.products.mentor.availability.rules import DayException, WeeklyRule
from kith.products.mentor.availability.slots import (
    Availability,
    BookingSettings,
    Taken,
    free_spans,
    is_free,
    nearest_alternatives,
    next_slot,
    slots,
)

BERLIN = "Europe/Berlin"
WEDNESDAY = date(2026, 11, 18)


def at(day: date, clock: str, zone: str = BERLIN) -> int:
    hour, minute = map(int, clock.split(":"))
    return seconds_of(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)))


def weekly(day: date, opens: str, closes: str, zone: str = BERLIN, **more: Any) -> WeeklyRule:
    def minutes(clock: str) -> int:
        return int(clock[:2]) * 60 + int(clock[3:])

    return WeeklyRule(weekday_of(day_number(day)), minutes(opens), minutes(closes), zone, **more)


def mentor(*rules: WeeklyRule, **more: Any) -> Availability:
    """A mentor in Berlin who offers hours."""
    wishes = {key: more.pop(key) for key in list(more) if key in BookingSettings.__struct_fields__}
    more.setdefault("time_zone", BERLIN)
    return Availability(settings=BookingSettings(**{"durations": (60,), **wishes}), rules=rules, **more)


def offered(
    someone: Availability,
    day: date,
    duration: int = 60,
    zone: str = BERLIN,
    now: int | None = None,
) -> list[str]:
    """The clock times of the slots on a day, seen in a zone."""
    begins = at(day, "00:00", zone)
    ends = seconds_of(
        datetime.combine(date.fromordinal(day.toordinal() + 1), datetime.min.time(), ZoneInfo(zone))
    )
    found = slots(someone, begins, ends, duration, begins - 86_400 if now is None else now)
    return [f"{moment_of(slot).astimezone(ZoneInfo(zone)):%H:%M}" for slot in found]


def taken(day: date, opens: str, closes: str, before: int = 0, after: int = 0) -> Taken:
    return Taken(at(day, opens), at(day, closes), before, after)


def test_a_slot_is_offered_when_it_lies_wholly_inside_a_free_range() -> None:
    someone = mentor(weekly(WEDNESDAY, "09:00", "12:30"))
    assert offered(someone, WEDNESDAY) == ["09:00", "10:00", "11:00"]


def test_several_rules_a_day_and_overlapping_ones_merge() -> None:
    someone = mentor(
        weekly(WEDNESDAY, "09:00", "10:30"),
        weekly(WEDNESDAY, "10:00", "12:00"),
        weekly(WEDNESDAY, "15:00", "16:00"),
    )
    assert offered(someone, WEDNESDAY) == ["09:00", "10:00", "11:00", "15:00"]


def test_a_rule_that_ends_before_it_starts_offers_nothing() -> None:
    assert offered(mentor(weekly(WEDNESDAY, "12:00", "09:00")), WEDNESDAY) == []


def test_rules_until_minute_1440_go_on_into_the_next_day() -> None:
    thursday = date(2026, 11, 19)
    someone = mentor(weekly(WEDNESDAY, "22:00", "24:00"), weekly(thursday, "00:00", "02:00"), interval=30)
    assert offered(someone, WEDNESDAY) == ["22:00", "22:30", "23:00", "23:30"]
    assert offered(someone, thursday) == ["00:00", "00:30", "01:00"]


def test_rules_are_read_in_their_own_zone() -> None:
    someone = mentor(weekly(WEDNESDAY, "09:00", "11:00", "America/New_York"))
    assert offered(someone, WEDNESDAY) == ["15:00", "16:00"]


def test_every_other_week_counts_from_the_anchor_by_iso_weeks() -> None:
    anchor = day_number(date(2026, 11, 20))  # the Friday of the same week
    someone = mentor(weekly(WEDNESDAY, "09:00", "10:00", interval_weeks=2, anchor_day=anchor))
    days = [date(2026, 11, 4), date(2026, 11, 11), WEDNESDAY, date(2026, 11, 25), date(2026, 12, 2)]
    assert [bool(offered(someone, day)) for day in days] == [True, False, True, False, True]


def test_every_other_week_goes_on_over_the_turn_of_a_year_with_53_weeks() -> None:
    anchor = day_number(date(2026, 12, 23))
    someone = mentor(
        weekly(date(2026, 12, 23), "09:00", "10:00", interval_weeks=2, anchor_day=anchor), horizon_days=60
    )
    assert [offered(someone, day) for day in (date(2026, 12, 30), date(2027, 1, 6), date(2027, 1, 13))] == [
        [],
        ["09:00"],
        [],
    ]


def test_an_exception_replaces_that_dates_rules() -> None:
    day = day_number(WEDNESDAY)
    rule = weekly(WEDNESDAY, "09:00", "12:00")
    assert offered(mentor(rule, exceptions=[DayException(day)]), WEDNESDAY) == []
    other = [DayException(day, 14 * 60, 16 * 60), DayException(day, 18 * 60, 19 * 60)]
    assert offered(mentor(rule, exceptions=other), WEDNESDAY) == ["14:00", "15:00", "18:00"]
    assert offered(mentor(rule, exceptions=other), date(2026, 11, 25)) == ["09:00", "10:00", "11:00"]


def test_an_exceptions_date_is_the_mentors_own_whatever_zone_the_rules_are_in() -> None:
    # From 20:00 in New York it is Thursday in Berlin: a Berlin mentor's Thursday off takes that part only.
    someone = mentor(
        weekly(WEDNESDAY, "16:00", "20:00", "America/New_York"),
        exceptions=[DayException(day_number(date(2026, 11, 19)))],
    )
    assert offered(someone, WEDNESDAY) == ["22:00", "23:00"]
    assert offered(someone, date(2026, 11, 19)) == []


def test_bookings_and_holds_are_padded_by_their_buffers_and_the_new_slots() -> None:
    rule = weekly(WEDNESDAY, "08:00", "14:00")
    booked = [taken(WEDNESDAY, "10:00", "11:00", before=10, after=20)]
    assert offered(mentor(rule, taken=booked), WEDNESDAY) == ["08:00", "11:20", "12:20"]
    careful = mentor(rule, taken=booked, buffer_before=15, buffer_after=5, durations=(105, 110))
    # 10 minutes of the booking and 5 of the new slot before it, 20 and 15 after it.
    assert offered(careful, WEDNESDAY, 105) == ["08:00", "11:35"]
    assert offered(careful, WEDNESDAY, 110) == ["11:35"]


def test_buffers_need_not_lie_within_the_hours() -> None:
    someone = mentor(weekly(WEDNESDAY, "09:00", "10:00"), buffer_before=30, buffer_after=30)
    assert offered(someone, WEDNESDAY) == ["09:00"]


def test_external_busy_is_taken_as_it_is_also_when_it_began_days_ago() -> None:
    rule = weekly(WEDNESDAY, "09:00", "12:00")
    busy: Sequence[Span] = [(at(date(2026, 11, 10), "00:00"), at(WEDNESDAY, "09:40"))]
    assert offered(mentor(rule, busy=busy, buffer_before=15), WEDNESDAY) == ["09:40", "10:40"]


def test_a_second_of_busy_time_is_enough_to_refuse() -> None:
    rule = weekly(WEDNESDAY, "09:00", "10:00")
    noon = at(WEDNESDAY, "10:00")
    assert offered(mentor(rule, busy=[(noon - 1, noon)]), WEDNESDAY) == []
    assert offered(mentor(rule, busy=[(noon, noon + 1)]), WEDNESDAY) == ["09:00"]


def test_a_blocked_viewer_is_offered_nothing_at_all() -> None:
    someone = mentor(weekly(WEDNESDAY, "09:00", "12:00"), closed=True)
    start = at(WEDNESDAY, "09:00")
    assert offered(someone, WEDNESDAY) == []
    assert free_spans(someone, start, start + 86_400) == []
    assert not is_free(someone, start, 60, start - 3_600)
    assert nearest_alternatives(someone, start, 60, start - 3_600) == []
    assert next_slot(someone, start - 3_600) is None


def test_the_viewers_own_sessions_hide_slots_without_moving_the_grid() -> None:
    rule = weekly(WEDNESDAY, "09:00", "13:00")
    mine = [(at(WEDNESDAY, "09:50"), at(WEDNESDAY, "10:20"))]
    assert offered(mentor(rule, viewer_taken=mine), WEDNESDAY) == ["11:00", "12:00"]
    exact = [(at(WEDNESDAY, "10:00"), at(WEDNESDAY, "11:00"))]
    assert offered(mentor(rule, viewer_taken=exact), WEDNESDAY) == ["09:00", "11:00", "12:00"]


def test_the_grid_begins_with_the_opening_and_again_at_the_end_of_a_busy_block() -> None:
    rule = weekly(WEDNESDAY, "09:15", "15:00")
    booked = [taken(WEDNESDAY, "11:00", "11:50")]
    assert offered(mentor(rule, taken=booked), WEDNESDAY) == ["09:15", "11:50", "12:50", "13:50"]


def test_the_grid_is_anchored_in_the_mentors_local_day_not_the_viewers() -> None:
    always = [weekly(date(2026, 11, 16 + n), "00:00", "24:00") for n in range(7)]
    someone = mentor(*always, durations=(100,))
    thursday = date(2026, 11, 19)
    assert offered(someone, thursday, 100)[:2] == ["00:00", "01:40"]
    assert offered(someone, WEDNESDAY, 100)[-1] == "23:20"
    both = slots(someone, at(WEDNESDAY, "23:00"), at(thursday, "01:00"), 100, at(WEDNESDAY, "00:00"))
    assert both == [at(WEDNESDAY, "23:20"), at(thursday, "00:00")]
    assert offered(someone, thursday, 100, "Asia/Kathmandu")[:3] == ["00:45", "02:25", "04:05"]


def test_the_step_is_the_interval_or_else_the_duration() -> None:
    rule = weekly(WEDNESDAY, "09:00", "11:00")
    assert offered(mentor(rule, durations=(45,)), WEDNESDAY, 45) == ["09:00", "09:45"]
    assert offered(mentor(rule, interval=30), WEDNESDAY) == ["09:00", "09:30", "10:00"]


def test_only_durations_offered_can_be_had() -> None:
    someone = mentor(weekly(WEDNESDAY, "00:00", "24:00"), durations=(15, 240))
    assert offered(someone, WEDNESDAY, 15)
    assert len(offered(someone, WEDNESDAY, 240)) == 6
    assert offered(someone, WEDNESDAY, 60) == []
    beyond = mentor(weekly(WEDNESDAY, "00:00", "24:00"), durations=(10, 255))
    assert offered(beyond, WEDNESDAY, 10) == offered(beyond, WEDNESDAY, 255) == []


def test_minimum_notice_keeps_the_grid_and_never_offers_the_past() -> None:
    rule = weekly(WEDNESDAY, "09:00", "14:00")
    now = at(WEDNESDAY, "09:30")
    assert offered(mentor(rule), WEDNESDAY, now=now) == ["10:00", "11:00", "12:00", "13:00"]
    assert offered(mentor(rule, notice=90), WEDNESDAY, now=now) == ["11:00", "12:00", "13:00"]
    assert offered(mentor(rule, notice=90), WEDNESDAY, now=now + 1) == ["12:00", "13:00"]


def test_the_horizon_counts_the_mentors_local_days() -> None:
    always = [weekly(date(2026, 11, 16 + n), "00:00", "24:00") for n in range(7)]
    someone = mentor(*always, horizon_days=2)
    now = at(WEDNESDAY, "23:59")
    assert offered(someone, date(2026, 11, 20), now=now)[-1] == "23:00"
    assert offered(someone, date(2026, 11, 21), now=now) == []
    assert offered(someone, date(2026, 11, 21), now=now + 60)[-1] == "23:00"


def test_most_per_day_counts_the_mentors_local_day() -> None:
    always = [weekly(date(2026, 11, 16 + n), "00:00", "24:00") for n in range(7)]
    # 23:30 in Berlin is the next day in Kathmandu; it counts for Berlin's Wednesday.
    booked = [taken(WEDNESDAY, "08:00", "09:00"), taken(WEDNESDAY, "23:30", "23:59")]
    someone = mentor(*always, taken=booked, most_per_day=2)
    assert offered(someone, WEDNESDAY) == []
    assert len(offered(someone, date(2026, 11, 19))) == 24
    assert offered(mentor(*always, taken=booked, most_per_day=3), WEDNESDAY)


def test_most_per_week_counts_iso_weeks() -> None:
    always = [weekly(date(2026, 11, 16 + n), "00:00", "24:00") for n in range(7)]
    booked = [taken(date(2026, 11, 16), "08:00", "09:00"), taken(date(2026, 11, 22), "08:00", "09:00")]
    someone = mentor(*always, taken=booked, most_per_week=2)
    assert offered(someone, WEDNESDAY) == []
    assert offered(someone, date(2026, 11, 15)) != [] != offered(someone, date(2026, 11, 23))


def test_durations_are_exact_minutes_whatever_the_clocks_do() -> None:
    sunday = date(2026, 3, 29)
    someone = mentor(weekly(sunday, "00:00", "06:00"))
    assert offered(someone, sunday) == ["00:00", "01:00", "03:00", "04:00", "05:00"]
    autumn = date(2026, 10, 25)
    assert offered(mentor(weekly(autumn, "00:00", "04:00")), autumn) == [
        "00:00",
        "01:00",
        "02:00",
        "02:00",
        "03:00",
    ]


def test_a_range_inside_the_gap_moves_on_and_one_across_it_shrinks() -> None:
    sunday = date(2026, 3, 29)
    assert offered(mentor(weekly(sunday, "02:00", "03:00")), sunday) == []
    assert offered(mentor(weekly(sunday, "01:00", "03:00")), sunday) == ["01:00"]
    assert offered(mentor(weekly(sunday, "02:00", "04:00")), sunday) == ["03:00"]
    assert offered(mentor(weekly(sunday, "02:15", "02:45"), durations=(15,)), sunday, 15) == [
        "03:15",
        "03:30",
    ]


def test_a_range_inside_the_hour_that_occurs_twice_is_its_first_occurrence() -> None:
    autumn = date(2026, 10, 25)
    someone = mentor(weekly(autumn, "02:00", "02:59"), durations=(30,))
    begins = at(autumn, "02:00")  # fold 0, the first
    assert slots(someone, begins - 7_200, begins + 14_400, 30, begins - 86_400) == [begins]


def test_lord_howe_moves_its_clocks_by_half_an_hour() -> None:
    zone, sunday = "Australia/Lord_Howe", date(2026, 10, 4)
    someone = mentor(weekly(sunday, "01:00", "05:00", zone), time_zone=zone)
    assert offered(someone, sunday, zone=zone) == ["01:00", "02:30", "03:30"]


@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
)
def test_a_day_that_a_zone_skipped_has_no_hours(zone: str, day: date) -> None:
    before, after = date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)
    friday = mentor(weekly(day, "09:00", "12:00", zone), time_zone=zone)
    around = at(before, "12:00", zone)
    assert slots(friday, around, around + 2 * 86_400, 60, around) == []
    weekend = mentor(
        weekly(before, "23:00", "24:00", zone), weekly(after, "00:00", "01:00", zone), time_zone=zone
    )
    assert offered(weekend, before, zone=zone) == ["23:00"]
    assert offered(weekend, after, zone=zone) == ["00:00"]
    # An exception for the skipped day touches neither neighbour.
    excepted = msgspec.structs.replace(weekend, exceptions=[DayException(day_number(day), 540, 720)])
    assert offered(excepted, after, zone=zone) == ["00:00"]


def test_a_mentee_sees_the_hour_move_in_the_weeks_between_two_clock_changes() -> None:
    """New York changes on 8 March 2026, Berlin on the 29th: in between, the same Berlin hour is an hour later there."""
    seen: dict[date, list[str]] = {}
    for day in (date(2026, 3, 4), date(2026, 3, 11), date(2026, 3, 25), date(2026, 4, 1)):
        someone = mentor(weekly(day, "18:00", "19:00"))
        assert offered(someone, day) == ["18:00"]
        seen[day] = offered(someone, day, zone="America/New_York")
    assert list(seen.values()) == [["12:00"], ["13:00"], ["13:00"], ["12:00"]]


def test_the_viewers_zone_changes_only_the_display() -> None:
    someone = mentor(weekly(WEDNESDAY, "18:00", "20:00"))
    assert offered(someone, WEDNESDAY) == ["18:00", "19:00"]
    assert offered(someone, WEDNESDAY, zone="America/New_York") == ["12:00", "13:00"]
    assert offered(someone, WEDNESDAY, zone="Asia/Kathmandu") == ["22:45", "23:45"]


def test_a_stranger_to_the_grid_is_not_bookable_although_the_time_is_free() -> None:
    someone = mentor(weekly(WEDNESDAY, "09:00", "12:00"))
    now = at(WEDNESDAY, "07:00")
    assert is_free(someone, at(WEDNESDAY, "10:00"), 60, now)
    assert not is_free(someone, at(WEDNESDAY, "10:30"), 60, now)
    assert not is_free(someone, at(WEDNESDAY, "11:30"), 60, now)


def test_alternatives_look_both_ways_and_further_when_the_day_is_full() -> None:
    thursday = date(2026, 11, 19)
    someone = mentor(
        weekly(WEDNESDAY, "09:00", "12:00"),
        weekly(thursday, "09:00", "11:00"),
        taken=[taken(WEDNESDAY, "10:00", "11:00")],
    )
    now = at(WEDNESDAY, "06:00")
    found = nearest_alternatives(someone, at(WEDNESDAY, "10:00"), 60, now)
    assert [moment_of(slot) for slot in found] == [
        datetime(2026, 11, 18, 8, tzinfo=UTC),
        datetime(2026, 11, 18, 10, tzinfo=UTC),
        datetime(2026, 11, 19, 8, tzinfo=UTC),
    ]
    assert nearest_alternatives(mentor(), at(WEDNESDAY, "10:00"), 60, now) == []


def test_the_next_slot_is_the_first_of_any_duration() -> None:
    someone = mentor(weekly(WEDNESDAY, "09:00", "12:00"), durations=(30, 45), horizon_days=30)
    assert next_slot(someone, at(WEDNESDAY, "09:35")) == at(WEDNESDAY, "09:45")
    assert next_slot(someone, at(WEDNESDAY, "12:00")) == at(date(2026, 11, 25), "09:00")
    assert next_slot(msgspec.structs.replace(someone, rules=()), at(WEDNESDAY, "12:00")) is None
