"""Sellers: who asks to sell, who sells, who was suspended."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.foundation.language import later
from kith.products.hotmess.market.reads import of_seller
from kith.products.hotmess.operators.deciding import Deciding
from kith.products.hotmess.operators.frame import (
    ACTOR,
    ADMINS,
    MOST,
    STATES,
    STRIPE,
    Requested,
    schema,
)
from kith.products.hotmess.sellers import reviewing
from kith.products.hotmess.sellers.commands import queries
from kith.web.console_frame import Link, Table, console_page, only, operator
from kith.web.request import house_of

PATH: Final = "/console/hotmess/sellers"
_WORDS: Final = {"approve": "Let them sell", "suspend": "Suspend them", "reinstate": "Let them sell again"}
_DECIDING: Final = Deciding(
    path=PATH,
    roles=ADMINS,
    words=_WORDS,
    sources={name: (before,) for name, (before, _after) in reviewing.DECISIONS.items()},
    decide=reviewing.decide,
    needs_reason=reviewing.needs_reason,
    lead="They are told, with your reason. Whoever is suspended sells nothing from that moment; what nobody has paid is called off.",
    said=later("Decided, and they are told."),
)


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
    return console_page(
        request,
        row["display_name"],
        tables,
        facts=facts,
        links=[Link("All sellers", PATH)],
        forms=_DECIDING.forms(seller, row["status"]),
        product="hotmess",
    )


@post(PATH + "/{seller:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, seller: FromPath[UUID]) -> Redirect:
    return await _DECIDING.take(request, seller)


ROUTES = [listed, one, decide]
