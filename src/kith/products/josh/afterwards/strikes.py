"""What a no-show and a late cancel cost: points, each counting for 90 days, and the hold they amount to."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec

LATE: Final = timedelta(hours=3)
COUNTS_FOR: Final = timedelta(days=90)
SOFT_HOLD_POINTS: Final = 3
HARD_HOLD_POINTS: Final = 6


class StrikeType(enum.StrEnum):
    """The kinds of strike that JOSH gives by itself."""

    NO_SHOW = "no_show"
    LATE_CANCEL = "late_cancel"


class HoldState(enum.StrEnum):
    """The documented `safety_hold_state`. Soft: no invites. Hard: nothing at all."""

    NONE = "none"
    SOFT_HOLD = "soft_hold"
    HARD_HOLD = "hard_hold"


POINTS: Final[dict[StrikeType, int]] = {StrikeType.NO_SHOW: 2, StrikeType.LATE_CANCEL: 1}


class Strike(msgspec.Struct, frozen=True):
    """Points that count from `window_start` up to but not including `window_end`."""

    strike_type: str
    points: int
    window_start: datetime
    window_end: datetime


def strike_for(strike_type: StrikeType, happened_at: datetime) -> Strike:
    """The strike for something that happened then."""
    return Strike(strike_type, POINTS[strike_type], happened_at, happened_at + COUNTS_FOR)


def is_late_cancel(canceled_at: datetime, event_time: datetime) -> bool:
    """Whether a cancel came under 3 hours before the event, or after it began."""
    return event_time - canceled_at < LATE


def active_points(strikes: Iterable[Strike], now: datetime) -> int:
    """The points that count now."""
    return sum(strike.points for strike in strikes if strike.window_start <= now < strike.window_end)


def hold_state(points: int) -> HoldState:
    """The hold that so many points amount to: 3 soft, 6 hard."""
    if points >= HARD_HOLD_POINTS:
        return HoldState.HARD_HOLD
    return HoldState.SOFT_HOLD if points >= SOFT_HOLD_POINTS else HoldState.NONE


def hold_at(strikes: Iterable[Strike], now: datetime) -> HoldState:
    """The hold that these strikes amount to now. A hold set by an operator is another matter and stays."""
    return hold_state(active_points(strikes, now))


def next_easing(strikes: Iterable[Strike], now: datetime) -> datetime | None:
    """When, without a new strike, the hold next becomes lighter; None when there is none."""
    known = tuple(strikes)
    held = hold_at(known, now)
    if held is HoldState.NONE:
        return None
    ends = sorted({strike.window_end for strike in known if strike.window_end > now})
    return next((end for end in ends if hold_at(known, end) is not held), None)
