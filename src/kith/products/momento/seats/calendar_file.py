"""An event as a file for one's calendar (RFC 5545)."""

from __future__ import annotations

from typing import Any

from kith.foundation.language import _
from kith.products.momento.seats.reads import InvitationSeen


def calendar_file(seen: InvitationSeen, public_url: str) -> bytes:
    """One entry from the first stop to the last, with the way in its text; the same entry again when it is fetched again."""
    # Imported here because it takes long, and a start does not wait for it.
    from icalendar import Calendar, Event

    # icalendar's own types of what may be added are partly unknown.
    calendar: Any = Calendar()
    calendar.add("prodid", "-//Kith//Momento//EN")
    calendar.add("version", "2.0")
    entry: Any = Event()
    entry.add("uid", f"{seen.event.id}@momento.kith")
    entry.add("summary", seen.event.title)
    if seen.event.starts_at is not None and seen.event.ends_at is not None:
        entry.add("dtstart", seen.event.starts_at)
        entry.add("dtend", seen.event.ends_at)
        entry.add("dtstamp", seen.event.starts_at)
    first = seen.stops[0]
    place = ", ".join(part for part in (first.name, first.address) if part) or first.neighbourhood or ""
    if place:
        entry.add("location", place)
    lines = [f"{stop.order}. {stop.title}{f' ({stop.name})' if stop.name else ''}" for stop in seen.stops]
    if seen.event.arrival_signpost:
        lines.append(seen.event.arrival_signpost)
    lines.append(f"{public_url}/momento/invitations/{seen.invitation.id}")
    entry.add("description", "\n".join(lines))
    if seen.event.status == "cancelled":
        entry.add("status", "CANCELLED")
        entry.add("comment", _("Called off"))
    calendar.add_component(entry)
    return calendar.to_ical()
