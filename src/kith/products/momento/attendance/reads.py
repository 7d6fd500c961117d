"""Attendance as guests and the host see it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.commons.identity.person import Person
from kith.foundation.database import to_structs
from kith.products.momento.attendance.commands import ACTOR, guest_frame, host_frame, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


class CoGuest(msgspec.Struct, frozen=True):
    """Another guest, and what the reader has said about them, if anything."""

    profile_id: UUID
    name: str
    says: str | None


class DoorGuest(msgspec.Struct, frozen=True, kw_only=True):
    """A guest on the host's list. status: attended, late, no_show, disputed or None; `host_says` is the host's own word."""

    profile_id: UUID
    name: str
    plus_one_name: str | None
    is_host: bool
    status: str | None
    method: str | None
    checked_in_at: datetime | None
    host_says: str | None


async def for_guest(house: House, person: Person, event: UUID) -> tuple[Any, list[CoGuest]]:
    """The event with one's own attendance, and the other guests one can see.

    Raises:
        NotFound: no confirmed seat.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        frame = await guest_frame(db, event, person.id)
        said = {
            row["about_profile_id"]: row["says"]
            async for row in queries.said_by(db.connection, event=event, profile=frame["profile_id"])
        }
    async with house.database.session(person.actor, schema(house)) as db:
        guests = [
            CoGuest(row["profile_id"], row["name"], said.get(row["profile_id"]))
            async for row in queries.co_guests(db.connection, event=event)
        ]
    return frame, guests


async def for_host(house: House, person: Person, event: UUID) -> tuple[Any, list[DoorGuest]]:
    """The event and everybody with a seat.

    Raises:
        NotFound: not this person's event.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        frame = await host_frame(db, event, person.id)
        rows = [row async for row in queries.door_list(db.connection, event=event, host=frame["profile_id"])]
    return frame, to_structs(DoorGuest, rows)
