"""The market, a listing, writing one, its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.commons.media.photos import LARGEST_FILE
from kith.foundation.errors import Invalid, Problem
from kith.products.hotmess.frame import frame
from kith.products.hotmess.market import commands, pictures, reads
from kith.products.hotmess.market.form import MarketForm, whole
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.sellers import commands as sellers
from kith.web import forms
from kith.web.media import FORM_AROUND, file_response, uploaded
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]
_FIELDS: Final = tuple(field.name for field in msgspec.structs.fields(MarketForm))
_FRESH_FOR: Final = 300


class StockForm(msgspec.Struct, frozen=True):
    quantity: Annotated[str, msgspec.Meta(max_length=6)] = ""


@get("/hotmess/market", include_in_schema=False)
async def market(request: Requested, cursor: Short = "") -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    person = visitor(request)
    found = await reads.market(house_of(request), None if person is None else person.id, cursor)
    context = {
        "lines": found.items,
        "older": f"/hotmess/market?cursor={found.next}" if found.next else None,
        "newest": "/hotmess/market" if cursor else None,
    }
    return page(request, "hotmess/market.html", {**frame(request, "market"), **context}, product="hotmess")


async def _show(request: Requested, listing: UUID, problem: Problem | None = None) -> Response[Any]:
    house, person = house_of(request), visitor(request)
    found = await reads.listing(house, None if person is None else person.id, listing)
    context = {
        "listing": found,
        "joined": await members.mine(house, person) is not None,
        "most": max(min(found.per_person_limit or 10, found.free, 10), 1),
        "problem": problem,
    }
    return page(
        request,
        "hotmess/listing_page.html",
        {**frame(request, "market"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/market/{listing:uuid}", include_in_schema=False)
async def show(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    return turned if turned is not None else await _show(request, listing)


def _form_page(
    request: Requested, values: Mapping[str, str], listing: UUID | None, problem: Invalid | None = None
) -> Response[Any]:
    errors = [] if problem is None else [{"field": problem.field or "title", "text": problem.detail}]
    context = {
        "values": {name: values.get(name, "") for name in _FIELDS},
        "listing": listing,
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors},
    }
    return page(
        request,
        "hotmess/listing_form.html",
        {**frame(request, "market"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/selling/new", include_in_schema=False)
async def new(request: Requested) -> Response[Any]:
    if await sellers.mine(house_of(request), person_of(request)) is None:
        return Redirect("/hotmess/selling", status_code=303)
    return _form_page(request, {"quantity": "1", "weight": "300"}, None)


@post("/hotmess/selling/new", include_in_schema=False, status_code=200)
async def draft(request: Requested) -> Response[Any]:
    sent = await request.form()
    try:
        made = await commands.draft(
            house_of(request), person_of(request), await forms.read(request, MarketForm)
        )
    except Invalid as problem:
        return _form_page(request, {name: str(sent.get(name, "")) for name in _FIELDS}, None, problem)
    flash_next(request, "success", "Kept as a draft. Now some pictures?")
    return Redirect(f"/hotmess/market/{made}", status_code=303)


@get("/hotmess/market/{listing:uuid}/edit", include_in_schema=False)
async def edit(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    found = await reads.listing(house_of(request), person_of(request).id, listing)
    if not found.mine or found.status != "draft":
        return Redirect(f"/hotmess/market/{listing}", status_code=303)
    values = {
        "title": found.title,
        "description": found.description,
        "price": f"{found.price_pence / 100:.2f}",
        "quantity": str(found.free),
        "per_person_limit": str(found.per_person_limit or ""),
        "weight": str(found.weight_grams),
    }
    return _form_page(request, values, listing)


@post("/hotmess/market/{listing:uuid}/edit", include_in_schema=False, status_code=200)
async def change(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    sent = await request.form()
    try:
        form = await forms.read(request, MarketForm)
        await commands.change(house_of(request), person_of(request), listing, form)
    except Invalid as problem:
        return _form_page(request, {name: str(sent.get(name, "")) for name in _FIELDS}, listing, problem)
    flash_next(request, "success", "Saved.")
    return Redirect(f"/hotmess/market/{listing}", status_code=303)


@post("/hotmess/market/{listing:uuid}/submit", include_in_schema=False, status_code=200)
async def submit(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    try:
        await commands.submit(house_of(request), person_of(request), listing)
    except Problem as problem:
        if problem.status != 409:
            raise
        return await _show(request, listing, problem)
    flash_next(
        request, "success", "Handed in. Somebody looks at it, mostly within the day, and we write to you."
    )
    return Redirect(f"/hotmess/market/{listing}", status_code=303)


@post("/hotmess/market/{listing:uuid}/stock", include_in_schema=False, status_code=200)
async def stock(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    try:
        form = await forms.read(request, StockForm)
        free = whole(form.quantity, "quantity", 0, 1000)
        await commands.restock(house_of(request), person_of(request), listing, free)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _show(request, listing, problem)
    flash_next(request, "success", "Saved.")
    return Redirect(f"/hotmess/market/{listing}", status_code=303)


@post("/hotmess/market/{listing:uuid}/remove", include_in_schema=False, status_code=200)
async def remove(request: Requested, listing: FromPath[UUID]) -> Redirect:
    await commands.remove(house_of(request), person_of(request), listing)
    flash_next(request, "info", "It is off the market.")
    return Redirect("/hotmess/selling", status_code=303)


@post(
    "/hotmess/market/{listing:uuid}/pictures",
    include_in_schema=False,
    status_code=200,
    request_max_body_size=LARGEST_FILE + FORM_AROUND,
)
async def add_picture(request: Requested, listing: FromPath[UUID]) -> Response[Any]:
    try:
        sent = await uploaded(request, "picture", at_most=LARGEST_FILE)
        if sent is None:
            raise Invalid("Please choose a picture.", field="picture")
        await pictures.add(house_of(request), person_of(request), listing, sent.data)
    except Problem as problem:
        if problem.status not in (409, 422, 503):
            raise
        return await _show(request, listing, problem)
    flash_next(request, "success", "The picture is in.")
    return Redirect(f"/hotmess/market/{listing}", status_code=303)


@post("/hotmess/market/{listing:uuid}/pictures/{file:uuid}/remove", include_in_schema=False, status_code=200)
async def remove_picture(request: Requested, listing: FromPath[UUID], file: FromPath[UUID]) -> Redirect:
    await pictures.remove(house_of(request), person_of(request), listing, file)
    return Redirect(f"/hotmess/market/{listing}", status_code=303)


@get("/hotmess/market/pictures/{file:uuid}", include_in_schema=False)
async def picture(request: Requested, file: FromPath[UUID]) -> Response[bytes]:
    found = await pictures.picture(house_of(request), visitor(request), file)
    return await file_response(request, found, fresh_for=_FRESH_FOR)


ROUTES = [
    market, show, new, draft, edit, change, submit, stock, remove, add_picture, remove_picture, picture,
]  # fmt: skip
