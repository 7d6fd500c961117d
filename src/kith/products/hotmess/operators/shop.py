"""The desk of the shop: products with their stock, and drops."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.media.photos import LARGEST_FILE
from kith.foundation.errors import Invalid, NotFound
from kith.products.hotmess.drops import keeping as drops
from kith.products.hotmess.drops.reads import queries as drop_queries
from kith.products.hotmess.operators.frame import ACTOR, ADMINS, MOST, Requested, schema
from kith.products.hotmess.shop import keeping, pictures
from kith.products.hotmess.shop.keeping import ProductForm
from kith.products.hotmess.shop.reads import COLLECTIONS, queries
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.media import FORM_AROUND, uploaded
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/shop"
DROPS: Final = "/console/hotmess/drops"


class StockForm(msgspec.Struct, frozen=True):
    units: Annotated[str, msgspec.Meta(max_length=8)] = ""


class PictureForm(msgspec.Struct, frozen=True):
    picture: Any = None  # the file, taken by `uploaded`
    alt: Annotated[str, msgspec.Meta(max_length=400)] = ""


class StateForm(msgspec.Struct, frozen=True):
    to_state: Annotated[str, msgspec.Meta(max_length=20)] = ""


class ReasonForm(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


async def _drops(request: Requested) -> list[Any]:
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        return [row async for row in drop_queries.everything(db.connection, at_most=MOST)]


def _fields(row: Any, plans: list[Any]) -> tuple[Field, ...]:
    """The inputs of a product, filled from its row or empty."""

    def value(name: str, otherwise: str = "") -> str:
        return otherwise if row is None or row[name] is None else str(row[name])

    price = "" if row is None else f"{row['price_pence'] / 100:.2f}"
    limited = Field(
        name="limited_edition",
        label="Limited edition",
        type="checkbox",
        value="yes" if row is not None and row["limited_edition"] else "",
        required=False,
    )
    return (
        Field(name="title", label="Name", value=value("title")),
        Field(name="description", label="Words", type="textarea", value=value("description"), required=False),
        Field(
            name="collection",
            label="Collection",
            value=value("collection", "hnhmess"),
            options=tuple(COLLECTIONS.items()),
        ),
        Field(name="price", label="Price, tax included", value=price),
        Field(
            name="drop",
            label="Comes with the drop",
            value=value("drop_id"),
            required=False,
            options=(("", "None"), *((str(one["id"]), one["title"]) for one in plans)),
        ),
        Field(
            name="per_person_limit",
            label="At most for one person",
            value=value("per_person_limit"),
            required=False,
        ),
        Field(name="xp_reward", label="XP for each", value=value("xp_reward", "0")),
        Field(
            name="vat_class",
            label="Tax",
            value=value("vat_class", "standard"),
            options=(("standard", "Standard"), ("reduced", "Reduced"), ("zero", "Zero")),
        ),
        Field(name="weight", label="Weight in grams, packed", value=value("weight_grams", "300")),
        limited,
    )


@get(PATH, include_in_schema=False, opt=only(*ADMINS))
async def products(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.everything(db.connection, at_most=MOST)]
    table = Table(
        title="Products",
        columns=("Name", "Collection", "Price", "State", "Free", "Sold", "Drop"),
        rows=[
            (
                Link(row["title"], f"{PATH}/{row['id']}"),
                row["collection"],
                f"{row['price_pence'] / 100:.2f} {row['currency']}",
                row["status"],
                row["free"],
                row["sold"],
                row["drop_title"] or "",
            )
            for row in rows
        ],
        empty="Nothing yet.",
    )
    form = Form(
        title="A new product",
        lead="Nobody sees it before you put it up.",
        action=PATH,
        button="Add",
        fields=_fields(None, await _drops(request)),
    )
    return console_page(request, "Shop", [table], forms=[form], product="hotmess")


@post(PATH, include_in_schema=False, status_code=200)
async def add(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    made = await keeping.add(house_of(request), admin, await forms.read(request, ProductForm))
    flash_next(request, "success", "Added. Give it stock, then put it up.")
    return Redirect(f"{PATH}/{made}", status_code=303)


@get(PATH + "/{product:uuid}", include_in_schema=False, opt=only(*ADMINS))
async def product(request: Requested, product: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.by_id(db.connection, product=product)
    if row is None:
        raise NotFound
    facts = [
        ("State", row["status"]),
        ("Free", row["free"]),
        ("Sold", row["sold"]),
        ("Price", f"{row['price_pence'] / 100:.2f} {row['currency']}"),
    ]
    up = row["status"] != "live"
    steps = Form(
        title="Put it up" if up else "Archive it",
        action=f"{PATH}/{product}/state",
        button="Put it up" if up else "Archive it",
        fields=(),
        hidden={"to_state": "live" if up else "archived"},
    )
    stock = Form(
        title="Stock",
        lead="What is kept for somebody or sold is not touched.",
        action=f"{PATH}/{product}/stock",
        button="Write down",
        fields=(Field(name="units", label="How many come or go", hint="40, or -3"),),
    )
    change = Form(
        title="Change it",
        lead="What was ordered keeps its name and price.",
        action=f"{PATH}/{product}",
        button="Save",
        fields=_fields(row, await _drops(request)),
    )
    shown = Table(
        title="Pictures",
        lead="The first one is on the cards.",
        columns=("Picture", "Shows", "Place", ""),
        rows=[
            (
                Link(f"Picture {place}", address),
                row["image_facts"].get(address, {}).get("alt", ""),
                "First"
                if place == 1
                else Do("Make it the first", f"{PATH}/{product}/pictures/{_file(address)}/first"),
                Do("Take it away", f"{PATH}/{product}/pictures/{_file(address)}/remove"),
            )
            for place, address in enumerate(row["images"], 1)
        ],
        empty="None yet. Things without a picture are bought less.",
    )
    picture = Form(
        title="Add a picture",
        lead="JPEG, PNG, WebP or HEIC, up to 15 MB. Where it was taken is removed.",
        action=f"{PATH}/{product}/pictures",
        button="Add it",
        fields=(
            Field(name="picture", label="The file", type="file"),
            Field(name="alt", label="What it shows", hint="Read out to those who do not see it."),
        ),
    )
    return console_page(
        request,
        row["title"],
        [shown],
        facts=facts,
        links=[Link("All products", PATH), Link("As members see it", f"/hotmess/shop/{row['slug']}")],
        forms=[stock, picture, steps, change],
        product="hotmess",
    )


@post(PATH + "/{product:uuid}", include_in_schema=False, status_code=200)
async def change(request: Requested, product: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await keeping.change(house_of(request), admin, product, await forms.read(request, ProductForm))
    flash_next(request, "success", "Saved.")
    return Redirect(f"{PATH}/{product}", status_code=303)


@post(PATH + "/{product:uuid}/state", include_in_schema=False, status_code=200)
async def move(request: Requested, product: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, StateForm)
    await keeping.move(house_of(request), admin, product, form.to_state)
    flash_next(request, "success", "Done.")
    return Redirect(f"{PATH}/{product}", status_code=303)


@post(PATH + "/{product:uuid}/stock", include_in_schema=False, status_code=200)
async def stock(request: Requested, product: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, StockForm)
    await keeping.restock(house_of(request), admin, product, form.units)
    flash_next(request, "success", "Written down.")
    return Redirect(f"{PATH}/{product}", status_code=303)


def _file(address: str) -> str:
    return address.rsplit("/", 1)[1]


@post(
    PATH + "/{product:uuid}/pictures",
    include_in_schema=False,
    status_code=200,
    request_max_body_size=LARGEST_FILE + FORM_AROUND,
)
async def add_picture(request: Requested, product: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, PictureForm)
    sent = await uploaded(request, "picture", at_most=LARGEST_FILE)
    if sent is None:
        raise Invalid("Please choose a picture.", field="picture")
    await pictures.add(house_of(request), admin, product, sent.data, form.alt)
    flash_next(request, "success", "The picture is in.")
    return Redirect(f"{PATH}/{product}", status_code=303)


@post(PATH + "/{product:uuid}/pictures/{file:uuid}/first", include_in_schema=False, status_code=200)
async def first_picture(request: Requested, product: FromPath[UUID], file: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await pictures.first(house_of(request), admin, product, file)
    flash_next(request, "success", "Done.")
    return Redirect(f"{PATH}/{product}", status_code=303)


@post(PATH + "/{product:uuid}/pictures/{file:uuid}/remove", include_in_schema=False, status_code=200)
async def remove_picture(request: Requested, product: FromPath[UUID], file: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    await pictures.remove(house_of(request), admin, product, file)
    flash_next(request, "success", "Done.")
    return Redirect(f"{PATH}/{product}", status_code=303)


@get(DROPS, include_in_schema=False, opt=only(*ADMINS))
async def all_drops(request: Requested) -> Response[str]:
    await operator(request)
    table = Table(
        title="Drops",
        columns=("Name", "State", "Begins", "Ends", "In line", ""),
        rows=[
            (
                Link(row["title"], f"/hotmess/drops/{row['slug']}"),
                row["state"],
                row["start_at"],
                row["end_at"],
                row["in_line"] if row["queued"] else "",
                "" if row["state"] == "ended" else Do("End it now", f"{DROPS}/{row['id']}/end", asks="Why?"),
            )
            for row in await _drops(request)
        ],
        empty="None.",
    )
    form = Form(
        title="Plan a drop",
        lead="It begins and ends to the second, whether or not anybody is at work. Times are London's.",
        action=DROPS,
        button="Plan it",
        fields=(
            Field(name="title", label="Name"),
            Field(name="description", label="Words", type="textarea", required=False),
            Field(name="starts", label="Begins", type="datetime-local"),
            Field(name="ends", label="Ends", type="datetime-local"),
            Field(name="per_person_limit", label="At most for one person", required=False),
            Field(
                name="queued",
                label="With a line: people are let in in order",
                type="checkbox",
                required=False,
            ),
        ),
    )
    return console_page(request, "Drops", [table], forms=[form], product="hotmess")


@post(DROPS, include_in_schema=False, status_code=200)
async def plan(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    await drops.plan(house_of(request), admin, await forms.read(request, drops.DropForm))
    flash_next(request, "success", "Planned. Now choose it in the products that come with it.")
    return Redirect(DROPS, status_code=303)


@post(DROPS + "/{drop:uuid}/end", include_in_schema=False, status_code=200)
async def end(request: Requested, drop: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, ReasonForm)
    await drops.end(house_of(request), admin, drop, reason_in(form.reason))
    flash_next(request, "success", "It is over.")
    return Redirect(DROPS, status_code=303)


ROUTES = [
    products, add, product, change, move, stock, add_picture, first_picture, remove_picture, all_drops, plan, end,
]  # fmt: skip
