"""An organiser's tickets over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation import pages as keyset
from kith.products.hotmess.sales import commands, reads
from kith.products.hotmess.sales.reads import Sales
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Why(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; whoever has the ticket reads it."""

    why: Annotated[str, msgspec.Meta(max_length=commands.LONGEST)]


class TicketGivenBack(msgspec.Struct, frozen=True):
    """What goes back for a ticket in all, in minor units."""

    owed_pence: int


class TicketsGivenBack(msgspec.Struct, frozen=True):
    """How many tickets were given back."""

    tickets: int


@get("/api/hotmess/beacons/{beacon:uuid}/sales", tags=["hotmess"])
async def sales(
    request: Requested,
    beacon: FromPath[UUID],
    cursor: FromQuery[str] = "",
    limit: FromQuery[int | None] = None,
) -> Sales:
    """The tickets of one's own beacon, newest first."""
    return await reads.sales(house_of(request), person_of(request), beacon, cursor, keyset.limit_of(limit))


@post("/api/hotmess/beacons/{beacon:uuid}/sales/{token:uuid}/back", tags=["hotmess"], status_code=200)
async def back(
    request: Requested, beacon: FromPath[UUID], token: FromPath[UUID], data: JSONBody[Why]
) -> TicketGivenBack:
    """Give one ticket back."""
    return TicketGivenBack(
        await commands.give_back(house_of(request), person_of(request), beacon, token, data.why)
    )


@post("/api/hotmess/beacons/{beacon:uuid}/sales/back", tags=["hotmess"], status_code=200)
async def all_back(request: Requested, beacon: FromPath[UUID], data: JSONBody[Why]) -> TicketsGivenBack:
    """Give every ticket back that nobody came in with."""
    return TicketsGivenBack(
        await commands.give_all_back(house_of(request), person_of(request), beacon, data.why)
    )


@post("/api/hotmess/beacons/{beacon:uuid}/call-off", tags=["hotmess"], status_code=200)
async def call_off(request: Requested, beacon: FromPath[UUID], data: JSONBody[Why]) -> TicketsGivenBack:
    """End one's night before its time and give every ticket back that nobody came in with."""
    return TicketsGivenBack(await commands.call_off(house_of(request), person_of(request), beacon, data.why))


ROUTES = [sales, back, all_back, call_off]
