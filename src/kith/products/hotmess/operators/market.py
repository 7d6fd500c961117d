"""Market listings to look at, what is live, and what was taken off."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.products.hotmess.market import reviewing
from kith.products.hotmess.market.commands import queries
from kith.products.hotmess.operators.frame import (
    ACTOR,
    MODERATORS,
    MOST,
    STATES,
    STRIPE,
    Requested,
    reason_field,
    schema,
)
from kith.products.hotmess.rulesets import commands as rulesets
from kith.products.hotmess.rulesets.checks import flags
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/market"
_WORDS: Final = {
    "approve": "Put it on the market",
    "send_back": "Send it back",
    "remove": "Take it off",
    "reinstate": "Put it back on",
}


class Decision(msgspec.Struct, frozen=True):
    decision: Annotated[str, msgspec.Meta(max_length=20)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@get(PATH, include_in_schema=False, opt=only(*MODERATORS))
async def queue(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    found: dict[str, list[Any]] = {}
    async with house.database.session(ACTOR, schema(house)) as db:
        for state in ("pending_review", "live", "removed"):
            rows = queries.by_state(db.connection, state=state, at_most=MOST)
            found[state] = [row async for row in rows]
    titles = {"pending_review": "Waiting for a look", "live": "On the market", "removed": "Taken off"}
    tables = [
        Table(
            title=titles[state],
            columns=("Name", "Price", "Sold by", "What we said", "Changed"),
            rows=[
                (
                    Link(row["title"], f"{PATH}/{row['id']}"),
                    f"{row['price_pence'] / 100:.2f} {row['currency']}",
                    row["seller_name"],
                    row["review_notes"] or "",
                    row["updated_at"],
                )
                for row in rows
            ],
            empty="Nothing.",
        )
        for state, rows in found.items()
    ]
    return console_page(request, "Market", tables, product="hotmess")


@get(PATH + "/{listing:uuid}", include_in_schema=False, opt=only(*MODERATORS))
async def one(request: Requested, listing: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, listing=listing)
        rules = await rulesets.current(db)
    if row is None:
        raise NotFound
    noticed = flags(
        rulesets.checks_of(rules), row["title"], row["description"], price_pence=row["price_pence"]
    )
    facts = [
        ("State", STATES[row["status"]]),
        ("Sold by", row["seller_name"]),
        ("Seller is", STATES[row["seller_status"]]),
        ("Stripe says", STRIPE[row["stripe_state"]]),
        ("Price", f"{row['price_pence'] / 100:.2f} {row['currency']}"),
        ("Free", row["free"]),
        ("Noticed", "; ".join(f"{name}: {what}" for name, what in noticed.items())),
    ]
    tables = [
        Table(
            title="What it says",
            columns=("Words",),
            rows=[(part,) for part in row["description"].split("\n\n") if part],
            empty="Nothing.",
        ),
        Table(
            title="Pictures",
            columns=("Picture",),
            rows=[(Link(f"Picture {place}", address),) for place, address in enumerate(row["images"], 1)],
            empty="None.",
        ),
    ]
    possible = {
        name: _WORDS[name]
        for name, (sources, _after) in reviewing.DECISIONS.items()
        if row["status"] in sources
    }
    form = Form(
        title="Decide",
        lead="Its seller is told, with your reason.",
        action=f"{PATH}/{listing}",
        button="Decide",
        fields=(
            Field(name="decision", label="Decision", options=tuple(possible.items())),
            reason_field(possible, reviewing.needs_reason),
        ),
    )
    return console_page(
        request,
        row["title"],
        tables,
        facts=facts,
        links=[Link("All of the market", PATH)],
        forms=[form] if possible else (),
        product="hotmess",
    )


@post(PATH + "/{listing:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, listing: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *MODERATORS)
    form = await forms.read(request, Decision)
    reason = reason_in(form.reason) if reviewing.needs_reason(form.decision) else form.reason
    await reviewing.decide(house_of(request), admin, listing, form.decision, reason)
    flash_next(request, "success", "Decided, and its seller is told.")
    return Redirect(PATH, status_code=303)


ROUTES = [queue, one, decide]
