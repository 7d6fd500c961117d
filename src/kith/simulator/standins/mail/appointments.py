"""The appointments in a mail, as a mail program shows them above its text."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from kith.simulator.standins.mail.inbox import Mail, attached_bytes


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a calendar object. `number` is the attachment's; moments in UTC."""

    number: int
    called_off: bool
    title: str
    start: datetime
    end: datetime
    place: str


def appointments(mail: Mail) -> list[Appointment]:
    """Every event with a moment that is attached; what is no calendar object is left out."""
    # Imported here because it takes long, and a start does not wait for it.
    from icalendar import Calendar

    found: list[Appointment] = []
    for number, part in enumerate(mail.attachments):
        content = attached_bytes(mail, number) if part.media_type == "text/calendar" else None
        if content is None:
            continue
        try:
            # icalendar's own types are partly unknown.
            calendar: Any = Calendar.from_ical(content)
        except ValueError:
            continue
        for event in calendar.walk("VEVENT"):
            start, end = event.get("DTSTART"), event.get("DTEND")
            if start is None or end is None or not isinstance(start.dt, datetime):
                continue
            found.append(
                Appointment(
                    number=number,
                    called_off=str(calendar.get("METHOD", "")).upper() == "CANCEL",
                    title=str(event.get("SUMMARY", "")),
                    start=start.dt.astimezone(UTC),
                    end=end.dt.astimezone(UTC),
                    place=str(event.get("LOCATION", "")),
                )
            )
    return found
