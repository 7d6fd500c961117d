"""Streaks: days in a row on which somebody did something, by the person's own day at the time.

A day is a local date in the zone the person lived by at that moment; it counts once, whatever it is called elsewhere. What was missed between two
days is counted by the dates, by the clock of the place where they are and by the clock of the place they came from, and the least of the three
holds: neither a flight nor a date that a zone leaves out breaks anything. One missed day a calendar month is frozen.
The database follows the same rule step by step (`streak_step`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

_DAY: Final = timedelta(days=1)
_FAR: Final = 62
_MOST_FROZEN: Final = 2


class Activity(msgspec.Struct, frozen=True, order=True):
    """Something somebody did at a moment, in the zone they lived by then."""

    at: datetime
    zone: str

    @property
    def day(self) -> date:
        return self.at.astimezone(ZoneInfo(self.zone)).date()


class Streak(msgspec.Struct, frozen=True, kw_only=True):
    """How it stands after the last activity that counted. `days` and `frozen` are all that ever were."""

    length: int = 0
    longest: int = 0
    last: Activity | None = None
    days: tuple[date, ...] = ()
    frozen: tuple[date, ...] = ()


def _exists(zone: str, day: date) -> bool:
    """Whether a zone has that date at all: some crossed the date line and left one out."""
    there = ZoneInfo(zone)
    begin = datetime.combine(day, time(), there).astimezone(UTC)
    return begin < datetime.combine(day + _DAY, time(), there).astimezone(UTC)


def _days_passed(zone: str, after: date, until: date) -> int:
    apart = (until - after).days
    if apart > _FAR:
        return apart
    return sum(_exists(zone, after + n * _DAY) for n in range(1, apart + 1))


def _missed(last: Activity, now: Activity) -> int | None:
    """How many whole days passed without anything in between; None when it is the same day still."""
    here = now.day
    by_date = _days_passed(now.zone, last.day, here)
    by_clock = _days_passed(now.zone, last.at.astimezone(ZoneInfo(now.zone)).date(), here)
    if by_date < 1 or by_clock < 1:
        return None
    there = _days_passed(last.zone, last.day, now.at.astimezone(ZoneInfo(last.zone)).date())
    return max(0, min(by_date, by_clock, there) - 1)


def _freeze(frozen: tuple[date, ...], last: Activity, now: Activity, missed: int) -> tuple[date, ...] | None:
    """The frozen days with those that now stand in, None when they do not suffice."""
    if missed > _MOST_FROZEN:
        return None
    between = [last.day + n * _DAY for n in range(1, (now.day - last.day).days)] if missed else []
    latest = frozen[-1] if frozen else None
    more: list[date] = []
    for day in [one for one in between if _exists(now.zone, one)][-missed:] if missed else []:
        if latest is not None and (day.year, day.month) <= (latest.year, latest.month):
            return None
        latest = day
        more.append(day)
    return (*frozen, *more)


def step(streak: Streak, now: Activity) -> Streak:
    """The streak after one more activity, which is not before the last one."""
    last = streak.last
    if last is None:
        return Streak(length=1, longest=1, last=now, days=(now.day,))
    missed = _missed(last, now)
    if missed is None:
        return streak
    frozen = _freeze(streak.frozen, last, now, missed)
    length = 1 if frozen is None else streak.length + 1
    return Streak(
        length=length,
        longest=max(streak.longest, length),
        last=now,
        days=(*streak.days, now.day),
        frozen=streak.frozen if frozen is None else frozen,
    )


def follow(activities: Iterable[Activity]) -> Streak:
    """The streak of a whole history."""
    found = Streak()
    for one in sorted(activities, key=lambda one: (one.at, one.day, one.zone)):
        found = step(found, one)
    return found


def alive(streak: Streak, at: datetime, zone: str) -> int:
    """How long the streak is at a moment: nothing once more was missed than a freeze stands in for. Today is not missed before it is over."""
    if streak.last is None:
        return 0
    now = Activity(at, zone)
    missed = _missed(streak.last, now)
    if missed is None or _freeze(streak.frozen, streak.last, now, missed) is not None:
        return streak.length
    return 0
