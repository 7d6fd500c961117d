"""What tickets there are, and one's own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.foundation.database import to_structs
from kith.products.hotmess.beacons.commands import read as read_beacon
from kith.products.hotmess.payments.settling import schema
from kith.products.hotmess.tickets.commands import ACTOR, queries

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

FEW = 10


class InLine(msgspec.Struct, frozen=True, kw_only=True):
    """One's place in a line: `place` counts from 1; when it is one's turn, `offered`, until when, and which listing (None: at first hand)."""

    place: int
    offered: bool
    listing: UUID | None
    offer_expires_at: datetime | None


class TicketOffer(msgspec.Struct, frozen=True, kw_only=True):
    """Tickets of a beacon at first hand. `few_left` says how many when they are ten or fewer; `mine` how many one has; `waiting` stand in line."""

    beacon: UUID
    title: str
    price_pence: int
    currency: str
    timezone: str
    starts_at: datetime | None
    venue_name: str | None
    on_sale: bool
    full: bool
    few_left: int | None
    mine: int
    own: bool
    waiting: int
    in_line: InLine | None


class MyTicket(msgspec.Struct, frozen=True, kw_only=True):
    """One of one's tickets. `state`: good, used, over, ended (with `why`); `listing` when it is for sale, in `listing_status`."""

    id: UUID
    beacon: UUID
    title: str
    city_name: str
    venue_name: str | None
    timezone: str
    starts_at: datetime | None
    expires_at: datetime
    state: str
    why: str | None
    sellable: bool
    listing: UUID | None
    listing_status: str | None


class MyLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line one stands in."""

    beacon: UUID
    title: str
    timezone: str
    status: str
    listing: UUID | None
    offer_expires_at: datetime | None
    place: int


class OpenOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket kept while one pays."""

    id: UUID
    title: str
    total_pence: int
    currency: str
    expires_at: datetime
    timezone: str


class MyTickets(msgspec.Struct, frozen=True, kw_only=True):
    """One's tickets, those one has not paid yet, and the lines one stands in."""

    tickets: list[MyTicket]
    open_orders: list[OpenOrder]
    lines: list[MyLine]


async def offer(house: House, viewer: UUID | None, beacon: UUID) -> TicketOffer:
    """What there is for somebody at a beacon.

    Raises:
        NotFound: not a beacon they may see.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await read_beacon(db, beacon, viewer)
        row = await queries.offer(db.connection, beacon=beacon, viewer=viewer)
        waits = None if viewer is None else await queries.waiting(db.connection, beacon=beacon, person=viewer)
    left: int | None = row["left_over"]
    return TicketOffer(
        beacon=beacon,
        title=row["title"],
        price_pence=row["price_pence"],
        currency=row["currency"],
        timezone=row["timezone"],
        starts_at=row["starts_at"],
        venue_name=row["venue_name"],
        on_sale=row["on_sale"],
        full=row["full_now"],
        few_left=left if left is not None and 0 < left <= FEW else None,
        mine=row["mine"],
        own=row["owner_id"] == viewer,
        waiting=row["waiting_count"],
        in_line=None
        if waits is None
        else InLine(
            place=waits["place"],
            offered=waits["status"] == "offered",
            listing=waits["listing_id"],
            offer_expires_at=waits["offer_expires_at"],
        ),
    )


async def mine(house: House, person: Person) -> MyTickets:
    """Everything on the page of one's tickets."""
    async with house.database.session(ACTOR, schema(house)) as db:
        tickets = [_ticket(row, db.now) async for row in queries.mine(db.connection, person=person.id)]
        lines = to_structs(MyLine, [row async for row in queries.lines(db.connection, person=person.id)])
        orders = to_structs(
            OpenOrder, [row async for row in queries.open_orders(db.connection, person=person.id)]
        )
    return MyTickets(tickets=tickets, open_orders=orders, lines=lines)


def _ticket(row: Any, now: datetime) -> MyTicket:
    state = "good"
    if row["revoked_at"] is not None:
        state = "ended"
    elif row["expires_at"] <= now:
        state = "over"
    elif row["current_uses"]:
        state = "used"
    names = {field.name for field in msgspec.structs.fields(MyTicket)} & set(row.keys())
    return MyTicket(
        **{name: row[name] for name in names},
        state=state,
        why=row["revoked_reason"],
        sellable=state == "good"
        and row["listing"] is None
        and row["beacon_state"] == "live"
        and row["max_uses"] == 1,
    )
