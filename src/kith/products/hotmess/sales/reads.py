"""A beacon's tickets as its organiser sees them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.sales")
SHOWN: Final = 50


class SoldTicket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket in somebody's hands. `paid_pence`: what they paid, None for one from the guest list. `state`: good, used, over, given_back, ended."""

    id: UUID
    holder: str | None
    people: int
    paid_pence: int | None
    currency: str
    second_hand: bool
    state: str
    created_at: datetime


class Sales(msgspec.Struct, frozen=True, kw_only=True):
    """A beacon's tickets, newest first. Sums are at first hand, in minor units; `unused` could be given back; with `on` it can be called off."""

    beacon: UUID
    title: str
    on: bool
    timezone: str
    currency: str
    out: int
    used: int
    unused: int
    taken_pence: int
    returned_pence: int
    tickets: list[SoldTicket]
    next: str | None


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def own(db: Session, beacon: UUID, person: UUID) -> Any:
    """One's own beacon.

    Raises:
        NotFound: it is not.
    """
    row = await queries.beacon(db.connection, beacon=beacon)
    if row is None or row["owner_id"] != person:
        raise NotFound
    return row


async def sales(house: House, person: Person, beacon: UUID, cursor: str = "", at_most: int = SHOWN) -> Sales:
    """The tickets of one's own beacon.

    Raises:
        NotFound: it is not one's own.
        Invalid: a cursor that is none.
    """
    after = keyset.decode(cursor)
    async with house.database.session(ACTOR, schema(house)) as db:
        night = await own(db, beacon, person.id)
        sums = await queries.sums(db.connection, beacon=beacon)
        rows = [
            row
            async for row in queries.tickets(
                db.connection,
                beacon=beacon,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
        now = db.now
    more = rows[:at_most][-1] if len(rows) > at_most else None
    return Sales(
        beacon=beacon,
        title=night["title"],
        on=night["state"] == "live",
        timezone=night["timezone"],
        currency=night["currency"],
        **dict(sums),
        tickets=[_ticket(row, now) for row in rows[:at_most]],
        next=None if more is None else keyset.encode(keyset.Cursor(more["created_at"], more["id"])),
    )


def _ticket(row: Any, now: datetime) -> SoldTicket:
    if row["revoked_at"] is not None:
        state = "given_back" if row["revoked_reason"] in ("organiser", "event_off") else "ended"
    elif row["current_uses"]:
        state = "used"
    else:
        state = "good" if row["expires_at"] > now else "over"
    return SoldTicket(
        id=row["id"],
        holder=row["holder"],
        people=row["max_uses"],
        paid_pence=row["paid_pence"],
        currency=row["currency"],
        second_hand=row["second_hand"],
        state=state,
        created_at=row["created_at"],
    )
