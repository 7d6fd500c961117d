from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.commons.messaging.quiet_hours import (
    DEFAULT_RULES,
    QuietRule,
    add_awake_time,
    awake_time_between,
    is_quiet,
    next_allowed,
    quiet_time_between,
    rules_for,
)

NEW_YORK, CHICAGO, BERLIN = (
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Chicago"),
    ZoneInfo("Europe/Berlin"),
)
EVERYWHERE = rules_for(None, None)
TEXAS = rules_for("US", "US-TX")
FLORIDA = rules_for("US", "US-FL")
HOUR = timedelta(hours=1)

ZONES = st.sampled_from(
    [
        ZoneInfo(key)
        for key in (
            "America/New_York",
            "America/Los_Angeles",
            "America/Phoenix",
            "Europe/Berlin",
            "Australia/Lord_Howe",
            "Asia/Kathmandu",
            "Pacific/Apia",
            "Africa/Casablanca",
            "America/Santiago",
        )
    ]
)
PLACES = st.sampled_from(
    [EVERYWHERE, *(rules_for("US", rule.subdivision) for rule in DEFAULT_RULES if rule.subdivision)]
)
INSTANTS = st.datetimes(datetime(2011, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
# Hours around the changes of the clocks in both hemispheres.
CHANGES = st.sampled_from(
    [
        datetime(2026, 3, 8, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
        datetime(2026, 3, 29, tzinfo=UTC),
        datetime(2026, 10, 25, tzinfo=UTC),
        datetime(2026, 4, 4, tzinfo=UTC),
        datetime(2011, 12, 29, tzinfo=UTC),
    ]
).flatmap(lambda day: st.integers(-24 * 60, 48 * 60).map(lambda minutes: day + timedelta(minutes=minutes)))
MOMENTS = INSTANTS | CHANGES
DURATIONS = st.timedeltas(timedelta(0), timedelta(days=5))


def _local(zone: ZoneInfo, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type,misc]


def test_nine_in_the_evening_until_eight_in_the_morning_is_quiet() -> None:
    assert not is_quiet(_local(BERLIN, 2026, 11, 20, 20, 59), BERLIN, EVERYWHERE)
    assert is_quiet(_local(BERLIN, 2026, 11, 20, 21, 0), BERLIN, EVERYWHERE)
    assert is_quiet(_local(BERLIN, 2026, 11, 21, 7, 59), BERLIN, EVERYWHERE)
    assert not is_quiet(_local(BERLIN, 2026, 11, 21, 8, 0), BERLIN, EVERYWHERE)


def test_texas_waits_for_noon_on_sundays() -> None:
    saturday_night = _local(CHICAGO, 2026, 11, 21, 22)
    assert next_allowed(saturday_night, CHICAGO, TEXAS) == _local(CHICAGO, 2026, 11, 22, 12)
    assert next_allowed(_local(CHICAGO, 2026, 11, 23, 1), CHICAGO, TEXAS) == _local(CHICAGO, 2026, 11, 23, 9)


def test_florida_is_quiet_from_eight() -> None:
    assert is_quiet(_local(NEW_YORK, 2026, 11, 20, 20), NEW_YORK, FLORIDA)
    assert not is_quiet(_local(NEW_YORK, 2026, 11, 20, 20), NEW_YORK, EVERYWHERE)


@pytest.mark.parametrize("state", ["US-FL", "US-OK", "US-WA", "US-MD", "US-MA", "US-CT"])
def test_states_that_close_at_eight(state: str) -> None:
    assert is_quiet(_local(NEW_YORK, 2026, 11, 20, 20, 30), NEW_YORK, rules_for("US", state))


def test_a_place_without_a_rule_has_the_houses() -> None:
    assert rules_for("DE", "DE-BE") == EVERYWHERE
    assert rules_for("US", "US-CA") == EVERYWHERE


def test_a_whole_quiet_day_is_passed_over() -> None:
    alabama = rules_for("US", "US-AL")
    assert next_allowed(_local(CHICAGO, 2026, 11, 22, 13), CHICAGO, alabama) == _local(
        CHICAGO, 2026, 11, 23, 8
    )


def test_an_offers_clock_stands_still_at_night() -> None:
    offered = _local(NEW_YORK, 2026, 11, 20, 19)
    assert add_awake_time(offered, 4 * HOUR, NEW_YORK, EVERYWHERE) == _local(NEW_YORK, 2026, 11, 21, 10)
    assert quiet_time_between(offered, _local(NEW_YORK, 2026, 11, 21, 10), NEW_YORK, EVERYWHERE) == 11 * HOUR


def test_the_night_the_clocks_change_is_an_hour_shorter_or_longer() -> None:
    spring = quiet_time_between(
        _local(NEW_YORK, 2026, 3, 7, 20), _local(NEW_YORK, 2026, 3, 8, 9), NEW_YORK, EVERYWHERE
    )
    autumn = quiet_time_between(
        _local(NEW_YORK, 2026, 10, 31, 20), _local(NEW_YORK, 2026, 11, 1, 9), NEW_YORK, EVERYWHERE
    )
    assert spring == 10 * HOUR
    assert autumn == 12 * HOUR


def test_rules_without_any_awake_time_are_refused() -> None:
    never = (QuietRule(None, None, None, time(0), time(0)),)
    with pytest.raises(ValueError, match="no time in which"):
        next_allowed(datetime(2026, 11, 20, tzinfo=UTC), BERLIN, never)
    with pytest.raises(ValueError, match="too little time"):
        add_awake_time(datetime(2026, 11, 20, tzinfo=UTC), HOUR, BERLIN, never)
    with pytest.raises(ValueError, match="negative"):
        add_awake_time(datetime(2026, 11, 20, tzinfo=UTC), -HOUR, BERLIN, EVERYWHERE)
    with pytest.raises(ValueError, match="no time zone"):
        next_allowed(datetime(2026, 11, 20), BERLIN, EVERYWHERE)  # noqa: DTZ001


@given(MOMENTS, ZONES, PLACES)
def test_the_next_allowed_time_is_allowed_and_not_earlier(
    now: datetime, zone: ZoneInfo, rules: tuple[QuietRule, ...]
) -> None:
    allowed = next_allowed(now, zone, rules)
    assert allowed >= now
    assert not is_quiet(allowed, zone, rules)
    assert next_allowed(allowed, zone, rules) == allowed
    local = allowed.astimezone(zone)
    assert time(8) <= local.time() < time(21) or zone.key == "Pacific/Apia"


@given(MOMENTS, DURATIONS, ZONES, PLACES)
def test_awake_and_quiet_time_add_up_to_the_whole(
    start: datetime, length: timedelta, zone: ZoneInfo, rules: tuple[QuietRule, ...]
) -> None:
    end = start + length
    awake = awake_time_between(start, end, zone, rules)
    quiet = quiet_time_between(start, end, zone, rules)
    assert awake + quiet == length
    assert awake >= timedelta(0)
    assert quiet >= timedelta(0)


@given(MOMENTS, DURATIONS, DURATIONS, ZONES, PLACES)
def test_quiet_time_of_two_stretches_is_the_quiet_time_of_both(
    start: datetime, first: timedelta, second: timedelta, zone: ZoneInfo, rules: tuple[QuietRule, ...]
) -> None:
    middle, end = start + first, start + first + second
    parts = quiet_time_between(start, middle, zone, rules) + quiet_time_between(middle, end, zone, rules)
    assert parts == quiet_time_between(start, end, zone, rules)


@given(MOMENTS, DURATIONS, ZONES, PLACES)
def test_adding_awake_time_passes_exactly_that_much_of_it(
    start: datetime, length: timedelta, zone: ZoneInfo, rules: tuple[QuietRule, ...]
) -> None:
    end = add_awake_time(start, length, zone, rules)
    assert end >= start + length
    assert awake_time_between(start, end, zone, rules) == length


@given(MOMENTS, st.integers(0, 48 * 60), ZONES)
def test_minute_by_minute_counting_agrees(start: datetime, minutes: int, zone: ZoneInfo) -> None:
    start = start.replace(second=0, microsecond=0)
    step = timedelta(minutes=30)
    start -= timedelta(minutes=start.minute % 15)
    end = start + step * (minutes // 30)
    counted = timedelta(0)
    at = start
    while at < end:
        # Every change of state in these zones falls on a quarter of an hour.
        counted += sum(
            (timedelta(minutes=15) for half in (at, at + step / 2) if is_quiet(half, zone, EVERYWHERE)),
            timedelta(0),
        )
        at += step
    assert counted == quiet_time_between(start, end, zone, EVERYWHERE)
