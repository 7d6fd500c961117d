"""Hosting over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.pages import Page
from kith.products.momento.events import commands, reads
from kith.products.momento.events.draft import EventDraft
from kith.products.momento.places import google
from kith.products.momento.places.catalogue import Place, search
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_ACTOR = service("momento.events")


class Planned(msgspec.Struct, frozen=True):
    """An event that was just planned."""

    id: UUID


class CallOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why it will not take place; guests read it."""

    reason: Annotated[str, msgspec.Meta(max_length=400)] = ""


class EventWithStops(msgspec.Struct, frozen=True, kw_only=True):
    """An event with its stops and helpers as the reader may see them."""

    event: reads.SeenEvent
    stops: list[reads.SeenStop]
    helpers: list[reads.Helper]
    host: reads.SeenHost | None
    asked_at: datetime


@get("/api/momento/places", tags=["momento"])
async def places(
    request: Requested,
    q: Annotated[str, msgspec.Meta(max_length=100)] = "",
    city: FromQuery[str | None] = None,
) -> list[Place]:
    """Places whose name, neighbourhood or city begins with the words of `q`, at most eight; where we know none, what a map service finds."""
    person_of(request)
    return search(q, city=city) or await google.find(house_of(request), q) or []


@get("/api/momento/events/{event:uuid}", tags=["momento"])
async def event_seen(request: Requested, event: FromPath[UUID]) -> EventWithStops:
    """An event one hosts or was asked to: exact places for its host and confirmed guests, about a kilometre for others."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        found = await reads.event_for(db, event)
        stops = await reads.stops_for(db, event)
        host = await reads.host_of(db, found.host_id)
    async with house.database.session(_ACTOR, commands.schema(house)) as db:
        helpers = await reads.helpers_of(db, event)
    return EventWithStops(event=found, stops=stops, helpers=helpers, host=host, asked_at=house.clock.now())


@get("/api/momento/hosting", tags=["momento"])
async def hosted(
    request: Requested, cursor: FromQuery[str | None] = None, limit: FromQuery[int | None] = None
) -> Page[reads.HostedEvent]:
    """One's own events as a host, newest plan first."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        host = await reads.my_host_id(db)
        if host is None:
            raise NotFound
        return await reads.hosted(db, host, keyset.decode(cursor), keyset.limit_of(limit))


@post("/api/momento/hosting", tags=["momento"], status_code=201)
async def plan(request: Requested, data: JSONBody[EventDraft]) -> Planned:
    """Plan an event."""
    return Planned(await commands.plan(house_of(request), person_of(request), data))


@put("/api/momento/hosting/{event:uuid}", tags=["momento"], status_code=204)
async def change(request: Requested, event: FromPath[UUID], data: JSONBody[EventDraft]) -> None:
    """Write the whole plan anew."""
    await commands.change(house_of(request), person_of(request), event, data)


@get("/api/momento/hosting/{event:uuid}/board", tags=["momento"])
async def board(request: Requested, event: FromPath[UUID]) -> list[reads.BoardRow]:
    """Everybody asked and what came of it, for the host."""
    house, person = house_of(request), person_of(request)
    await commands.mine(house, person, event)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        return await reads.board(db, event)


@post("/api/momento/hosting/{event:uuid}/cancel", tags=["momento"], status_code=204)
async def cancel(request: Requested, event: FromPath[UUID], data: JSONBody[CallOff]) -> None:
    """Call an event off; everybody is told and gets their money back."""
    await commands.cancel(house_of(request), person_of(request), event, data.reason)


ROUTES = [places, event_seen, hosted, plan, change, board, cancel]
