"""How an occasion suits a person, from what their profile says of activities and hours."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from kith.products.josh.matching.scores import NEUTRAL

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius (IUGG)."""

_Number = TypeVar("_Number", float, npt.NDArray[np.float64])


class ActivityPattern(msgspec.Struct, frozen=True):
    """One entry of `profiles.activity_patterns`, as far as the scores need it."""

    activity_key: str
    confidence: float
    motive_weights: dict[str, float] = {}
    preferred_windows: tuple[str, ...] = ()


def activity_weight(
    patterns: Sequence[ActivityPattern], activity_key: str, motive_emphasis: Mapping[str, float]
) -> float:
    """How much the activity appeals, in [0, 1]: 0.5 unless the profile knows it.

    The motives' weights, averaged with the brief's emphasis (evenly without one), pulled to 0.5 as far as the
    pattern is unsure. A pattern without motives says that the person likes the activity: 1 before the pull.
    """
    pattern = next((known for known in patterns if known.activity_key == activity_key), None)
    if pattern is None:
        return NEUTRAL
    liked, total = _weighted(pattern.motive_weights, motive_emphasis)
    if total == 0.0:
        liked, total = _weighted(pattern.motive_weights, dict.fromkeys(pattern.motive_weights, 1.0))
    liked = liked / total if total else 1.0
    return NEUTRAL + pattern.confidence * (liked - NEUTRAL)


def _weighted(weights: Mapping[str, float], emphasis: Mapping[str, float]) -> tuple[float, float]:
    # By name, so that the sums are the same to the last bit wherever they are made.
    liked = total = 0.0
    for motive in sorted(weights):
        share = emphasis.get(motive, 0.0)
        liked += weights[motive] * share
        total += share
    return liked, total


def window_fit(patterns: Sequence[ActivityPattern], activity_key: str, part_of_day: str | None) -> float:
    """1 for a part of the day that the person prefers, 0 for another one, 0.5 when nothing is known.

    What is preferred for this very activity counts; without it, what is preferred for any.
    """
    own = {
        window
        for known in patterns
        if known.activity_key == activity_key
        for window in known.preferred_windows
    }
    preferred = own or {window for known in patterns for window in known.preferred_windows}
    if not preferred or part_of_day is None:
        return NEUTRAL
    return 1.0 if part_of_day in preferred else 0.0


def direction(latitude: float, longitude: float) -> tuple[float, float, float]:
    """The unit vector from the middle of the Earth to a place, coordinates in degrees."""
    phi, lam = math.radians(latitude), math.radians(longitude)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)


def distance_km(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Great-circle distance between two places, given by their `direction`.

    From the chord c by the series 2 asin(c/2) = c + c^3/24 + 3 c^5/640 + ..., exact to a metre up to 1,500 km:
    with nothing but +, *, / and square roots, columns of people give the same numbers to the last bit.
    """
    (ax, ay, az), (bx, by, bz) = one, other
    square = ((ax - bx) * (ax - bx) + (ay - by) * (ay - by)) + (az - bz) * (az - bz)
    return arc_km(math.sqrt(square), square)


def arc_km(chord: _Number, square: _Number) -> _Number:
    """The arc over a chord of the unit sphere, in km; `square` is the chord's square. Numbers or columns."""
    return EARTH_RADIUS_KM * (chord * (1.0 + square * (1.0 / 24.0 + square * (3.0 / 640.0))))
