"""Signing up over JSON: the form, the code."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, post
from litestar.params import JSONBody

from kith.commons.identity import sessions
from kith.foundation.actor import service
from kith.products.josh.registration import commands
from kith.products.josh.registration.form import Registration
from kith.web.edge import client_address
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
_ACTOR = service("josh.registration")


class CodeSent(msgspec.Struct, frozen=True):
    """The ticket goes back with the code. A number we know already is answered the same way."""

    ticket: str
    resend_after: int = 30


class TicketAndCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ticket: Annotated[str, msgspec.Meta(max_length=600)]
    code: Annotated[str, msgspec.Meta(max_length=20)]


class TicketOnly(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    ticket: Annotated[str, msgspec.Meta(max_length=600)]


class Registered(msgspec.Struct, frozen=True):
    """The person, whether they wait for their region to open, and tokens as /api/auth/verify gives them."""

    user_id: UUID
    waitlisted: bool
    access_token: str
    refresh_token: str
    region: str | None = None
    token_type: str = "bearer"  # noqa: S105 - the kind of token
    expires_in: int = 900


@post("/api/josh/registrations", tags=["josh"], status_code=202)
async def register(request: Requested, data: JSONBody[Registration]) -> CodeSent:
    """Register with a mobile number and all four consents; a six-digit code goes to the number."""
    house = house_of(request)
    ticket = await commands.register(house, data, client_address(house, request.scope))  # pyright: ignore[reportArgumentType]
    return CodeSent(ticket)


@post("/api/josh/registrations/resend", tags=["josh"], status_code=202)
async def resend(request: Requested, data: JSONBody[TicketOnly]) -> CodeSent:
    """Send another code, half a minute after the last at the earliest."""
    house = house_of(request)
    await commands.resend(house, data.ticket, client_address(house, request.scope))  # pyright: ignore[reportArgumentType]
    return CodeSent(data.ticket)


@post("/api/josh/registrations/verify", tags=["josh"], status_code=200, opt={HANDS_OUT_SECRETS: True})
async def verify(request: Requested, data: JSONBody[TicketAndCode]) -> Registered:
    """Confirm the number with the code. Wrong, run-out and unknown codes read alike."""
    house = house_of(request)
    welcome = await commands.verify(house, data.ticket, data.code)
    async with house.database.session(_ACTOR, "kith") as db:
        agent = request.headers.get("user-agent", "")
        signed_in = await sessions.start(db, house, welcome.user_id, "code", agent)
    return Registered(
        welcome.user_id,
        welcome.waitlisted,
        signed_in.access_token,
        signed_in.refresh_token,
        welcome.region_name,
    )


ROUTES = [register, resend, verify]
