"""Connections over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.products.attuned.connections import commands, reads
from kith.products.attuned.players.player import player_of
from kith.web.edge import client_address
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.request import house_of

Requested = Request[Any, Any, Any]


class Asking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The address a letter goes to; without one, a code to show."""

    email: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class RequestMade(msgspec.Struct, frozen=True):
    """A request, alive until `expires_at`; `code` only for one to show."""

    expires_at: datetime
    code: str | None


class Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As it was read or heard: K7QM-3XWD."""

    code: Annotated[str, msgspec.Meta(max_length=40)]


class Connected(msgspec.Struct, frozen=True):
    """The connection."""

    id: int


class PartnerSeen(msgspec.Struct, frozen=True):
    """Somebody one is connected with; `id` is the connection's."""

    id: int
    name: str | None
    since: datetime


class Waiting(msgspec.Struct, frozen=True):
    """One's last request: pending, accepted, declined or expired; a declined one is expired to whoever asked."""

    status: str
    expires_at: datetime | None


@post("/api/attuned/connections", tags=["attuned"], status_code=201, opt={HANDS_OUT_SECRETS: True})
async def ask(request: Requested, data: JSONBody[Asking]) -> RequestMade:
    """Ask somebody. The answer to an address says nothing about whether anybody has an account with it."""
    asked = await commands.ask(house_of(request), player_of(request), data.email)
    return RequestMade(asked.expires_at, asked.code)


@get("/api/attuned/connections/waiting", tags=["attuned"])
async def waiting(request: Requested) -> Waiting:
    """How one's last request stands."""
    row = await commands.latest(house_of(request), player_of(request))
    if row is None:
        return Waiting("none", None)
    return Waiting("expired" if row["status"] == "declined" else row["status"], row["expires_at"])


@post("/api/attuned/connections/accept", tags=["attuned"], status_code=200)
async def accept(request: Requested, data: JSONBody[Code]) -> Connected:
    """Say yes, within five minutes. One answer for every other case."""
    house = house_of(request)
    address = client_address(house, request.scope)  # pyright: ignore[reportArgumentType]
    return Connected(await commands.accept(house, player_of(request), data.code, address))


@post("/api/attuned/connections/decline", tags=["attuned"], status_code=204)
async def decline(request: Requested, data: JSONBody[Code]) -> None:
    """Say no to a letter."""
    house = house_of(request)
    address = client_address(house, request.scope)  # pyright: ignore[reportArgumentType]
    await commands.decline(house, player_of(request), data.code, address)


@get("/api/attuned/partners", tags=["attuned"])
async def partners(request: Requested) -> list[PartnerSeen]:
    """Whom one is connected with, the latest first."""
    found = await reads.partners(house_of(request), player_of(request))
    return [PartnerSeen(one.id, one.name, one.since) for one in found]


@post("/api/attuned/partners/{connection:int}/end", tags=["attuned"], status_code=204)
async def end(request: Requested, connection: FromPath[int]) -> None:
    """Part, at once and silently."""
    await commands.part(house_of(request), player_of(request), connection)


ROUTES = [ask, waiting, accept, decline, partners, end]
