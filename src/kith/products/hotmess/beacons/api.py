"""Beacons over JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation import pages as keyset
from kith.products.hotmess.beacons import commands
from kith.products.hotmess.beacons.commands import Beacon, BeaconLine
from kith.products.hotmess.beacons.form import BeaconForm
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


class Drafted(msgspec.Struct, frozen=True):
    """A beacon that was just drafted."""

    id: UUID


class BeaconPage(msgspec.Struct, frozen=True):
    """One's own beacons, newest first; `next` is the cursor of the page after it."""

    items: list[BeaconLine]
    next: str | None


@get("/api/hotmess/beacons/{beacon:uuid}", tags=["hotmess"])
async def shown(request: Requested, beacon: FromPath[UUID]) -> Beacon:
    """A beacon that is on, or one's own."""
    person = visitor(request)
    return await commands.shown(house_of(request), None if person is None else person.id, beacon)


@get("/api/hotmess/my/beacons", tags=["hotmess"])
async def listed(
    request: Requested, cursor: FromQuery[str] = "", limit: FromQuery[int | None] = None
) -> BeaconPage:
    """What one put on."""
    found = await commands.mine(house_of(request), person_of(request), cursor, keyset.limit_of(limit))
    return BeaconPage(found.items, found.next)


@post("/api/hotmess/beacons", tags=["hotmess"], status_code=201)
async def draft(request: Requested, data: JSONBody[BeaconForm]) -> Drafted:
    """A draft; nobody else sees it."""
    return Drafted(await commands.draft(house_of(request), person_of(request), data))


@put("/api/hotmess/beacons/{beacon:uuid}", tags=["hotmess"], status_code=204)
async def change(request: Requested, beacon: FromPath[UUID], data: JSONBody[BeaconForm]) -> None:
    """A draft written anew."""
    await commands.change(house_of(request), person_of(request), beacon, data)


@post("/api/hotmess/beacons/{beacon:uuid}/submit", tags=["hotmess"], status_code=204)
async def submit(request: Requested, beacon: FromPath[UUID]) -> None:
    """Hand a draft in; somebody looks at it before it is on."""
    await commands.submit(house_of(request), person_of(request), beacon)


ROUTES = [shown, listed, draft, change, submit]
