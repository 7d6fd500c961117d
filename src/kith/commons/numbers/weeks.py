"""Weeks: from Monday to Monday, in UTC. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

WEEK: Final = timedelta(days=7)
SETTLES: Final = timedelta(days=3)
"""After its end, for who was there to be known and money to arrive."""


def monday(of: date) -> date:
    """The first day of the week a day lies in."""
    return of - timedelta(days=of.weekday())


def span(week: date) -> tuple[datetime, datetime]:
    """When a week begins, and when the next does."""
    begins = datetime.combine(week, time(), UTC)
    return begins, begins + WEEK


def is_settled(week: date, now: datetime) -> bool:
    return now >= span(week)[1] + SETTLES


def weeks_back(now: datetime, number: int) -> list[date]:
    """So many weeks up to the one that is under way, the oldest first."""
    this = monday(now.astimezone(UTC).date())
    return [this - WEEK * back for back in range(number - 1, -1, -1)]
