"""Buying a ticket at first hand, letting a place go again, standing in line."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import later
from kith.foundation.queries import load
from kith.products.hotmess.beacons.commands import read as read_beacon
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.payments import opening, settling
from kith.products.hotmess.payments.settling import schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.tickets")
REFUSALS: Final = {
    "sold_out": later("All tickets are gone right now. Get in line, and we ask you when one comes free."),
    "in_line": later("Others have waited longer and come first. Get in line, and we ask you in your turn."),
    "limit": later("That is as many tickets for this night as one person can have."),
    "yourself": later("This is yours; you do not need a ticket."),
    "closed": later("This is not on sale right now."),
    "taken": later("Somebody is paying for it right now. If they let it go, it is back within ten minutes."),
    "offered": later("It is offered to somebody who has waited longer."),
    "sold": later("Somebody was faster: it is sold."),
}
"""What is said for each outcome of `order_first_hand` and `order_ticket` that is not `held`."""


class Ordered(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket that is kept: pay until `expires_at`. With `ready` it cost nothing and is in one's hands already."""

    order: UUID
    expires_at: datetime
    ready: bool


class TicketOrder(msgspec.Struct, frozen=True, kw_only=True):
    """One's order of a ticket. `state`: open, paid, refunded, over."""

    id: UUID
    number: int
    title: str
    beacon: UUID
    total_pence: int
    currency: str
    expires_at: datetime
    timezone: str
    starts_at: datetime | None
    venue_name: str | None
    second_hand: bool
    state: str


def refused(outcome: str) -> Conflict:
    """The problem that says why a ticket could not be kept."""
    return Conflict(str(REFUSALS[outcome]), slug=outcome.replace("_", "-"))


async def buy(house: House, person: Person, beacon: UUID) -> Ordered:
    """Keep a place at a beacon for ten minutes; one that costs nothing is a ticket at once.

    Raises:
        NotFound: not a beacon they may see, or not a member.
        Refused: suspended.
        Conflict: none to be had (slug sold-out, in-line, limit, yourself, closed).
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        await read_beacon(db, beacon, person.id)
        row = await queries.order_first_hand(db.connection, beacon=beacon, buyer=person.id)
    return await ordered(house, row)


async def ordered(house: House, row: Any) -> Ordered:
    """What an `order_…` function answered; an order that comes to nothing is settled at once.

    Raises:
        Conflict: with the outcome as its slug.
    """
    if row["outcome"] != "held":
        raise refused(row["outcome"])
    order: UUID = row["order_id"]
    async with house.database.session(ACTOR, schema(house)) as db:
        free = await queries.total(db.connection, order=order) == 0
    if free and await settling.settle_free(house, order) != "paid":
        raise refused("closed")
    return Ordered(order=order, expires_at=row["expires_at"], ready=free)


async def order(house: House, person: Person, order_id: UUID) -> TicketOrder:
    """One's own order of a ticket.

    Raises:
        NotFound: it is not.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.order(db.connection, order=order_id, person=person.id)
        if row is None:
            raise NotFound
        open_still = (
            row["payment_status"] in ("pending", "failed")
            and row["fulfilment_status"] == "pending"
            and row["expires_at"] > db.now
        )
    state = "open" if open_still else row["payment_status"]
    return TicketOrder(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        beacon=row["beacon_id"],
        total_pence=row["total_pence"],
        currency=row["currency"],
        expires_at=row["expires_at"],
        timezone=row["timezone"],
        starts_at=row["starts_at"],
        venue_name=row["venue_name"],
        second_hand=row["ticket_listing_id"] is not None,
        state=state if state in ("open", "paid", "refunded") else "over",
    )


async def pay(house: House, person: Person, order_id: UUID) -> str:
    """Where to pay one's order.

    Raises:
        NotFound: not one's own.
        Conflict, Unavailable, PaymentRefused: as `opening.page`.
    """
    found = await order(house, person, order_id)
    return await opening.page(
        house,
        person,
        order_id,
        title=found.title,
        success_path=f"/hotmess/tickets/orders/{order_id}/paid",
        cancel_path=f"/hotmess/tickets/orders/{order_id}",
    )


async def let_go(house: House, person: Person, order_id: UUID) -> UUID:
    """Give a kept place up, for the next. Returns its beacon.

    Raises:
        NotFound: not one's own.
        Conflict: it is paid.
    """
    found = await order(house, person, order_id)
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.let_go(db.connection, order=order_id) == "paid":
            raise Conflict("This is paid already.", slug="paid")
    return found.beacon


async def join_line(house: House, person: Person, beacon: UUID) -> None:
    """Get in line for a night that is full; again changes nothing.

    Raises:
        NotFound: not a beacon they may see, or not a member.
        Refused: suspended.
        Conflict: it is one's own, not on sale, or there are tickets.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        await read_beacon(db, beacon, person.id)
        row = await queries.offer(db.connection, beacon=beacon, viewer=person.id)
        if row["owner_id"] == person.id:
            raise refused("yourself")
        if not row["on_sale"]:
            raise refused("closed")
        if not (row["full_now"] or row["waiting_count"]):
            raise Conflict("There are tickets; you do not have to wait for one.", slug="not-full")
        await queries.join_line(db.connection, beacon=beacon, person=person.id)


async def leave_line(house: House, person: Person, beacon: UUID) -> None:
    """Get out of a line.

    Raises:
        NotFound: one does not stand there.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.leave_line(db.connection, beacon=beacon, person=person.id) is None:
            raise NotFound
