"""Answering invitations over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, JSONBody

from kith.products.momento.seats import commands, reads
from kith.products.momento.waiting import commands as waiting
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Yes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A yes; `plus_one` names a companion, `save_card` lets us keep the card for a later seat."""

    plus_one: Annotated[str, msgspec.Meta(max_length=60)] = ""
    save_card: bool = False


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why, for Momento only."""

    reason: Annotated[str, msgspec.Meta(max_length=400)] = ""


class InLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How to wait. `together_with` is the invitation of somebody waiting already; `all_or_none` takes seats for both or for neither."""

    charge_saved_card: bool = False
    together_with: UUID | None = None
    all_or_none: bool = False


class Owed(msgspec.Struct, frozen=True):
    """What goes back now, in minor units."""

    refund_in_cents: int


@get("/api/momento/invitations", tags=["momento"])
async def invitations(request: Requested) -> list[reads.InvitationLine]:
    """Everything one was asked to and has not turned down, the latest first."""
    return await reads.my_invitations(house_of(request), person_of(request))


@get("/api/momento/invitations/{invitation:uuid}", tags=["momento"])
async def invitation(request: Requested, invitation: FromPath[UUID]) -> reads.InvitationSeen:
    """One's own invitation with everything around it."""
    return await reads.invitation(house_of(request), person_of(request), invitation)


@post("/api/momento/invitations/{invitation:uuid}/accept", tags=["momento"], status_code=200)
async def accept(request: Requested, invitation: FromPath[UUID], data: JSONBody[Yes]) -> commands.Answered:
    """Say yes: confirmed at once when free, else where to pay within ten minutes."""
    return await commands.accept(
        house_of(request), person_of(request), invitation, plus_one=data.plus_one, save_card=data.save_card
    )


@post("/api/momento/invitations/{invitation:uuid}/decline", tags=["momento"], status_code=204)
async def decline(request: Requested, invitation: FromPath[UUID], data: JSONBody[Reason]) -> None:
    """Not this time."""
    await commands.decline(house_of(request), person_of(request), invitation, data.reason)


@post("/api/momento/invitations/{invitation:uuid}/give-back", tags=["momento"], status_code=200)
async def give_back(request: Requested, invitation: FromPath[UUID], data: JSONBody[Reason]) -> Owed:
    """Give a confirmed seat back; what the policy gives back is on its way."""
    return Owed(await commands.give_back(house_of(request), person_of(request), invitation, data.reason))


@post("/api/momento/invitations/{invitation:uuid}/let-go", tags=["momento"], status_code=204)
async def let_go(request: Requested, invitation: FromPath[UUID]) -> None:
    """Give up a seat held for paying."""
    await commands.let_go(house_of(request), person_of(request), invitation)


@post("/api/momento/invitations/{invitation:uuid}/wait", tags=["momento"], status_code=204)
async def wait(request: Requested, invitation: FromPath[UUID], data: JSONBody[InLine]) -> None:
    """Stand in line for a full event."""
    await waiting.join(
        house_of(request),
        person_of(request),
        invitation,
        charge_saved_card=data.charge_saved_card,
        together_with=data.together_with,
        all_or_none=data.all_or_none,
    )


@post("/api/momento/invitations/{invitation:uuid}/leave-line", tags=["momento"], status_code=204)
async def leave_line(request: Requested, invitation: FromPath[UUID]) -> None:
    """Step out of the line, or turn an offer down."""
    await waiting.leave(house_of(request), person_of(request), invitation)


ROUTES = [invitations, invitation, accept, decline, give_back, let_go, wait, leave_line]
