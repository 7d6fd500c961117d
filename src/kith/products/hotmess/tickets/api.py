"""Tickets over JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post
from litestar.params import FromPath

from kith.products.hotmess.tickets import commands, reads
from kith.products.hotmess.tickets.commands import Ordered, TicketOrder
from kith.products.hotmess.tickets.reads import MyTickets, TicketOffer
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


class WhereToPay(msgspec.Struct, frozen=True):
    """Stripe's page; after paying the browser comes back by itself."""

    url: str


@get("/api/hotmess/beacons/{beacon:uuid}/tickets", tags=["hotmess"])
async def offered(request: Requested, beacon: FromPath[UUID]) -> TicketOffer:
    """What tickets of a beacon there are."""
    person = visitor(request)
    return await reads.offer(house_of(request), None if person is None else person.id, beacon)


@post("/api/hotmess/beacons/{beacon:uuid}/tickets", tags=["hotmess"], status_code=201)
async def buy(request: Requested, beacon: FromPath[UUID]) -> Ordered:
    """Keep a place for ten minutes; one that costs nothing is a ticket at once."""
    return await commands.buy(house_of(request), person_of(request), beacon)


@get("/api/hotmess/ticket-orders/{order:uuid}", tags=["hotmess"])
async def order(request: Requested, order: FromPath[UUID]) -> TicketOrder:
    """One's own order of a ticket."""
    return await commands.order(house_of(request), person_of(request), order)


@post("/api/hotmess/ticket-orders/{order:uuid}/pay", tags=["hotmess"], status_code=200)
async def pay(request: Requested, order: FromPath[UUID]) -> WhereToPay:
    """Where to pay for a ticket that is kept."""
    return WhereToPay(await commands.pay(house_of(request), person_of(request), order))


@delete("/api/hotmess/ticket-orders/{order:uuid}", tags=["hotmess"], status_code=204)
async def let_go(request: Requested, order: FromPath[UUID]) -> None:
    """Let a kept ticket go."""
    await commands.let_go(house_of(request), person_of(request), order)


@post("/api/hotmess/beacons/{beacon:uuid}/waiting", tags=["hotmess"], status_code=204)
async def join_line(request: Requested, beacon: FromPath[UUID]) -> None:
    """Get in line for a night that is full."""
    await commands.join_line(house_of(request), person_of(request), beacon)


@delete("/api/hotmess/beacons/{beacon:uuid}/waiting", tags=["hotmess"], status_code=204)
async def leave_line(request: Requested, beacon: FromPath[UUID]) -> None:
    """Get out of the line."""
    await commands.leave_line(house_of(request), person_of(request), beacon)


@get("/api/hotmess/my/tickets", tags=["hotmess"])
async def mine(request: Requested) -> MyTickets:
    """One's tickets, what is kept for one, and the lines one stands in."""
    return await reads.mine(house_of(request), person_of(request))


ROUTES = [offered, buy, order, pay, let_go, join_line, leave_line, mine]
