"""Listings to look at, those on sale, those taken down; the price caps."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.foundation.language import later
from kith.products.hotmess.listings import reviewing
from kith.products.hotmess.listings.commands import queries
from kith.products.hotmess.operators.deciding import Deciding
from kith.products.hotmess.operators.frame import (
    ACTOR,
    ADMINS,
    MODERATORS,
    MOST,
    STATES,
    Requested,
    schema,
)
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/listings"
CAPS: Final = "/console/hotmess/resale-caps"
_WORDS: Final = {
    "approve": "Let it go live",
    "send_back": "Send it back",
    "remove": "Take it down",
    "reinstate": "Bring it back",
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
_EVIDENCE: Final = {
    "none": "Nothing",
    "proof_post": "A proof in the thread",
    "qr_scan": "A scan at the door",
    "both": "Both",
}
_LINKS: Final = {
    "qr_scan": "A scan at the door",
    "proof_post": "A proof in the thread",
    "admin_verification": "One of us looked at it",
    "seller_verification": "Its seller was looked at",
}


class EvidenceChoice(msgspec.Struct, frozen=True):
    evidence: Annotated[str, msgspec.Meta(max_length=20)]
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class Cap(msgspec.Struct, frozen=True):
    country: Annotated[str, msgspec.Meta(max_length=4)]
    percent: int
    note: Annotated[str, msgspec.Meta(max_length=200)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


def _price(row: Any) -> str:
    return f"{row['price_pence'] / 100:.2f} of {row['face_value_pence'] / 100:.2f} {row['currency']}"


@get(PATH, include_in_schema=False, opt=only(*MODERATORS))
async def queue(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    tables: list[Table] = []
    async with house.database.session(ACTOR, schema(house)) as db:
        for state, title, empty in (
            ("pending_review", "Waiting for a look", "Nobody waits for us."),
            ("live", "For sale", "Nothing is for sale."),
            ("removed", "Taken down", "Nothing."),
        ):
            rows = [row async for row in queries.by_state(db.connection, state=state, at_most=MOST)]
            tables.append(
                Table(
                    title=title,
                    columns=("Night", "Price", "By", "Vouched by", "Lacks", "Reports", "Since"),
                    rows=[
                        (
                            Link(row["title"], f"{PATH}/{row['id']}"),
                            _price(row),
                            row["username"],
                            _EVIDENCE[row["evidence_requirement"]],
                            "" if row["missing"] is None else _EVIDENCE[row["missing"]],
                            row["report_count"],
                            row["updated_at"],
                        )
                        for row in rows
                    ],
                    empty=empty,
                )
            )
    return console_page(
        request, "Ticket listings", tables, links=[Link("Price caps", CAPS)], product="hotmess"
    )


@get(PATH + "/{listing:uuid}", include_in_schema=False, opt=only(*MODERATORS))
async def one(request: Requested, listing: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, listing=listing, viewer=None)
        chain = [link async for link in queries.evidence_of(db.connection, listing=listing)]
    if row is None:
        raise NotFound
    facts = [
        ("State", STATES[row["status"]]),
        ("Night", row["title"]),
        ("Price", _price(row)),
        ("Cap", f"{row['percent']} % of the face value"),
        ("Has to be vouched by", _EVIDENCE[row["evidence_requirement"]]),
        ("Lacks", "Nothing" if row["missing"] is None else _EVIDENCE[row["missing"]]),
        ("Proof", row["proof"] or ""),
        ("Says", row["description"] or ""),
        ("Seller has sold", row["sold_before"]),
        ("Reports that count", row["report_count"]),
        ("Notes", row["review_notes"] or ""),
    ]
    evidence = Table(
        title="Its chain of evidence",
        columns=("Link", "Kind", "When"),
        rows=[(link["sequence"], _LINKS[link["evidence_type"]], link["created_at"]) for link in chain],
        empty="Nothing yet: it is written when it goes live.",
    )
    made = _DECIDING.forms(listing, row["status"])
    if row["status"] in ("draft", "pending_review", "removed"):
        made.append(
            Form(
                title="Evidence",
                lead="What has to vouch for it before it can be on sale.",
                action=f"{PATH}/{listing}/evidence",
                button="Ask for it",
                fields=(
                    Field(
                        name="evidence",
                        label="Vouched by",
                        value=row["evidence_requirement"],
                        options=tuple(_EVIDENCE.items()),
                    ),
                    Field(name="reason", label="Why?"),
                ),
            )
        )
    return console_page(
        request,
        row["title"],
        [evidence],
        facts=facts,
        links=[Link("All listings", PATH)],
        forms=made,
        product="hotmess",
    )


@post(PATH + "/{listing:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, listing: FromPath[UUID]) -> Redirect:
    return await _DECIDING.take(request, listing)


@post(PATH + "/{listing:uuid}/evidence", include_in_schema=False, status_code=200)
async def evidence(request: Requested, listing: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *MODERATORS)
    form = await forms.read(request, EvidenceChoice)
    await reviewing.require(house_of(request), admin, listing, form.evidence, reason_in(form.reason))
    flash_next(request, "success", "Written down.")
    return Redirect(f"{PATH}/{listing}", status_code=303)


@get(CAPS, include_in_schema=False, opt=only(*ADMINS))
async def caps(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.caps(db.connection)]
    table = Table(
        title="The most a ticket may cost second hand",
        columns=("Country", "Percent of its face value", "Why"),
        rows=[(row["country"], row["percent"], row["note"]) for row in rows],
        empty="Nothing.",
    )
    form = Form(
        title="Set a cap",
        lead="It holds for what is written or goes live from now on. * is everywhere else.",
        action=CAPS,
        button="Set it",
        fields=(
            Field(name="country", label="Country, as two letters"),
            Field(name="percent", label="Percent", type="number"),
            Field(name="note", label="The law, or whose rule it is", required=False),
            Field(name="reason", label="Why now?"),
        ),
    )
    return console_page(
        request,
        "Price caps",
        [table],
        links=[Link("All listings", PATH)],
        forms=[form],
        product="hotmess",
    )


@post(CAPS, include_in_schema=False, status_code=200)
async def set_cap(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, Cap)
    await reviewing.set_cap(
        house_of(request), admin, form.country, form.percent, form.note, reason_in(form.reason)
    )
    flash_next(request, "success", "Set.")
    return Redirect(CAPS, status_code=303)


ROUTES = [queue, one, decide, evidence, caps, set_cap]
