"""How a LinkUp's activity and time are said: in texts, which are in English, and on pages, in the reader's language (`…_shown`)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel import dates

from kith.foundation.language import _, locale_at
from kith.products.josh.linkups.activities import CATALOG, find

if TYPE_CHECKING:
    from kith.products.josh.linkups.row import LinkUp

_NAMES = {entry.name.lower(): entry.name for entry in CATALOG}
_PARTS = {
    "MORNING": "morning",
    "AFTERNOON": "afternoon",
    "DAY": "afternoon",
    "EVENING": "evening",
    "NIGHT": "night",
}


def activity_named(brief: dict[str, Any]) -> str:
    """The activity's name, in small letters: “coffee”."""
    known = find(str(brief.get("activity_key", "")))
    return known.name.lower() if known is not None else "a LinkUp"


def activity_shown(named: str) -> str:
    """What `activity_named` says, as a heading in the reader's language: “Coffee”, “Kaffee”."""
    return _(_NAMES.get(named, "LinkUp"))


def activity_of(linkup: LinkUp) -> str:
    return activity_named(linkup.brief)


def when_of(linkup: LinkUp) -> str:
    """The time as the brief says it: “Saturday morning (Nov 21)”; with the hour when the brief named one."""
    if linkup.starts_at is None:
        return "soon"
    local = linkup.starts_at.astimezone(ZoneInfo(linkup.time_zone))
    _day, _mark, part = str(linkup.brief.get("time_window", "")).partition("_")
    spoken = _PARTS.get(part)
    date = f"{local:%b} {local.day}"
    if spoken is None or linkup.brief.get("time"):
        return f"{local:%A} at {_hour(local)} ({date})"
    return f"{local:%A} {spoken} ({date})"


def moment_of(linkup: LinkUp) -> str:
    """Day and hour of a LinkUp that has them: “Sat, Nov 21 at 10am”."""
    return local_moment(linkup.event_time or linkup.starts_at, linkup.time_zone)


def local_moment(moment: datetime | None, zone: str) -> str:
    if moment is None:
        return "soon"
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%a}, {local:%b} {local.day} at {_hour(local)}"


def moment_shown(moment: datetime | None, zone: str) -> str:
    """Day and hour in the reader's language: “Sat, Nov 21 at 10:00 AM”, “Sa., 21. Nov., 10:00 Uhr”."""
    if moment is None:
        return _("soon")
    pattern = _("EEE, MMM d 'at' h:mm a")
    return dates.format_datetime(moment, pattern, tzinfo=ZoneInfo(zone), locale=locale_at(zone))


def clock_time(moment: datetime, zone: str) -> str:
    """The hour alone: “10am”, “6:30pm”."""
    return _hour(moment.astimezone(ZoneInfo(zone)))


def _hour(local: datetime) -> str:
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"
