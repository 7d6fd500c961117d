"""Offers as people see them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.foundation.database import to_structs
from kith.foundation.errors import NotFound
from kith.products.hotmess.listings.commands import ACTOR, queries
from kith.products.hotmess.listings.price import most
from kith.products.hotmess.payments.settling import schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House


class ListingLine(msgspec.Struct, frozen=True, kw_only=True):
    """An offer in a list. `seller` is a name if they show it; `taken` says that somebody else comes first right now."""

    id: UUID
    title: str
    price_pence: int
    face_value_pence: int
    currency: str
    status: str
    mine: bool
    taken: bool
    seller: str | None
    created_at: datetime


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """An offer. `vouched` when a proof in the thread stands behind it; `held`, `offered` say that somebody else comes first right now.

    `most_pence`, `missing`, `review_notes` are for its seller, as is `proof_waits`: a proof of theirs is being read before others see it. Prices are
    minor units.
    """

    id: UUID
    beacon: UUID
    ticket: UUID | None
    title: str
    description: str
    price_pence: int
    face_value_pence: int
    most_pence: int
    percent: int
    currency: str
    status: str
    timezone: str
    starts_at: datetime | None
    venue_name: str | None
    city_name: str
    seller: str | None
    sold_before: int
    vouched: bool
    held: bool
    offered: bool
    offered_to_me: bool
    mine: bool
    bought: bool
    missing: str | None
    review_notes: str | None
    proof: str | None
    proof_waits: bool


async def shown(house: House, viewer: UUID | None, listing: UUID) -> Listing:
    """An offer that is on, or one's own, or one that one bought.

    Raises:
        NotFound: none of these; or a block lies between the two.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, listing=listing, viewer=viewer)
        if row is None:
            raise NotFound
        mine, bought = row["seller_id"] == viewer, viewer is not None and row["buyer_id"] == viewer
        if not mine and not bought:
            if row["status"] != "live" or not row["live"]:
                raise NotFound
            if viewer is not None and await db.connection.fetchval(
                "select kith.blocked_between($1, $2)", viewer, row["seller_id"]
            ):
                raise NotFound
    names = {field.name for field in msgspec.structs.fields(Listing)} & set(row.keys())
    values = {name: row[name] for name in names}
    values |= {
        "mine": mine,
        "bought": bought,
        "most_pence": most(row["face_value_pence"], row["percent"]),
        "ticket": row["ticket"] if mine else None,
        "missing": row["missing"] if mine else None,
        "review_notes": row["review_notes"] if mine else None,
        "proof_waits": mine and row["proof_waits"],
        "vouched": row["proof_status"] == "visible",
        "proof": row["proof"] if row["proof_status"] == "visible" or mine else None,
    }
    return Listing(**values)


async def of_beacon(house: House, viewer: UUID | None, beacon: UUID) -> list[ListingLine]:
    """What is for sale at a beacon, the cheapest first; at most 50. Whether the viewer may see the beacon is the caller's to ask."""
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.of_beacon(db.connection, beacon=beacon, viewer=viewer)]
    return to_structs(ListingLine, rows)


async def mine(house: House, person: Person) -> list[ListingLine]:
    """What one sells or sold, newest first; at most 50."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return to_structs(ListingLine, [row async for row in queries.mine(db.connection, person=person.id)])
