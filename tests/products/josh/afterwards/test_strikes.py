"""Promises about strikes: what they cost, what they amount to, and that they lapse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.afterwards.strikes import (
    HoldState,
    Strike,
    StrikeType,
    active_points,
    hold_at,
    hold_state,
    is_late_cancel,
    next_easing,
    strike_for,
)

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
moments = st.integers(0, 200).map(lambda days: NOW - timedelta(days=days, minutes=7 * days))
strikes = st.lists(st.builds(strike_for, st.sampled_from(StrikeType), moments), max_size=8)


def test_a_no_show_costs_two_points_and_a_late_cancel_one() -> None:
    assert strike_for(StrikeType.NO_SHOW, NOW).points == 2
    assert strike_for(StrikeType.LATE_CANCEL, NOW).points == 1


@pytest.mark.parametrize(
    ("before", "late"),
    [
        (timedelta(hours=3, seconds=1), False),
        (timedelta(hours=3), False),
        (timedelta(hours=3) - timedelta(microseconds=1), True),
        (timedelta(0), True),
        (-timedelta(minutes=5), True),
    ],
)
def test_a_cancel_under_three_hours_before_is_late(before: timedelta, late: bool) -> None:
    assert is_late_cancel(NOW - before, NOW) is late


@pytest.mark.parametrize(
    ("points", "hold"),
    [
        (0, HoldState.NONE),
        (2, HoldState.NONE),
        (3, HoldState.SOFT_HOLD),
        (5, HoldState.SOFT_HOLD),
        (6, HoldState.HARD_HOLD),
        (40, HoldState.HARD_HOLD),
    ],
)
def test_three_points_hold_softly_and_six_hard(points: int, hold: HoldState) -> None:
    assert hold_state(points) is hold


def test_points_lapse_with_their_window() -> None:
    strike = strike_for(StrikeType.NO_SHOW, NOW)
    assert active_points([strike], NOW) == 2
    assert active_points([strike], NOW + timedelta(days=90) - timedelta(microseconds=1)) == 2
    assert active_points([strike], NOW + timedelta(days=90)) == 0
    assert active_points([strike], NOW - timedelta(seconds=1)) == 0


@given(strikes, st.builds(strike_for, st.sampled_from(StrikeType), moments))
def test_one_more_strike_never_makes_the_hold_lighter(given_so_far: list[Strike], more: Strike) -> None:
    assert active_points([*given_so_far, more], NOW) >= active_points(given_so_far, NOW)


@given(strikes)
def test_without_new_strikes_every_hold_ends(given_so_far: list[Strike]) -> None:
    now, eased = NOW, 0
    while (easing := next_easing(given_so_far, now)) is not None:
        assert easing > now
        assert hold_at(given_so_far, easing) is not hold_at(given_so_far, now)
        now, eased = easing, eased + 1
    assert hold_at(given_so_far, now) is HoldState.NONE
    assert eased <= 2
