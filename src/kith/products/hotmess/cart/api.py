"""The cart and the till over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, JSONBody

from kith.products.hotmess.cart import commands
from kith.products.hotmess.cart.address import AddressForm
from kith.products.hotmess.cart.commands import CartGroup, KeptLine
from kith.products.hotmess.orders import paying
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class CartAddition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes in: a product or a market listing, and how many."""

    product: UUID | None = None
    listing: UUID | None = None
    quantity: int = 1


class CartQuantity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many; 0 takes it out."""

    quantity: int


class HotmessTill(msgspec.Struct, frozen=True):
    """What is kept until `expires_at`; `goods_pence` goes back with the order, so that a changed price is noticed."""

    lines: list[KeptLine]
    goods_pence: int
    expires_at: datetime


class PlacedOrder(msgspec.Struct, frozen=True):
    """An order and where it is paid, in a browser."""

    id: UUID
    pay_at: str


@get("/api/hotmess/cart", tags=["hotmess"])
async def shown(request: Requested) -> list[CartGroup]:
    """One's cart, by who sells."""
    return await commands.mine(house_of(request), person_of(request))


@post("/api/hotmess/cart", tags=["hotmess"], status_code=200)
async def add(request: Requested, data: JSONBody[CartAddition]) -> list[CartGroup]:
    """Something into the cart."""
    house, person = house_of(request), person_of(request)
    await commands.put(house, person, product=data.product, listing=data.listing, quantity=data.quantity)
    return await commands.mine(house, person)


@put("/api/hotmess/cart/{line:uuid}", tags=["hotmess"])
async def change(request: Requested, line: FromPath[UUID], data: JSONBody[CartQuantity]) -> list[CartGroup]:
    """How many of a line."""
    house, person = house_of(request), person_of(request)
    await commands.change(house, person, line, data.quantity)
    return await commands.mine(house, person)


@post("/api/hotmess/till/{key:str}", tags=["hotmess"], status_code=200)
async def to_till(request: Requested, key: FromPath[str]) -> HotmessTill:
    """Keep a group (`house` or a seller's id) for ten minutes, every line or none."""
    found = await commands.to_till(house_of(request), person_of(request), key)
    return HotmessTill(found.lines, found.goods_pence, found.expires_at)


@post("/api/hotmess/till/{key:str}/order", tags=["hotmess"], status_code=201)
async def order(request: Requested, key: FromPath[str], data: JSONBody[AddressForm]) -> PlacedOrder:
    """Order what is kept."""
    house, person = house_of(request), person_of(request)
    placed = await commands.place(house, person, key, data)
    return PlacedOrder(placed, await paying.address(house, person, placed))


ROUTES = [shown, add, change, to_till, order]
