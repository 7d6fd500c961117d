"""One's codes, and a door's guest list, over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.products.hotmess.tokens import commands
from kith.products.hotmess.tokens.commands import Giving, Shown, Ticket
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Given(msgspec.Struct, frozen=True):
    """A code that is there now."""

    id: UUID


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`reason` is needed of a supervisor, not of whoever gives back their own."""

    reason: Annotated[str, msgspec.Meta(max_length=200)] = ""


@get("/api/hotmess/my/tokens", tags=["hotmess"])
async def listed(request: Requested) -> list[Ticket]:
    """One's codes, the next night first."""
    return await commands.mine(house_of(request), person_of(request))


@get("/api/hotmess/tokens/{token:uuid}", tags=["hotmess"], opt={HANDS_OUT_SECRETS: True})
async def shown(request: Requested, token: FromPath[UUID]) -> Shown:
    """A code with the text of its picture: one's own, or one of the guest list of one's door."""
    return await commands.shown(house_of(request), person_of(request), token)


@post("/api/hotmess/beacons/{beacon:uuid}/my-token", tags=["hotmess"], status_code=201)
async def claim(request: Requested, beacon: FromPath[UUID]) -> Given:
    """One's own code for a beacon that is free at the door."""
    return Given(await commands.claim(house_of(request), person_of(request), beacon))


@post("/api/hotmess/doors/{beacon:uuid}/tokens", tags=["hotmess"], status_code=201)
async def give(request: Requested, beacon: FromPath[UUID], data: JSONBody[Giving]) -> Given:
    """A code for the guest list, by a supervisor of the door."""
    return Given(await commands.give(house_of(request), person_of(request), beacon, data))


@post("/api/hotmess/tokens/{token:uuid}/revoke", tags=["hotmess"], status_code=204)
async def revoke(request: Requested, token: FromPath[UUID], data: JSONBody[Ending]) -> None:
    """End a code."""
    await commands.revoke(house_of(request), person_of(request), token, data.reason)


ROUTES = [listed, shown, claim, give, revoke]
