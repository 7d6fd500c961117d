"""Tickets from member to member, over JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, JSONBody

from kith.products.hotmess.beacons import commands as beacons
from kith.products.hotmess.listings import commands, reads
from kith.products.hotmess.listings.commands import ListingForm, Terms
from kith.products.hotmess.listings.reads import Listing, ListingLine
from kith.products.hotmess.tickets.commands import Ordered
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


class Offered(msgspec.Struct, frozen=True):
    """A listing that was just drafted."""

    id: UUID


@get("/api/hotmess/beacons/{beacon:uuid}/listings", tags=["hotmess"])
async def of_beacon(request: Requested, beacon: FromPath[UUID]) -> list[ListingLine]:
    """What members sell for a beacon."""
    house, person = house_of(request), visitor(request)
    viewer = None if person is None else person.id
    await beacons.shown(house, viewer, beacon)
    return await reads.of_beacon(house, viewer, beacon)


@get("/api/hotmess/tickets/{ticket:uuid}/terms", tags=["hotmess"])
async def terms(request: Requested, ticket: FromPath[UUID]) -> Terms:
    """What one's ticket may be sold for."""
    return await commands.terms(house_of(request), person_of(request), ticket)


@post("/api/hotmess/tickets/{ticket:uuid}/listings", tags=["hotmess"], status_code=201)
async def draft(request: Requested, ticket: FromPath[UUID], data: JSONBody[ListingForm]) -> Offered:
    """A draft of an offer; nobody else sees it."""
    return Offered(await commands.draft(house_of(request), person_of(request), ticket, data))


@get("/api/hotmess/my/listings", tags=["hotmess"])
async def mine(request: Requested) -> list[ListingLine]:
    """What one sells or sold."""
    return await reads.mine(house_of(request), person_of(request))


@get("/api/hotmess/listings/{listing:uuid}", tags=["hotmess"])
async def shown(request: Requested, listing: FromPath[UUID]) -> Listing:
    """An offer that is on, or one's own."""
    person = visitor(request)
    return await reads.shown(house_of(request), None if person is None else person.id, listing)


@put("/api/hotmess/listings/{listing:uuid}", tags=["hotmess"], status_code=204)
async def change(request: Requested, listing: FromPath[UUID], data: JSONBody[ListingForm]) -> None:
    """A draft written anew."""
    await commands.change(house_of(request), person_of(request), listing, data)


@post("/api/hotmess/listings/{listing:uuid}/submit", tags=["hotmess"], status_code=204)
async def submit(request: Requested, listing: FromPath[UUID]) -> None:
    """Hand a draft in."""
    await commands.submit(house_of(request), person_of(request), listing)


@post("/api/hotmess/listings/{listing:uuid}/remove", tags=["hotmess"], status_code=204)
async def remove(request: Requested, listing: FromPath[UUID]) -> None:
    """Take one's offer back."""
    await commands.remove(house_of(request), person_of(request), listing)


@post("/api/hotmess/listings/{listing:uuid}/buy", tags=["hotmess"], status_code=201)
async def buy(request: Requested, listing: FromPath[UUID]) -> Ordered:
    """Hold a ticket for ten minutes."""
    return await commands.buy(house_of(request), person_of(request), listing)


ROUTES = [of_beacon, terms, draft, mine, shown, change, submit, remove, buy]
