"""Sellers: who asks to sell, who sells, who was suspended."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.products.hotmess.market.reads import of_seller
from kith.products.hotmess.operators.frame import (
    ACTOR,
    ADMINS,
    MOST,
    STATES,
    STRIPE,
    Requested,
    reason_field,
    schema,
)
from kith.products.hotmess.sellers import reviewing
from kith.products.hotmess.sellers.commands import queries
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/sellers"
_WORDS: Final = {"approve": "Let them sell", "suspend": "Suspend them", "reinstate": "Let them sell again"}


class Decision(msgspec.Struct, frozen=True):
    decision: Annotated[str, msgspec.Meta(max_length=20)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


def _row(row: Any) -> tuple[Any, ...]:
    return (
        Link(row["display_name"], f"{PATH}/{row['id']}"),
        row["username"] or "",
        STRIPE[row["stripe_state"]],
        row["live"],
        row["review_notes"] or "",
        row["created_at"],
    )


@get(PATH, include_in_schema=False, opt=only(*ADMINS))
async def listed(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    found: dict[str, list[Any]] = {}
    async with house.database.session(ACTOR, schema(house)) as db:
        for state in ("pending", "approved", "suspended"):
            rows = queries.by_state(db.connection, state=state, at_most=MOST)
            found[state] = [row async for row in rows]
    columns = ("Name", "Member", "Stripe", "Live", "What we said", "Asked")
    titles = {"pending": "Asking to sell", "approved": "Selling", "suspended": "Suspended"}
    tables = [
        Table(title=titles[state], columns=columns, rows=[_row(row) for row in rows], empty="Nobody.")
        for state, rows in found.items()
    ]
    return console_page(request, "Sellers", tables, product="hotmess")


@get(PATH + "/{seller:uuid}", include_in_schema=False, opt=only(*ADMINS))
async def one(request: Requested, seller: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.lock(db.connection, seller=seller)
    if row is None:
        raise NotFound
    offers = await of_seller(house, seller)
    facts = [
        ("State", STATES[row["status"]]),
        ("Member", row["username"] or ""),
        ("Stripe says", STRIPE[row["stripe_state"]]),
        ("Asked of Stripe", row["stripe_checked_at"]),
        ("Asked to sell", row["created_at"]),
        ("What we said", row["review_notes"] or ""),
    ]
    tables = [
        Table(
            title="What they say",
            columns=("Words",),
            rows=[(part,) for part in row["bio"].split("\n\n") if part],
            empty="Nothing.",
        ),
        Table(
            title="What they offer",
            columns=("Name", "Price", "State", "Free", "Sold"),
            rows=[
                (
                    Link(one.title, f"/console/hotmess/market/{one.id}"),
                    f"{one.price_pence / 100:.2f} {one.currency}",
                    STATES[one.status],
                    one.free,
                    one.sold,
                )
                for one in offers
            ],
            empty="Nothing.",
        ),
    ]
    possible = {
        name: _WORDS[name]
        for name, (before, _after) in reviewing.DECISIONS.items()
        if before == row["status"]
    }
    form = Form(
        title="Decide",
        lead="They are told, with your reason. Whoever is suspended sells nothing from that moment; what nobody has paid is called off.",
        action=f"{PATH}/{seller}",
        button="Decide",
        fields=(
            Field(name="decision", label="Decision", options=tuple(possible.items())),
            reason_field(possible, reviewing.needs_reason),
        ),
    )
    return console_page(
        request,
        row["display_name"],
        tables,
        facts=facts,
        links=[Link("All sellers", PATH)],
        forms=[form],
        product="hotmess",
    )


@post(PATH + "/{seller:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, seller: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, Decision)
    reason = reason_in(form.reason) if reviewing.needs_reason(form.decision) else form.reason
    await reviewing.decide(house_of(request), admin, seller, form.decision, reason)
    flash_next(request, "success", "Decided, and they are told.")
    return Redirect(PATH, status_code=303)


ROUTES = [listed, one, decide]
