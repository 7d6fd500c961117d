"""How an occasion suits a person, from what their profile says of activities and hours."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from kith.products.josh.matching.scores import NEUTRAL

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius (IUGG)."""


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
    emphasis = {motive: motive_emphasis.get(motive, 0.0) for motive in pattern.motive_weights}
    if not any(emphasis.values()):
        emphasis = dict.fromkeys(pattern.motive_weights, 1.0)
    total = sum(emphasis.values())
    liked = (
        sum(pattern.motive_weights[motive] * share for motive, share in emphasis.items()) / total
        if total
        else 1.0
    )
    return NEUTRAL + pattern.confidence * (liked - NEUTRAL)


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


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) in degrees (haversine formula)."""
    (lat_a, lng_a), (lat_b, lng_b) = one, other
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = (
        math.sin((phi_b - phi_a) / 2) ** 2
        + math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lng_b - lng_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))
