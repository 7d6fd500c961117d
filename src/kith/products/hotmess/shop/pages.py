"""The shop and a thing's page, and both over JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from kith.foundation.language import _
from kith.products.hotmess.drops import reads as drops
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.shop import pictures, reads
from kith.products.hotmess.shop.reads import COLLECTIONS, ShopProduct
from kith.web.media import file_response
from kith.web.pages import page
from kith.web.request import house_of, visitor

Requested = Request[Any, Any, Any]
# A picture never changes; taken away, it is gone from this browser within the day.
_FRESH_FOR: Final = 86_400
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=60)]


@get("/hotmess/shop", include_in_schema=False)
async def shop(request: Requested, collection: Short = "") -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    context = {
        "products": await reads.on_sale(house, collection),
        "drops": await drops.coming(house),
        "collection": collection,
        "collections": COLLECTIONS,
        "choices": [("", _("Everything")), *((name, _(words)) for name, words in COLLECTIONS.items())],
        "zone": await members.zone(house, visitor(request)),
        "now": house.clock.now(),
    }
    return page(request, "hotmess/shop.html", {**frame(request, "shop"), **context}, product="hotmess")


@get("/hotmess/shop/{slug:str}", include_in_schema=False)
async def show(request: Requested, slug: FromPath[str]) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    found = await reads.product(house, slug)
    context = {
        "thing": found,
        "collections": COLLECTIONS,
        "joined": await members.mine(house, visitor(request)) is not None,
        "most": min(found.per_person_limit or 10, found.left or 10, 10),
        "zone": await members.zone(house, visitor(request)),
        "now": house.clock.now(),
    }
    return page(request, "hotmess/product.html", {**frame(request, "shop"), **context}, product="hotmess")


@get("/api/hotmess/products", tags=["hotmess"])
async def listed(request: Requested, collection: Short = "") -> list[ShopProduct]:
    """What is on the shelves."""
    return await reads.on_sale(house_of(request), collection)


@get("/api/hotmess/products/{slug:str}", tags=["hotmess"])
async def shown(request: Requested, slug: FromPath[str]) -> ShopProduct:
    """A thing on the shelves."""
    return await reads.product(house_of(request), slug)


@get("/hotmess/shop/pictures/{file:uuid}", include_in_schema=False)
async def picture(request: Requested, file: FromPath[UUID]) -> Response[bytes]:
    found = await pictures.picture(house_of(request), visitor(request), file)
    return await file_response(request, found, fresh_for=_FRESH_FOR)


ROUTES = [shop, show, picture, listed, shown]
