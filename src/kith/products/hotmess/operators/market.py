"""Market listings to look at, what is live, and what was taken off."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.foundation.language import later
from kith.products.hotmess.market import reviewing
from kith.products.hotmess.market.commands import queries
from kith.products.hotmess.operators.deciding import Deciding
from kith.products.hotmess.operators.frame import (
    ACTOR,
    MODERATORS,
    MOST,
    STATES,
    STRIPE,
    Requested,
    schema,
)
from kith.products.hotmess.rulesets import commands as rulesets
from kith.products.hotmess.rulesets.checks import flags
from kith.web.console_frame import Link, Table, console_page, only, operator
from kith.web.request import house_of

PATH: Final = "/console/hotmess/market"
_WORDS: Final = {
    "approve": "Put it on the market",
    "send_back": "Send it back",
    "remove": "Take it off",
    "reinstate": "Put it back on",
}
_DECIDING: Final = Deciding(
    path=PATH,
    roles=MODERATORS,
    words=_WORDS,
    sources={name: before for name, (before, _after) in reviewing.DECISIONS.items()},
    decide=reviewing.decide,
    needs_reason=reviewing.needs_reason,
    lead="Its seller is told, with your reason.",
    said=later("Decided, and its seller is told."),
)


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
    return console_page(
        request,
        row["title"],
        tables,
        facts=facts,
        links=[Link("All of the market", PATH)],
        forms=_DECIDING.forms(listing, row["status"]),
        product="hotmess",
    )


@post(PATH + "/{listing:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, listing: FromPath[UUID]) -> Redirect:
    return await _DECIDING.take(request, listing)


ROUTES = [queue, one, decide]
