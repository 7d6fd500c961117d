"""iCalendar (RFC 5545, 5546, 6868) for bookings: an invitation, its changes, its cancellation, and a person's feed. Pure.

Times are written in UTC, so no VTIMEZONE is needed and no program can read them in another zone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

import msgspec

if TYPE_CHECKING:
    from icalendar import vCalAddress, vDatetime

PRODUCT_ID: Final = "-//Kith//Mentor//EN"
LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 4_000
_UNBROKEN: Final = re.compile(r"\s+")
_ADDRESS: Final = re.compile(r"[^\s<>\"',;:\\]+@[^\s<>\"',;:\\]+")

Method = Literal["REQUEST", "CANCEL"]
Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


class Party(msgspec.Struct, frozen=True):
    """Somebody named in an invitation."""

    name: str
    email: str


class Meeting(msgspec.Struct, frozen=True, kw_only=True):
    """A booking as a calendar shows it; `booking_id` is what calendars know it by (bookings.calendar_uid), which a moved booking keeps.

    `sequence` grows with every change of it (0 at first), `changed_at` is when the last one happened. `url` is the room or the
    session's page. `remind_before` rings an alarm; zero rings none. Times are aware.
    """

    booking_id: UUID
    sequence: int
    changed_at: datetime
    starts: datetime
    ends: datetime
    summary: str
    description: str = ""
    url: str = ""
    status: Status = "CONFIRMED"
    remind_before: timedelta = timedelta(minutes=15)


def uid_of(booking_id: UUID) -> str:
    """The identity of a booking in every calendar, for ever; also what is written back to a mentor's own."""
    return f"booking-{booking_id}@mentor.kith"


def invitation(meeting: Meeting, organizer: Party, attendee: Party) -> str:
    """The body of a `text/calendar; method=REQUEST` mail: the booking as it is now.

    The organizer is the house's own mailbox under the other person's name, so that neither learns the other's address.
    """
    return _mailed("REQUEST", meeting, organizer, attendee)


def cancellation(meeting: Meeting, organizer: Party, attendee: Party) -> str:
    """The body of a `text/calendar; method=CANCEL` mail; `meeting.sequence` must be higher than any sent before."""
    return _mailed("CANCEL", msgspec.structs.replace(meeting, status="CANCELLED"), organizer, attendee)


def feed(name: str, meetings: Sequence[Meeting]) -> str:
    """A calendar to subscribe to. Programs are asked to look again every 15 minutes."""
    calendar = _calendar()
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", one_line(name))
    calendar.add("NAME", one_line(name))
    calendar.add("REFRESH-INTERVAL", timedelta(minutes=15), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT15M")
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return calendar.to_ical().decode()


def alone(meeting: Meeting) -> str:
    """One event without people, as it is put into a mentor's own calendar over CalDAV."""
    calendar = _calendar()
    calendar.add_component(_event(meeting))
    return calendar.to_ical().decode()


def _mailed(method: Method, meeting: Meeting, organizer: Party, attendee: Party) -> str:
    calendar = _calendar()
    calendar.add("METHOD", method)
    event = _event(meeting)
    host = _person(organizer)
    event.add("ORGANIZER", host)
    guest = _person(attendee)
    from icalendar import vText

    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    # Who books has said yes already; asking again would only make noise.
    guest.params["PARTSTAT"] = vText("ACCEPTED")
    guest.params["RSVP"] = vText("FALSE")
    event.add("ATTENDEE", guest)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _calendar() -> Any:
    # Imported where it is used because it takes long, and a start does not wait for it.
    from icalendar import Calendar

    calendar: Any = Calendar()  # whose `add` is partly untyped
    calendar.add("PRODID", PRODUCT_ID)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar


def _event(meeting: Meeting) -> Any:
    from icalendar import Alarm, Event

    event: Any = Event()
    event.add("UID", uid_of(meeting.booking_id))
    event.add("SEQUENCE", meeting.sequence)
    event.add("DTSTAMP", _utc(meeting.changed_at))
    event.add("LAST-MODIFIED", _utc(meeting.changed_at))
    event.add("DTSTART", _utc(meeting.starts))
    event.add("DTEND", _utc(meeting.ends))
    event.add("SUMMARY", one_line(meeting.summary))
    if meeting.description:
        event.add("DESCRIPTION", _lines(meeting.description))
    url = one_line(meeting.url)
    if url:
        event.add("LOCATION", url)
        event.add("URL", url)
    event.add("STATUS", meeting.status)
    event.add("TRANSP", "TRANSPARENT" if meeting.status == "CANCELLED" else "OPAQUE")
    if meeting.remind_before and meeting.status != "CANCELLED":
        alarm: Any = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", one_line(meeting.summary))
        alarm.add("TRIGGER", -meeting.remind_before)
        event.add_component(alarm)
    return event


def _person(party: Party) -> vCalAddress:
    if not _ADDRESS.fullmatch(party.email):
        raise ValueError("email: this is not an address that a calendar can name.")
    from icalendar import vCalAddress, vText

    address = vCalAddress(f"mailto:{party.email}")
    # A quotation mark cannot be written inside a parameter; everything else can, quoted.
    address.params["CN"] = vText(one_line(party.name).replace('"', "'") or party.email)
    return address


def _utc(moment: datetime) -> vDatetime:
    from icalendar import vDatetime

    return vDatetime(moment.astimezone(UTC).replace(microsecond=0))


def one_line(text: str) -> str:
    """Text that cannot begin a line of its own: control characters and line ends become spaces, the length is limited."""
    flat = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") else sign
        for sign in text[:LONGEST_LINE]
    )
    return _UNBROKEN.sub(" ", flat).strip()


def _lines(text: str) -> str:
    kept = text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_TEXT]
    return "".join(
        sign if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Zl", "Zp", "Cs") else " "
        for sign in kept
    )
