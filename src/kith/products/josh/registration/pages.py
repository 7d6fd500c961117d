"""Signing up in a browser: the front door, the form, the code."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.consent.texts import current
from kith.commons.identity import sessions
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, Problem
from kith.foundation.language import _, tag
from kith.products.josh.registration import commands
from kith.products.josh.registration.form import Registration
from kith.web import forms
from kith.web.edge import client_address
from kith.web.pages import flash_next, page
from kith.web.request import house_of, visitor
from kith.web.sign_in import remember

Requested = Request[Any, Any, Any]
_ACTOR = service("josh.registration")
_FIELDS = tuple(field.name for field in msgspec.structs.fields(Registration))


class CodeForm(msgspec.Struct, frozen=True):
    ticket: Annotated[str, msgspec.Meta(max_length=600)] = ""
    code: Annotated[str, msgspec.Meta(max_length=20)] = ""


def _client(request: Requested) -> str:
    return client_address(house_of(request), request.scope)  # pyright: ignore[reportArgumentType]


async def _belongs(request: Requested) -> bool:
    """Whether somebody of JOSH looks; members of other products are signed in as well."""
    house, person = house_of(request), visitor(request)
    if person is None:
        return False
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        return await commands.queries.is_member(db.connection, id=person.id)


@get("/josh", include_in_schema=False)
async def front_door(request: Requested) -> Response[Any]:
    house = house_of(request)
    if await _belongs(request):
        return Redirect("/josh/home", status_code=303)
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        regions = await commands.known_regions(db)
    context = {
        "open_regions": [region.display_name for region in regions if region.state == "open"],
        "coming_regions": [region.display_name for region in regions if region.state == "waitlisted"],
        "number": house.settings.twilio_number,
    }
    return page(request, "josh/front_door.html", context, product="josh")


def _form_page(request: Requested, values: dict[str, str], problem: Problem | None) -> Response[str]:
    texts = {kind: current("josh", kind, tag()).body for kind in ("sms", "age", "terms", "privacy")}
    errors = [] if problem is None else [{"field": problem.field or "phone", "text": problem.detail}]
    context = {
        "values": {name: values.get(name, "") for name in _FIELDS},
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors},
        "texts": texts,
    }
    return page(
        request, "josh/join.html", context, product="josh", status=200 if problem is None else problem.status
    )


@get("/josh/join", include_in_schema=False)
async def form(request: Requested, zip: Annotated[str, msgspec.Meta(max_length=10)] = "") -> Response[Any]:
    if await _belongs(request):
        return Redirect("/josh/home", status_code=303)
    return _form_page(request, {"zip": zip}, None)


@post("/josh/join", include_in_schema=False, status_code=200)
async def join(request: Requested) -> Response[str]:
    sent = await request.form()
    values = {name: str(sent.get(name, "")) for name in _FIELDS}
    try:
        ticket = await commands.register(
            house_of(request), await forms.read(request, Registration), _client(request)
        )
    except Problem as problem:
        if problem.status >= 500:
            raise
        return _form_page(request, values, problem)
    return _code_page(request, ticket, "")


def _code_page(request: Requested, ticket: str, error: str) -> Response[str]:
    context = {"ticket": ticket, "error": error, "number": house_of(request).settings.twilio_number}
    return page(request, "josh/join_code.html", context, product="josh", status=422 if error else 200)


@post("/josh/join/resend", include_in_schema=False, status_code=200)
async def resend(request: Requested) -> Response[str]:
    sent = await forms.read(request, CodeForm)
    try:
        await commands.resend(house_of(request), sent.ticket, _client(request))
    except Problem as problem:
        if problem.status >= 500:
            raise
        return _code_page(request, sent.ticket, problem.detail)
    return _code_page(request, sent.ticket, "")


@post("/josh/join/code", include_in_schema=False, status_code=200)
async def enter_code(request: Requested) -> Response[Any]:
    house = house_of(request)
    sent = await forms.read(request, CodeForm)
    try:
        welcome = await commands.verify(house, sent.ticket, sent.code)
    except Invalid as wrong:
        return _code_page(request, sent.ticket, wrong.detail)
    async with house.database.session(_ACTOR, "kith") as db:
        agent = request.headers.get("user-agent", "")
        signed_in = await sessions.start(db, house, welcome.user_id, "code", agent)
    remember(request, signed_in)
    if welcome.waitlisted:
        where = welcome.region_name or _("your area")
        listed = _("You are on the list. We text you the moment JOSH opens in %(place)s.", place=where)
        flash_next(request, "info", listed)
    else:
        hello = _("Welcome, %(name)s. We have just texted you the first question.", name=welcome.first_name)
        flash_next(request, "success", hello)
    return Redirect("/josh/home", status_code=303)


ROUTES = [front_door, form, join, resend, enter_code]
