"""Positions: distances on the globe, the person's favour, and fixes nobody should believe."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kith.products.momento.checkin.position import (
    MOST_FAVOUR,
    NEAR,
    Fix,
    Spot,
    believable,
    distance,
    is_there,
    reach,
)

NOW = datetime(2026, 11, 20, 19, tzinfo=UTC)
STOP = Spot(52.52345, 13.41234)
_METRE = 1 / 111_195.0
"""Degrees of latitude in a metre."""

spots = st.builds(Spot, st.floats(-89, 89), st.floats(-180, 180))


def fix(metres: float = 20, *, accuracy: float = 10, ago: float = 1, mocked: bool = False) -> Fix:
    """A fix so many metres north of the stop, so many seconds old."""
    return Fix(
        latitude=STOP.latitude + metres * _METRE,
        longitude=STOP.longitude,
        accuracy=accuracy,
        at=NOW - timedelta(seconds=ago),
        mocked=mocked,
    )


@given(spots, spots)
def test_a_distance_is_the_same_both_ways_never_negative_and_at_most_half_around(
    one: Spot, other: Spot
) -> None:
    way = distance(one, other)
    assert way == pytest.approx(distance(other, one), abs=1e-6)
    assert 0 <= way <= math.pi * 6_371_009
    assert distance(one, one) == 0


@given(spots, spots, spots)
def test_no_detour_is_shorter(one: Spot, over: Spot, other: Spot) -> None:
    assert distance(one, other) <= distance(one, over) + distance(over, other) + 1e-3


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        (Spot(52.5200, 13.4050), Spot(48.8566, 2.3522), 877.5),
        (Spot(0, 179.5), Spot(0, -179.5), 111.2),
        (Spot(40.7128, -74.0060), Spot(34.0522, -118.2437), 3935.7),
    ],
)
def test_known_distances(one: Spot, other: Spot, kilometres: float) -> None:
    assert distance(one, other) / 1000 == pytest.approx(kilometres, rel=1e-3)


@given(st.floats(0, 2000), st.floats(0.1, 5000), st.floats(0.1, 5000))
def test_a_less_certain_fix_is_never_judged_harder_and_never_by_more_than_the_most_favour(
    metres: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert reach(fix(metres, accuracy=high), [STOP]) <= reach(fix(metres, accuracy=low), [STOP])
    assert reach(fix(metres, accuracy=high), [STOP]) >= metres - MOST_FAVOUR - 1


@given(st.floats(0, 3000), st.lists(spots, max_size=4))
def test_another_stop_never_makes_somebody_absent(metres: float, others: list[Spot]) -> None:
    if is_there(fix(metres), [STOP]):
        assert is_there(fix(metres), [*others, STOP])


@pytest.mark.parametrize(
    ("metres", "accuracy", "there"),
    [(149, 1, True), (155, 1, False), (240, 95, True), (249, 100, True), (255, 4000, False), (0, 5, True)],
)
def test_there_is_within_150_metres_and_the_fix_s_own_doubt(
    metres: float, accuracy: float, there: bool
) -> None:
    assert is_there(fix(metres, accuracy=accuracy), [STOP]) is there
    assert NEAR == 150


def test_without_stops_nobody_is_there() -> None:
    assert not is_there(fix(), [])


@pytest.mark.parametrize(
    "doubtful",
    [
        fix(mocked=True),
        fix(accuracy=0),
        fix(accuracy=-5),
        fix(accuracy=20_000),
        fix(accuracy=float("nan")),
        fix(metres=0),  # the stop's very coordinates
        fix(ago=121),
        fix(ago=-61),
        msgspec.structs.replace(fix(), latitude=float("inf")),
        msgspec.structs.replace(fix(), longitude=181.0),
    ],
)
def test_a_fix_that_is_made_up_counts_as_no_fix_and_spoils_the_others(doubtful: Fix) -> None:
    assert believable([doubtful], [STOP], NOW) is None
    assert believable([fix(ago=2), doubtful], [STOP], NOW) is None
    assert believable([fix(ago=2)], [STOP], NOW) is not None


@given(st.floats(0.5, 60), st.floats(0, 30_000))
def test_nobody_moves_faster_than_a_train_between_two_fixes(seconds: float, metres: float) -> None:
    far, near = fix(metres + 20, ago=seconds), fix(20, ago=0)
    assume(abs(metres - 20 - 100 * max(seconds, 1)) > 1)
    believed = believable([far, near], [STOP], NOW)
    assert (believed is not None) == (metres - 20 <= 100 * max(seconds, 1))


def test_a_check_in_on_another_continent_an_hour_ago_is_a_jump() -> None:
    newyork = Fix(latitude=40.7, longitude=-74.0, accuracy=10, at=NOW - timedelta(hours=1))
    assert believable([fix()], [STOP], NOW, newyork) is None
    assert believable([fix()], [STOP], NOW, msgspec.structs.replace(newyork, at=NOW - timedelta(hours=9)))
    assert believable([fix()], [STOP], NOW, fix(900, ago=600)) is not None


def test_the_newest_fix_counts_and_none_is_none() -> None:
    newest = fix(30, ago=1)
    assert believable([newest, fix(40, ago=5), fix(35, ago=9)], [STOP], NOW) == newest
    assert believable([], [STOP], NOW) is None
