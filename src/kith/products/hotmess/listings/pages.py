"""Selling one's ticket, and an offer's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid
from kith.products.hotmess.frame import frame
from kith.products.hotmess.listings import commands, reads
from kith.products.hotmess.listings.commands import ListingForm
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.tickets.pages import after_ordering
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_FIELDS = tuple(field.name for field in msgspec.structs.fields(ListingForm))


async def _form(
    request: Requested,
    ticket: UUID,
    values: Mapping[str, str],
    action: str,
    problem: Invalid | None = None,
    listing: reads.Listing | None = None,
) -> Response[Any]:
    found = await commands.terms(house_of(request), person_of(request), ticket)
    errors = [] if problem is None else [{"field": problem.field or "price", "text": problem.detail}]
    context = {
        "terms": found,
        "listing": listing,
        "action": action,
        "values": {name: values.get(name, "") for name in _FIELDS},
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors},
    }
    return page(
        request,
        "hotmess/sell.html",
        {**frame(request, "tickets"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/tickets/{ticket:uuid}/sell", include_in_schema=False)
async def sell(request: Requested, ticket: FromPath[UUID]) -> Response[Any]:
    try:
        found = await commands.terms(house_of(request), person_of(request), ticket)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect("/hotmess/tickets", status_code=303)
    if found.listing is not None:
        return Redirect(f"/hotmess/listings/{found.listing}", status_code=303)
    values = {"price": f"{found.face_value_pence / 100:.2f}"}
    return await _form(request, ticket, values, f"/hotmess/tickets/{ticket}/sell")


@post("/hotmess/tickets/{ticket:uuid}/sell", include_in_schema=False, status_code=200)
async def draft(request: Requested, ticket: FromPath[UUID]) -> Response[Any]:
    sent = await request.form()
    try:
        form = await forms.read(request, ListingForm)
        made = await commands.draft(house_of(request), person_of(request), ticket, form)
    except Invalid as problem:
        values = {name: str(sent.get(name, "")) for name in _FIELDS}
        return await _form(request, ticket, values, f"/hotmess/tickets/{ticket}/sell", problem)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect("/hotmess/tickets", status_code=303)
    flash_next(request, "success", "Kept as a draft. Look at it once more, then hand it in.")
    return Redirect(f"/hotmess/listings/{made}", status_code=303)


@get("/hotmess/listings/{listing:uuid}", include_in_schema=False)
async def show(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house, person = house_of(request), visitor(request)
    context = {
        "one": await reads.shown(house, None if person is None else person.id, listing),
        "joined": await members.mine(house, person) is not None,
    }
    return page(request, "hotmess/listing.html", {**frame(request, "tickets"), **context}, product="hotmess")


@get("/hotmess/listings/{listing:uuid}/edit", include_in_schema=False)
async def edit(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    found = await reads.shown(house_of(request), person_of(request).id, listing)
    if not found.mine or found.status != "draft" or found.ticket is None:
        return Redirect(f"/hotmess/listings/{listing}", status_code=303)
    values = {"price": f"{found.price_pence / 100:.2f}", "description": found.description}
    return await _form(request, found.ticket, values, f"/hotmess/listings/{listing}/edit", listing=found)


@post("/hotmess/listings/{listing:uuid}/edit", include_in_schema=False, status_code=200)
async def change(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    sent = await request.form()
    person = person_of(request)
    try:
        form = await forms.read(request, ListingForm)
        await commands.change(house_of(request), person, listing, form)
    except Invalid as problem:
        found = await reads.shown(house_of(request), person.id, listing)
        if found.ticket is None:
            raise
        values = {name: str(sent.get(name, "")) for name in _FIELDS}
        return await _form(request, found.ticket, values, f"/hotmess/listings/{listing}/edit", problem, found)
    flash_next(request, "success", "Saved.")
    return Redirect(f"/hotmess/listings/{listing}", status_code=303)


@post("/hotmess/listings/{listing:uuid}/submit", include_in_schema=False, status_code=200)
async def submit(request: Requested, listing: FromPath[UUID]) -> Redirect:
    try:
        await commands.submit(house_of(request), person_of(request), listing)
        flash_next(request, "success", "Handed in. Somebody looks at it, mostly within the hour.")
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
    return Redirect(f"/hotmess/listings/{listing}", status_code=303)


@post("/hotmess/listings/{listing:uuid}/remove", include_in_schema=False, status_code=200)
async def remove(request: Requested, listing: FromPath[UUID]) -> Redirect:
    try:
        await commands.remove(house_of(request), person_of(request), listing)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect(f"/hotmess/listings/{listing}", status_code=303)
    flash_next(request, "success", "Taken back. The ticket is yours to use.")
    return Redirect("/hotmess/tickets", status_code=303)


@post("/hotmess/listings/{listing:uuid}/buy", include_in_schema=False, status_code=200)
async def buy(request: Requested, listing: FromPath[UUID]) -> Redirect:
    back = f"/hotmess/listings/{listing}"
    house, person = house_of(request), person_of(request)
    if await members.mine(house, person) is None:
        return Redirect(f"/hotmess/join?next={back}", status_code=303)
    found = await reads.shown(house, person.id, listing)
    try:
        made = await commands.buy(house, person, listing)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect(f"/hotmess/beacons/{found.beacon}/tickets", status_code=303)
    return after_ordering(request, made)


ROUTES = [sell, draft, show, edit, change, submit, remove, buy]
