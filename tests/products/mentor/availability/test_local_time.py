"""Local times as instants: RFC 5545, days of odd lengths, days that do not exist."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.products.mentor.availability.local_time import (
    DAY,
    ClockChange,
    Zone,
    date_of,
    day_number,
    is_zone,
    moment_of,
    seconds_of,
    seconds_up,
    week_of,
    weekday_of,
    zone_between,
    zone_meant,
)

ODD_ZONES = [
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/Havana",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kwajalein",
    "UTC",
]


def around(name: str, day: date) -> Zone:
    middle = day_number(day) * DAY
    return zone_between(name, middle - DAY, middle + DAY)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


def at(name: str, day: date, minute: int) -> datetime:
    return moment_of(around(name, day).instant(day_number(day), minute))


def hours(name: str, day: date) -> float:
    begins, ends = around(name, day).span_of(day_number(day))
    return (ends - begins) / 3600


def test_a_time_that_occurs_twice_means_the_first() -> None:
    assert at("Europe/Berlin", date(2026, 10, 25), 150) == utc(2026, 10, 25, 0, 30)


def test_a_time_the_clocks_skip_takes_the_offset_from_before() -> None:
    assert at("Europe/Berlin", date(2026, 3, 29), 150) == utc(2026, 3, 29, 1, 30)
    assert at("America/New_York", date(2026, 3, 8), 150) == utc(2026, 3, 8, 7, 30)


def test_minute_1440_is_the_next_midnight_even_where_midnight_does_not_exist() -> None:
    saturday, sunday = date(2017, 10, 14), date(2017, 10, 15)
    assert (
        at("America/Sao_Paulo", saturday, 1440) == at("America/Sao_Paulo", sunday, 0) == utc(2017, 10, 15, 3)
    )
    assert at("Asia/Beirut", date(2026, 3, 28), 1440) == utc(2026, 3, 28, 22)


@pytest.mark.parametrize(
    ("zone", "day", "length"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Antarctica/Troll", date(2026, 3, 29), 22),
        ("America/Sao_Paulo", date(2018, 2, 17), 25),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Pacific/Apia", date(2011, 12, 29), 24),
        ("Pacific/Kwajalein", date(1993, 8, 21), 0),
        ("Asia/Kathmandu", date(1986, 1, 1), 23.75),
    ],
)
def test_days_are_as_long_as_they_were(zone: str, day: date, length: float) -> None:
    assert hours(zone, day) == length


def test_a_day_that_a_zone_skipped_is_nobodys_local_day() -> None:
    zone = around("Pacific/Apia", date(2011, 12, 30))
    change = seconds_of(utc(2011, 12, 30, 10))
    assert date_of(zone.day_of(change - 1)) == date(2011, 12, 29)
    assert date_of(zone.day_of(change)) == date(2011, 12, 31)
    # A time on that day takes the offset from before, as any other in a gap.
    assert at("Pacific/Apia", date(2011, 12, 30), 9 * 60) == utc(2011, 12, 30, 19)


def test_a_day_that_has_begun_stays_begun_when_the_clocks_fall_back_across_midnight() -> None:
    zone = around("America/St_Johns", date(2010, 11, 7))
    midnight = seconds_of(utc(2010, 11, 7, 2, 30))
    assert date_of(zone.day_of(midnight - 1)) == date(2010, 11, 6)
    assert {date_of(zone.day_of(midnight + minute * 60)) for minute in range(120)} == {date(2010, 11, 7)}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ODD_ZONES), st.dates(date(1971, 1, 1), date(2040, 1, 1)), st.integers(0, 1440))
def test_every_local_time_is_resolved_as_zoneinfo_does(name: str, day: date, minute: int) -> None:
    local = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    expected = local.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    assert at(name, day, minute) == expected
    instant = seconds_of(expected)
    zone = around(name, day)
    assert zone.offset(instant) == expected.astimezone(ZoneInfo(name)).utcoffset().total_seconds()  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ODD_ZONES)
def test_every_change_of_the_clocks_is_found_to_the_second(name: str) -> None:
    zone = zone_between(name, seconds_of(utc(1985, 1, 1)), seconds_of(utc(2038, 1, 1)))
    for before, change, after in zip(zone.offsets, zone.changes, zone.offsets[1:], strict=False):
        assert moment_of(change - 1).astimezone(ZoneInfo(name)).utcoffset() == timedelta(seconds=before)
        assert moment_of(change).astimezone(ZoneInfo(name)).utcoffset() == timedelta(seconds=after)


def test_days_with_a_clock_change_are_named_with_what_changes() -> None:
    start, end = seconds_of(utc(2026, 3, 1)), seconds_of(utc(2026, 4, 30))
    assert zone_between("Europe/Berlin", start, end).clock_changes(start, end) == [
        ClockChange(date(2026, 3, 29), utc(2026, 3, 29, 1), 60)
    ]
    assert zone_between("Australia/Lord_Howe", start, end).clock_changes(start, end) == [
        ClockChange(date(2026, 4, 5), utc(2026, 4, 4, 15), -30)
    ]
    assert zone_between("Asia/Beirut", start, end).clock_changes(start, end) == [
        ClockChange(date(2026, 3, 29), utc(2026, 3, 28, 22), 60)
    ]
    assert zone_between("UTC", start, end).clock_changes(start, end) == []


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "europe/berlin", "../etc/passwd", "Europe", "UTC+2", "CEST", "localtime"]
)
def test_only_iana_names_are_zones(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(ValueError, match="no time zone"):
        zone_between(name, 0, 1)


def test_weekdays_begin_with_sunday_and_weeks_with_monday() -> None:
    sunday = day_number(date(2026, 11, 22))
    assert [weekday_of(sunday + n) for n in range(7)] == [0, 1, 2, 3, 4, 5, 6]
    assert week_of(sunday) == week_of(sunday - 6) != week_of(sunday + 1)


def test_parts_of_seconds_never_make_busy_time_shorter() -> None:
    moment = utc(2026, 1, 1, 12) + timedelta(milliseconds=400)
    assert seconds_up(moment) - seconds_of(moment) == 1
    assert seconds_up(utc(2026, 1, 1)) == seconds_of(utc(2026, 1, 1))


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("Tokyo", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Rivendell", None),
        ("localtime", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city_however_it_is_written(words: str, zone: str | None) -> None:
    assert zone_meant(words) == zone
