"""The streak calendar: weeks as columns, days as squares, ready to be drawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import msgspec

from kith.products.mentor.game.streaks.streak import Streak

WEEKS: Final = 26
_PITCH: Final = 14
_LEFT: Final = 30
_TOP: Final = 18


class Square(msgspec.Struct, frozen=True):
    """A day; `state` is active, frozen, none or today (nothing yet). `x`, `y` in units of the drawing."""

    day: date
    state: str
    x: int
    y: int


class MonthName(msgspec.Struct, frozen=True):
    """Where a month begins."""

    first: date
    x: int


class MonthLine(msgspec.Struct, frozen=True):
    """A month in the table beside the drawing."""

    first: date
    active: int
    frozen: int


class StreakCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """Half a year up to today, Monday to Sunday from top to bottom."""

    squares: list[Square]
    months: list[MonthName]
    lines: list[MonthLine]
    weekdays: list[tuple[date, int]]
    width: int
    height: int


def draw(streak: Streak, today: date) -> StreakCalendar:
    """The calendar of a streak."""
    active, frozen = set(streak.days), set(streak.frozen)
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    squares: list[Square] = []
    months: list[MonthName] = []
    lines: dict[date, tuple[int, int]] = {}
    for number in range((today - first).days + 1):
        day = first + timedelta(days=number)
        week, weekday = divmod(number, 7)
        state = "active" if day in active else "frozen" if day in frozen else "none"
        if state == "none" and day == today:
            state = "today"
        squares.append(Square(day, state, _LEFT + week * _PITCH, _TOP + weekday * _PITCH))
        month = day.replace(day=1)
        was = lines.get(month, (0, 0))
        lines[month] = (was[0] + (state == "active"), was[1] + (state == "frozen"))
        if day.day == 1 and week < WEEKS - 1:
            months.append(MonthName(month, _LEFT + week * _PITCH))
    return StreakCalendar(
        squares=squares,
        months=months,
        lines=[MonthLine(month, *lines[month]) for month in sorted(lines, reverse=True)],
        weekdays=[(first + timedelta(days=n), _TOP + n * _PITCH + 10) for n in (0, 2, 4)],
        width=_LEFT + WEEKS * _PITCH,
        height=_TOP + 7 * _PITCH,
    )
