"""What a member sees, read as the member: the policies decide, the queries say so again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.identity.person import Person
from kith.foundation.errors import NotFound
from kith.foundation.pages import Cursor, Page, encode
from kith.foundation.queries import load
from kith.products.josh.afterwards.exchange import shown
from kith.products.josh.linkups.wording import activity_named

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)

_FIRST: Final = Cursor(datetime.fromisoformat("9999-01-01T00:00:00+00:00"), UUID(int=2**128 - 1))
_MY_LINKUPS: Final[str] = queries.my_linkups.sql


class LinkUpSummary(msgspec.Struct, frozen=True):
    """One of a member's LinkUps."""

    id: UUID
    state: str
    activity: str
    time_window: str
    starts_at: datetime | None
    event_time: datetime | None
    time_zone: str
    venue: str | None
    min_size: int
    max_size: int
    seats_taken: int
    created_at: datetime
    mine: bool


class Somebody(msgspec.Struct, frozen=True):
    """Another person of a LinkUp: first name only. `choice` is what the reader sees of the contact exchange."""

    id: UUID
    first_name: str
    role: str
    status: str
    choice: str | None = None


class LinkUpDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A LinkUp as a member of it sees it."""

    id: UUID
    state: str
    activity: str
    time_window: str
    starts_at: datetime | None
    event_time: datetime | None
    time_zone: str
    venue: dict[str, Any] | None
    min_size: int
    max_size: int
    seats_taken: int
    mine: bool
    people: list[Somebody]
    attended: str | None = None
    do_again: bool | None = None


class Contact(msgspec.Struct, frozen=True):
    """A number that was exchanged."""

    linkup_id: UUID
    person_id: UUID
    first_name: str
    phone: str
    since: datetime


async def my_linkups(house: House, person: Person, cursor: Cursor | None, limit: int) -> Page[LinkUpSummary]:
    """A page of the member's LinkUps, newest first."""
    items, following = await my_linkups_as_json(house, person, cursor, limit)
    return Page(msgspec.json.decode(items, type=list[LinkUpSummary]), following)


async def my_linkups_as_json(
    house: House, person: Person, cursor: Cursor | None, limit: int
) -> tuple[str, str | None]:
    """The same as JSON text, written by the database in one statement under the member's identity; with the next cursor."""
    at = cursor or _FIRST
    rows = await house.database.read(
        person.actor, house.product("josh").schema, _MY_LINKUPS, person.id, at.at, at.id, limit
    )
    items, found, last_at, last_id = rows[0]
    return items, encode(Cursor(last_at, last_id)) if found == limit else None


async def linkup(db: Session, person: Person, linkup_id: UUID) -> LinkUpDetail:
    """One LinkUp.

    Raises:
        NotFound: it is not the member's to see.
    """
    row = await queries.linkup(db.connection, id=linkup_id)
    if row is None:
        raise NotFound
    others = [
        other async for other in queries.people(db.connection, id=linkup_id) if other["user_id"] != person.id
    ]
    own: dict[UUID, bool] = {
        choice["target_user_id"]: choice["choice"]
        async for choice in queries.my_choices(db.connection, linkup_id=linkup_id, user_id=person.id)
    }
    revealed = {
        contact["user_id"]
        async for contact in queries.my_contacts(db.connection)
        if contact["linkup_id"] == linkup_id
    }
    outcome = await queries.my_outcome(db.connection, linkup_id=linkup_id, user_id=person.id)
    return LinkUpDetail(
        id=row["id"],
        state=row["state"],
        activity=activity_named(row["brief"]),
        time_window=str(row["brief"].get("time_window", "")),
        starts_at=row["starts_at"],
        event_time=row["event_time"],
        time_zone=row["time_zone"],
        venue=row["venue"],
        min_size=row["min_size"],
        max_size=row["max_size"],
        seats_taken=row["seats_taken"],
        mine=row["initiator_user_id"] == person.id,
        people=[
            Somebody(
                other["user_id"],
                other["first_name"],
                other["role"],
                other["status"],
                shown(own.get(other["user_id"]), revealed=other["user_id"] in revealed).value,
            )
            for other in others
        ],
        attended=None if outcome is None else outcome["attendance_response"],
        do_again=None if outcome is None else outcome["do_again"],
    )


async def contacts(db: Session) -> list[Contact]:
    """Numbers exchanged with the member."""
    return [
        Contact(row["linkup_id"], row["user_id"], row["first_name"], row["phone_e164"], row["revealed_at"])
        async for row in queries.my_contacts(db.connection)
    ]
