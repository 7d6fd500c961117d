"""The parts of a day, and how days and hours are said."""

from __future__ import annotations

import enum
from datetime import date, time
from typing import Final

EARLIEST: Final = time(6)
LATEST: Final = time(23)


class Part(enum.StrEnum):
    """A part of the day, the second half of a time window such as SAT_MORNING."""

    MORNING = "MORNING"
    AFTERNOON = "AFTERNOON"
    EVENING = "EVENING"
    NIGHT = "NIGHT"


DEFAULT_START: Final = {
    Part.MORNING: time(10),
    Part.AFTERNOON: time(14),
    Part.EVENING: time(18, 30),
    Part.NIGHT: time(20),
}
"""When a LinkUp begins if only the part of the day is known."""

LATEST_START: Final = {
    Part.MORNING: time(11, 30),
    Part.AFTERNOON: time(16, 30),
    Part.EVENING: time(20, 30),
    Part.NIGHT: time(22, 30),
}
"""The last start that still belongs to a part of the day."""

WEEKDAYS: Final = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def part_of(at: time) -> Part:
    """The part of the day an hour belongs to."""
    if at < time(12):
        return Part.MORNING
    if at < time(17):
        return Part.AFTERNOON
    return Part.EVENING if at < time(21) else Part.NIGHT


def said_day(day: date) -> str:
    """ "Nov 21"."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def said_hour(at: time) -> str:
    """ "7pm", "6:30pm", "noon"."""
    if at == time(12):
        return "noon"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
