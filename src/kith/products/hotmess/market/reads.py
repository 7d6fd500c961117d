"""The market as somebody may see it: no word of a seller they have blocked or who has blocked them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.foundation import pages as keyset
from kith.foundation.database import Session, to_structs
from kith.foundation.errors import NotFound
from kith.products.hotmess.market.commands import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


class OnMarket(msgspec.Struct, frozen=True, kw_only=True):
    """A listing in a list."""

    id: UUID
    title: str
    price_pence: int
    currency: str
    status: str
    free: int
    images: list[str]
    live_at: datetime
    seller_name: str
    seller_slug: str


class MarketListing(msgspec.Struct, frozen=True, kw_only=True):
    """A listing's page. `review_notes`, `mine` are for its seller."""

    id: UUID
    title: str
    description: str
    price_pence: int
    currency: str
    per_person_limit: int | None
    weight_grams: int
    images: list[str]
    status: str
    free: int
    seller_id: UUID
    seller_name: str
    seller_slug: str
    mine: bool
    sells: bool
    review_notes: str | None


class MyListing(msgspec.Struct, frozen=True, kw_only=True):
    """One of a seller's own in a list."""

    id: UUID
    title: str
    price_pence: int
    currency: str
    status: str
    review_notes: str | None
    free: int
    sold: int
    images: list[str]


async def visible(db: Session, row: Any, viewer: UUID | None) -> bool:
    """Whether somebody may see a listing (a row of `queries.one`)."""
    if row is None:
        return False
    if viewer is not None and row["owner_id"] == viewer:
        return True
    if row["status"] not in ("live", "sold_out") or row["seller_status"] != "approved":
        return False
    return viewer is None or not await queries.blocked(db.connection, one=viewer, other=row["owner_id"])


async def listing(house: House, viewer: UUID | None, listing_id: UUID) -> MarketListing:
    """A listing's page.

    Raises:
        NotFound: it is not on offer, nor one's own.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, listing=listing_id)
        if not await visible(db, row, viewer):
            raise NotFound
    mine = row["owner_id"] == viewer
    own: dict[str, Any] = {
        "mine": mine,
        "sells": row["seller_status"] == "approved" and row["stripe_state"] == "ready",
        "review_notes": row["review_notes"] if mine else None,
    }
    names = {field.name for field in msgspec.structs.fields(MarketListing)} - own.keys()
    values: dict[str, Any] = {name: row[name] for name in names}
    return MarketListing(**values, **own)


async def market(
    house: House, viewer: UUID | None, cursor: str = "", at_most: int = 24, seller: UUID | None = None
) -> keyset.Page[OnMarket]:
    """What is on offer, newest first."""
    after = keyset.decode(cursor)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [
            row
            async for row in queries.live(
                db.connection,
                viewer=viewer,
                seller=seller,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
    lines = to_structs(OnMarket, rows[:at_most])
    more = keyset.encode(keyset.Cursor(lines[-1].live_at, lines[-1].id)) if len(rows) > at_most else None
    return keyset.Page(lines, more)


async def of_seller(house: House, seller: UUID) -> list[MyListing]:
    """A seller's own listings that are not taken off, newest first; at most 100."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return to_structs(
            MyListing, [row async for row in queries.of_seller(db.connection, seller=seller, at_most=100)]
        )
