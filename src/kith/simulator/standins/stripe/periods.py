"""Billing periods. Source: Stripe, "Set the subscription billing renewal date"."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta

_DAY_INTERVALS = {"day": 1, "week": 7}
_MONTH_INTERVALS = {"month": 1, "year": 12}
INTERVALS = frozenset(_DAY_INTERVALS | _MONTH_INTERVALS)


def period_end(start: int, anchor: int, interval: str, count: int) -> int:
    """The end (seconds since 1970) of the period that begins at `start`.

    Months keep the anchor's day of the month, or take the month's last day where it is shorter.
    """
    begins = datetime.fromtimestamp(start, UTC)
    if interval in _DAY_INTERVALS:
        return int((begins + timedelta(days=_DAY_INTERVALS[interval] * count)).timestamp())
    anchored = datetime.fromtimestamp(anchor, UTC)
    months = begins.year * 12 + begins.month - 1 + _MONTH_INTERVALS[interval] * count
    year, month = divmod(months, 12)
    day = min(anchored.day, calendar.monthrange(year, month + 1)[1])
    return int(begins.replace(year=year, month=month + 1, day=day).timestamp())
