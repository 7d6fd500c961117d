"""The station's programme as a calendar to subscribe to (RFC 5545)."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from kith.products.hotmess.radio.reads import Programme


def calendar_file(found: Programme, public_url: str) -> bytes:
    """One entry a broadcast, as moments in UTC: right in every calendar, on days when clocks change too."""
    # Imported here because it takes long, and a start does not wait for it.
    from icalendar import Calendar, Event

    # icalendar's own types of what may be added are partly unknown.
    calendar: Any = Calendar()
    calendar.add("prodid", "-//Kith//HOTMESS Radio//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", found.name)
    calendar.add("x-wr-timezone", found.timezone)
    for one in found.blocks:
        entry: Any = Event()
        starts = one.starts_at.astimezone(UTC)
        entry.add("uid", f"{one.block_id}-{starts:%Y%m%dT%H%M%SZ}@hotmess.kith")
        entry.add("dtstamp", found.starts_at.astimezone(UTC))
        entry.add("dtstart", starts)
        entry.add("dtend", one.ends_at.astimezone(UTC))
        entry.add("summary", one.title if one.host is None else f"{one.title} · {one.host}")
        entry.add("url", f"{public_url}/hotmess/radio")
        calendar.add_component(entry)
    return calendar.to_ical()
