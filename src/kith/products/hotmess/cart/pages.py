"""The cart and the till in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.products.hotmess.cart import commands
from kith.products.hotmess.cart.address import AddressForm, countries
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.orders import paying
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
CART: Final = "/hotmess/cart"
_FIELDS: Final = tuple(field.name for field in msgspec.structs.fields(AddressForm))


class PutForm(msgspec.Struct, frozen=True):
    product: UUID | None = None
    listing: UUID | None = None
    quantity: int = 1
    then: Annotated[str, msgspec.Meta(max_length=10)] = "cart"


class QuantityForm(msgspec.Struct, frozen=True):
    quantity: int = 0


async def _cart(request: Requested, problem: Problem | None = None) -> Response[Any]:
    context = {"groups": await commands.mine(house_of(request), person_of(request)), "problem": problem}
    return page(
        request,
        "hotmess/cart.html",
        {**frame(request, "shop"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get(CART, include_in_schema=False)
async def show(request: Requested) -> Response[Any]:
    if await members.mine(house_of(request), person_of(request)) is None:
        return Redirect(f"/hotmess/join?next={CART}", status_code=303)
    return await _cart(request)


@post(CART, include_in_schema=False, status_code=200)
async def put(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    try:
        sent = await forms.read(request, PutForm)
        key = await commands.put(
            house, person, product=sent.product, listing=sent.listing, quantity=sent.quantity
        )
        if sent.then == "till":
            await commands.to_till(house, person, key)
            return Redirect(f"{CART}/till/{key}", status_code=303)
    except (Conflict, Invalid) as problem:
        return await _cart(request, problem)
    flash_next(request, "success", "It is in your cart.")
    return Redirect(CART, status_code=303)


@post(CART + "/lines/{line:uuid}", include_in_schema=False, status_code=200)
async def change(request: Requested, line: FromPath[UUID]) -> Response[Any]:
    try:
        sent = await forms.read(request, QuantityForm)
        await commands.change(house_of(request), person_of(request), line, sent.quantity)
    except Invalid as problem:
        return await _cart(request, problem)
    return Redirect(CART, status_code=303)


@post(CART + "/till/{key:str}", include_in_schema=False, status_code=200)
async def to_till(request: Requested, key: FromPath[str]) -> Response[Any]:
    try:
        await commands.to_till(house_of(request), person_of(request), key)
    except Conflict as problem:
        return await _cart(request, problem)
    return Redirect(f"{CART}/till/{key}", status_code=303)


async def _till(
    request: Requested, key: str, values: Mapping[str, str], problem: Problem | None = None
) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    try:
        found = await commands.till(house, person, key)
    except NotFound:
        flash_next(request, "warning", await commands.why_gone(house, person, key))
        return Redirect(CART, status_code=303)
    country = (values.get("country") or "GB").upper()[:2]
    field = problem.field if isinstance(problem, Invalid) else None
    errors = [{"field": field or "name", "text": problem.detail}] if problem else []
    context = {
        "till": found,
        "key": key,
        "values": {name: values.get(name, "") for name in _FIELDS} | {"country": country},
        "countries": countries(),
        "ways": await commands.ways(house, found, country),
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors if field},
        "zone": await members.zone(house, person),
        "now": house.clock.now(),
    }
    return page(
        request,
        "hotmess/till.html",
        {**frame(request, "shop"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get(CART + "/till/{key:str}", include_in_schema=False)
async def till(request: Requested, key: FromPath[str], country: FromQuery[str] = "GB") -> Response[Any]:
    return await _till(request, key, {"country": country})


@post(CART + "/till/{key:str}/order", include_in_schema=False, status_code=200)
async def order(request: Requested, key: FromPath[str]) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    sent = await request.form()
    values = {name: str(sent.get(name, "")) for name in _FIELDS}
    if "again" in sent:
        return await _till(request, key, values)
    try:
        placed = await commands.place(house, person, key, await forms.read(request, AddressForm))
    except (Conflict, Invalid, NotFound) as problem:
        return await _till(request, key, values, problem)
    try:
        return Redirect(await paying.address(house, person, placed), status_code=303)
    except Problem as problem:
        if problem.status not in (402, 503):
            raise
        flash_next(request, "warning", problem.detail)
        return Redirect(f"/hotmess/orders/{placed}", status_code=303)


ROUTES = [show, put, change, to_till, till, order]
