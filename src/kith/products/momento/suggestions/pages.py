"""A host looks for guests: suggestions with reasons, waves, an address; and the same over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.language import _, ngettext
from kith.products.momento.events.commands import mine
from kith.products.momento.events.pages import STATUSES
from kith.products.momento.frame import frame
from kith.products.momento.invitations import commands
from kith.products.momento.suggestions import reads
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_ACTOR = service("momento.suggestions")
SHOWN = 24


class AskForm(msgspec.Struct, frozen=True):
    profiles: list[UUID] = []


class AddressForm(msgspec.Struct, frozen=True):
    email: Annotated[str, msgspec.Meta(max_length=200)] = ""


class FillForm(msgspec.Struct, frozen=True):
    wanted: bool = False


class Asked(msgspec.Struct, frozen=True):
    """How many invitations went out."""

    sent: int


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to ask."""

    profiles: Annotated[list[UUID], msgspec.Meta(max_length=60)]


class Address(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    email: Annotated[str, msgspec.Meta(max_length=200)]


class Fill(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the house goes on asking by itself."""

    wanted: bool


async def _suggested(request: Requested, event: UUID, count: int) -> list[reads.Suggestion]:
    house = house_of(request)
    async with house.database.session(_ACTOR, commands.schema(house)) as db:
        return await reads.suggest(db, house, event, count)


async def _show(
    request: Requested, event: UUID, problem: Problem | None = None, email: str = ""
) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    found = await mine(house, person, event)
    suggested = [] if found.over else await _suggested(request, event, SHOWN)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        met = [row async for row in commands.queries.met_by_host(db.connection, event=event)]
    async with house.database.session(_ACTOR, commands.schema(house)) as db:
        room = await commands.queries.room(db.connection, event=event)
    context = {
        "event": found,
        "status": _(STATUSES[found.status]),
        "suggested": suggested,
        "met": met,
        "room": room,
        "problem": problem,
        "email": email,
    }
    return page(
        request,
        "momento/suggestions.html",
        {**frame(request, "hosting"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/hosting/{event:uuid}/suggestions", include_in_schema=False)
async def show(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    return await _show(request, event)


async def _ask(request: Requested, event: UUID, source: commands.Source) -> Response[Any]:
    sent = await forms.read(request, AskForm)
    try:
        asked = await commands.ask(house_of(request), person_of(request), event, sent.profiles, source)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _show(request, event, problem)
    flash_next(
        request,
        "success" if asked else "info",
        ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", asked)
        if asked
        else _("They cannot be asked right now. Here are others."),
    )
    return Redirect(f"/momento/hosting/{event}/suggestions", status_code=303)


@post("/momento/hosting/{event:uuid}/ask", include_in_schema=False, status_code=200)
async def ask(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    return await _ask(request, event, "suggestion")


@post("/momento/hosting/{event:uuid}/ask-again", include_in_schema=False, status_code=200)
async def ask_again(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    return await _ask(request, event, "memory")


@post("/momento/hosting/{event:uuid}/ask-by-address", include_in_schema=False, status_code=200)
async def ask_by_address(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, AddressForm)
    try:
        await commands.ask_by_address(house_of(request), person_of(request), event, sent.email)
    except Problem as problem:
        if problem.status not in (409, 422, 429):
            raise
        return await _show(request, event, problem, sent.email)
    flash_next(request, "success", "If they are on Momento and can come, your invitation is on its way.")
    return Redirect(f"/momento/hosting/{event}/suggestions", status_code=303)


@post("/momento/hosting/{event:uuid}/fill", include_in_schema=False, status_code=200)
async def fill(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, FillForm)
    await commands.fill_itself(house_of(request), person_of(request), event, sent.wanted)
    if sent.wanted:
        flash_next(request, "info", "We ask people for you until the table is full.")
    else:
        flash_next(request, "info", "We ask nobody more by ourselves.")
    return Redirect(f"/momento/hosting/{event}/suggestions", status_code=303)


@get("/api/momento/hosting/{event:uuid}/suggestions", tags=["momento"])
async def listed(
    request: Requested, event: FromPath[UUID], limit: Annotated[int, msgspec.Meta(ge=1, le=60)] = 20
) -> list[reads.Suggestion]:
    """People who could be asked, best first, each with the reason in one line."""
    await mine(house_of(request), person_of(request), event)
    return await _suggested(request, event, limit)


@post("/api/momento/hosting/{event:uuid}/invitations", tags=["momento"], status_code=201)
async def invite(request: Requested, event: FromPath[UUID], data: JSONBody[People]) -> Asked:
    """Ask people; those who may not be asked, for whatever reason, are left out."""
    return Asked(await commands.ask(house_of(request), person_of(request), event, data.profiles))


@post("/api/momento/hosting/{event:uuid}/invitations/by-address", tags=["momento"], status_code=202)
async def invite_by_address(request: Requested, event: FromPath[UUID], data: JSONBody[Address]) -> None:
    """Ask somebody by e-mail address; the answer is the same whoever it is."""
    await commands.ask_by_address(house_of(request), person_of(request), event, data.email)


@post("/api/momento/hosting/{event:uuid}/fill", tags=["momento"], status_code=204)
async def let_fill(request: Requested, event: FromPath[UUID], data: JSONBody[Fill]) -> None:
    """Let the house ask people until the table is full, or stop it."""
    await commands.fill_itself(house_of(request), person_of(request), event, data.wanted)


ROUTES = [show, ask, ask_again, ask_by_address, fill, listed, invite, invite_by_address, let_fill]
