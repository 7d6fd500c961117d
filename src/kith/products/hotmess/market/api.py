"""The market over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation import pages as keyset
from kith.products.hotmess.market import commands, reads
from kith.products.hotmess.market.form import MarketForm
from kith.products.hotmess.market.reads import MarketListing, OnMarket
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]


class MarketPage(msgspec.Struct, frozen=True):
    """What is on offer, newest first; `next` is the cursor of the page after it."""

    items: list[OnMarket]
    next: str | None


@get("/api/hotmess/market", tags=["hotmess"])
async def listed(request: Requested, cursor: Short = "", limit: FromQuery[int | None] = None) -> MarketPage:
    """What members sell."""
    person = visitor(request)
    found = await reads.market(
        house_of(request), None if person is None else person.id, cursor, keyset.limit_of(limit)
    )
    return MarketPage(found.items, found.next)


@get("/api/hotmess/market/{listing:uuid}", tags=["hotmess"])
async def shown(request: Requested, listing: FromPath[UUID]) -> MarketListing:
    """A listing that is on offer, or one's own."""
    person = visitor(request)
    return await reads.listing(house_of(request), None if person is None else person.id, listing)


@post("/api/hotmess/market", tags=["hotmess"], status_code=201)
async def draft(request: Requested, data: JSONBody[MarketForm]) -> MarketListing:
    """A draft of one's own shop."""
    house, person = house_of(request), person_of(request)
    return await reads.listing(house, person.id, await commands.draft(house, person, data))


@put("/api/hotmess/market/{listing:uuid}", tags=["hotmess"])
async def change(request: Requested, listing: FromPath[UUID], data: JSONBody[MarketForm]) -> MarketListing:
    """A draft written anew."""
    house, person = house_of(request), person_of(request)
    await commands.change(house, person, listing, data)
    return await reads.listing(house, person.id, listing)


@post("/api/hotmess/market/{listing:uuid}/submit", tags=["hotmess"], status_code=204)
async def submit(request: Requested, listing: FromPath[UUID]) -> None:
    """Hand a draft in."""
    await commands.submit(house_of(request), person_of(request), listing)


ROUTES = [listed, shown, draft, change, submit]
