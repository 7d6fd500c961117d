"""The seller desk, the way to Stripe and back, and a seller as buyers see them; and over JSON."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from babel import Locale
from litestar import Request, Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.foundation.errors import Invalid, NotFound, Problem
from kith.foundation.language import _, later, speech
from kith.products.hotmess.cart.address import address_lines
from kith.products.hotmess.frame import frame
from kith.products.hotmess.market import reads as market
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.orders import commands as orders
from kith.products.hotmess.orders.reads import queries as order_queries
from kith.products.hotmess.payments import accounts
from kith.products.hotmess.payments.settling import queries as payments
from kith.products.hotmess.sellers import commands
from kith.products.hotmess.sellers.commands import Reputation, Seller, SellerForm
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.payee import back_from_stripe, to_stripe
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
DESK: Final = "/hotmess/selling"
ACCOUNT: Final = {
    "incomplete": ("warning", later("Tell Stripe where your money should go")),
    "under_review": ("info", later("Stripe is looking at what you sent")),
    "ready": ("success", later("Money can reach you")),
    "paused": ("danger", later("Stripe does not pay to your account right now")),
}
PAYOUTS: Final = {
    "due": later("to come"),
    "sent": later("on its way"),
    "succeeded": later("paid out"),
    "failed": later("waits; we try again"),
    "reversed": later("taken back"),
}


class CountryForm(msgspec.Struct, frozen=True):
    country: Annotated[str, msgspec.Meta(max_length=2)] = ""


class SendForm(msgspec.Struct, frozen=True):
    to_state: Annotated[str, msgspec.Meta(max_length=20)] = "shipped"
    tracking: Annotated[str, msgspec.Meta(max_length=200)] = ""


async def _desk(request: Requested, problem: Problem | None = None, sent: Any = None) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    seller = await commands.mine(house, person)
    context: dict[str, Any] = {"seller": seller, "problem": problem, "values": sent or {}}
    if seller is not None:
        async with house.database.session(commands.ACTOR, commands.schema(house)) as db:
            found = order_queries.to_send(db.connection, seller=seller.id, at_most=50)
            context["orders"] = [row async for row in found]
            context["payouts"] = [
                row async for row in payments.earnings(db.connection, person=person.id, at_most=20)
            ]
            begun = await payments.account(db.connection, person=person.id) is not None
        names = Locale.parse(str(speech().locale)).territories
        tone, words = ACCOUNT[seller.stripe_state]
        context |= {
            "begun": begun,
            "account_tone": tone,
            "account_words": _(words),
            "countries": sorted(((code, names[code]) for code in accounts.COUNTRIES), key=lambda one: one[1]),
            "address_lines": address_lines,
            "listings": await market.of_seller(house, seller.id),
            "payout_words": {name: _(said) for name, said in PAYOUTS.items()},
        }
    status = 200 if problem is None else problem.status
    return page(
        request,
        "hotmess/selling.html",
        {**frame(request, "market"), **context},
        product="hotmess",
        status=status,
    )


FRONT: Final = ("display_name", "bio", "legal_name", "legal_address", "tax_number")


@get(DESK, include_in_schema=False)
async def desk(request: Requested) -> Response[Any]:
    if await members.mine(house_of(request), person_of(request)) is None:
        return Redirect(f"/hotmess/join?next={DESK}", status_code=303)
    return await _desk(request)


@post(DESK, include_in_schema=False, status_code=200)
async def write(request: Requested) -> Response[Any]:
    """Ask to sell, or write the shop front anew."""
    house, person = house_of(request), person_of(request)
    sent = await request.form()
    try:
        form = await forms.read(request, SellerForm)
        if await commands.mine(house, person) is None:
            await commands.apply(house, person, form)
            flash_next(
                request,
                "success",
                "Thank you! Somebody looks at it, mostly within two days, and we write to you.",
            )
        else:
            await commands.change(house, person, form)
            flash_next(request, "success", "Saved.")
    except Invalid as problem:
        return await _desk(request, problem, {name: str(sent.get(name, "")) for name in FRONT})
    return Redirect(DESK, status_code=303)


@post(f"{DESK}/connect", include_in_schema=False, status_code=200)
async def connect(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    if await commands.mine(house, person) is None:
        raise NotFound
    form = await forms.read(request, CountryForm)
    there = accounts.connect(
        house, person, form.country, return_path=f"{DESK}/connected", refresh_path=f"{DESK}/again"
    )
    try:
        return await to_stripe(request, there, DESK)
    except Invalid as problem:
        return await _desk(request, problem)


@get([f"{DESK}/connected", f"{DESK}/again"], include_in_schema=False)
async def back(request: Requested) -> Redirect:
    """Back from Stripe, done or not: the account says how it stands."""
    return await back_from_stripe(request, accounts.look, DESK)


@post(DESK + "/orders/{order:uuid}", include_in_schema=False, status_code=200)
async def send(request: Requested, order: FromPath[UUID]) -> Response[Any]:
    """A seller's own order a step further."""
    try:
        form = await forms.read(request, SendForm)
        person = person_of(request)
        await orders.move(house_of(request), order, form.to_state, seller=person.id, tracking=form.tracking)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _desk(request, problem)
    flash_next(request, "success", "Noted.")
    return Redirect(DESK, status_code=303)


@get("/hotmess/sellers/{slug:str}", include_in_schema=False)
async def show(request: Requested, slug: FromPath[str]) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house, person = house_of(request), visitor(request)
    who = None if person is None else person.id
    found = await commands.reputation(house, slug, who)
    offered = await market.market(house, who, seller=found.seller_id)
    context = {"seller": found, "lines": offered.items}
    return page(request, "hotmess/seller.html", {**frame(request, "market"), **context}, product="hotmess")


@get("/api/hotmess/sellers/{slug:str}", tags=["hotmess"])
async def shown(request: Requested, slug: FromPath[str]) -> Reputation:
    """What buyers may know of a seller."""
    person = visitor(request)
    return await commands.reputation(house_of(request), slug, None if person is None else person.id)


@get("/api/hotmess/my/shop", tags=["hotmess"])
async def my_shop(request: Requested) -> Seller:
    """One's own shop front."""
    return await _mine(request)


@post("/api/hotmess/my/shop", tags=["hotmess"], status_code=201)
async def apply(request: Requested, data: JSONBody[SellerForm]) -> Seller:
    """Ask to sell."""
    house, person = house_of(request), person_of(request)
    await commands.apply(house, person, data)
    return await _mine(request)


async def _mine(request: Requested) -> Seller:
    found = await commands.mine(house_of(request), person_of(request))
    if found is None:
        raise NotFound
    return found


ROUTES = [desk, write, connect, back, send, show, shown, my_shop, apply]
