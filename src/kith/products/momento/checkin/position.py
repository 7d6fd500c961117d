"""Whether a phone is where an event is. Pure; metres, degrees, aware datetimes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Annotated, Final

import msgspec

NEAR: Final = 150.0
"""Metres from a stop that count as being there."""
MOST_FAVOUR: Final = 100.0
"""Metres of a fix's own uncertainty that count in the person's favour."""
FASTEST: Final = 100.0
"""Metres a second between two fixes; more is nobody on foot, on a train or in a car."""
FASTEST_TRAVEL: Final = 280.0
"""Metres a second between two check-ins; an airliner does 260."""
_EARTH: Final = 6_371_008.8
_OLDEST: Final = timedelta(minutes=2)
_AHEAD: Final = timedelta(minutes=1)
_ROUGHEST: Final = 5_000.0
_SAME: Final = 1e-7
"""Degrees, about a centimetre: no receiver hits a stop's own coordinates like that."""


class Spot(msgspec.Struct, frozen=True):
    """A place in degrees."""

    latitude: float
    longitude: float


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """Where a phone says it is: degrees, metres within which that is right, when. `mocked` when its system says the place is made up."""

    latitude: float
    longitude: float
    accuracy: float
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    mocked: bool = False

    @property
    def spot(self) -> Spot:
        return Spot(self.latitude, self.longitude)


def distance(one: Spot, other: Spot) -> float:
    """Metres between two places along the earth's surface (haversine)."""
    up, across = math.radians(other.latitude - one.latitude), math.radians(other.longitude - one.longitude)
    half = (
        math.sin(up / 2) ** 2
        + math.cos(math.radians(one.latitude))
        * math.cos(math.radians(other.latitude))
        * math.sin(across / 2) ** 2
    )
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def reach(fix: Fix, stops: Sequence[Spot]) -> float:
    """Metres to the nearest stop, the fix's uncertainty taken in the person's favour; never below zero."""
    nearest = min(distance(fix.spot, stop) for stop in stops)
    return max(0.0, nearest - min(fix.accuracy, MOST_FAVOUR))


def is_there(fix: Fix, stops: Sequence[Spot]) -> bool:
    """Whether a fix counts as being at one of the stops."""
    return bool(stops) and reach(fix, stops) <= NEAR


def believable(
    fixes: Sequence[Fix], stops: Sequence[Spot], now: datetime, before: Fix | None = None
) -> Fix | None:
    """The newest of a phone's fixes, when all of them can be believed; None counts as no fix at all.

    Not believed: what the phone itself calls made up, no or no sensible uncertainty, fixes that are old or from the future, a stop's very
    coordinates, and jumps: between the fixes, or from `before`, where this person checked in last.
    """
    ordered = sorted(fixes, key=lambda fix: fix.at)
    if not ordered or any(_made_up(fix, stops, now) for fix in ordered):
        return None
    if any(_jumps(one, other, FASTEST) for one, other in pairwise(ordered)):
        return None
    if before is not None and _jumps(before, ordered[-1], FASTEST_TRAVEL):
        return None
    return ordered[-1]


def _made_up(fix: Fix, stops: Sequence[Spot], now: datetime) -> bool:
    return (
        fix.mocked
        or not all(map(math.isfinite, (fix.latitude, fix.longitude, fix.accuracy)))
        or not (-90 <= fix.latitude <= 90 and -180 <= fix.longitude <= 180)
        or not 0 < fix.accuracy <= _ROUGHEST
        or not now - _OLDEST <= fix.at <= now + _AHEAD
        or any(
            abs(fix.latitude - stop.latitude) < _SAME and abs(fix.longitude - stop.longitude) < _SAME
            for stop in stops
        )
    )


def _jumps(one: Fix, other: Fix, fastest: float) -> bool:
    way = distance(one.spot, other.spot) - one.accuracy - other.accuracy
    seconds = max(abs((other.at - one.at).total_seconds()), 1.0)
    return way > fastest * seconds
