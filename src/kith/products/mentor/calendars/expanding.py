"""An iCalendar object, as a CalDAV server stores it, as the times it blocks: recurrences, exceptions and all. Pure, but not cheap.

The objects are other people's: what repeats more often than a person can meet, or cannot be read, is refused instead of computed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kith.products.mentor.calendars.busy import BusyWindow, EventFacts, Span, blocks, span_of

OWN_UID: Final = "@mentor.kith"
MOST_INSTANCES: Final = 5_000
_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY"})
_MOST_A_DAY: Final = 24
_A_DAY: Final = timedelta(days=1)


class UnreadableEvent(Exception):
    """An object that is no calendar, or repeats without measure. Its text is in no message: it is somebody's diary."""


def expand(
    text: bytes, series: str, within: Span, zone: tzinfo, owners: Collection[str] = ()
) -> list[BusyWindow]:
    """The instances that block within a span.

    `series` names the object (its address on the server); `zone` is the calendar's own, for whole days and times without a zone, unless
    the object names one; `owners` are the owner's mail addresses in small letters. Bookings that we wrote there do not count.

    Raises:
        UnreadableEvent: it cannot be read, or has more than 5,000 instances within the span.
    """
    try:
        # Imported here because they take long, and a start does not wait for them.
        import icalendar
        import recurring_ical_events

        calendar: Any = icalendar.Calendar.from_ical(text)
        zone = _zone_named(calendar) or zone
        for event in calendar.walk("VEVENT"):
            _check_measure(event)
        # Whole days begin and end by the calendar's zone, which the library does not know: look a day further on both sides.
        found: list[Any] = recurring_ical_events.of(calendar).between(
            within.start - _A_DAY, within.end + _A_DAY
        )
    except UnreadableEvent:
        raise
    except Exception as unreadable:
        raise UnreadableEvent(type(unreadable).__name__) from None
    if len(found) > MOST_INSTANCES:
        raise UnreadableEvent("too many instances")
    windows: list[BusyWindow] = []
    for event in found:
        uid = str(event.get("UID", ""))
        if uid.startswith("booking-") and uid.endswith(OWN_UID):
            continue
        span = span_of(event["DTSTART"].dt, event["DTEND"].dt if "DTEND" in event else None, zone)
        if span is not None and span.meets(within) and blocks(_facts(event, owners)):
            key = f"{series}#{uid}#{_instance(event, zone):%Y%m%dT%H%M%SZ}"
            windows.append(BusyWindow(key=key, series=series, span=span))
    return windows


def _instance(event: Any, zone: tzinfo) -> datetime:
    """When the instance was to be before anybody moved it: that names it for ever."""
    named = event.get("RECURRENCE-ID") or event["DTSTART"]
    span = span_of(named.dt, None, zone)
    if span is not None:
        return span.start
    moment: datetime = named.dt
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _facts(event: Any, owners: Collection[str]) -> EventFacts:
    declined = False
    for attendee in _all(event, "ATTENDEE"):
        address = str(attendee).lower().removeprefix("mailto:")
        if address in owners and str(attendee.params.get("PARTSTAT", "")).upper() == "DECLINED":
            declined = True
    return EventFacts(
        cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
        transparent=str(event.get("TRANSP", "")).upper() == "TRANSPARENT"
        or str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() in ("FREE", "WORKINGELSEWHERE"),
        declined=declined,
    )


def _zone_named(calendar: Any) -> ZoneInfo | None:
    name = str(calendar.get("X-WR-TIMEZONE", "")).strip()
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _all(event: Any, name: str) -> list[Any]:
    """Every property of a name; the library gives one alone, several as a list."""
    found = event.get(name, [])
    return cast("list[Any]", found) if isinstance(found, list) else [found]


def _check_measure(event: Any) -> None:
    for rule in _all(event, "RRULE"):
        often = {str(part).upper() for part in rule.get("FREQ", [])}
        a_day = 1
        for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            a_day *= max(1, len(rule.get(part, [])))
        if often & _OFTEN or a_day > _MOST_A_DAY:
            raise UnreadableEvent("repeats too often")
