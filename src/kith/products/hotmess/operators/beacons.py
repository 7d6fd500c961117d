"""Beacons to look at, and those that were taken down."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.foundation.language import later
from kith.products.hotmess.beacons import reviewing
from kith.products.hotmess.beacons.commands import queries as beacons
from kith.products.hotmess.beacons.form import KINDS
from kith.products.hotmess.operators.deciding import Deciding
from kith.products.hotmess.operators.frame import (
    ACTOR,
    MODERATORS,
    MOST,
    STATES,
    Requested,
    schema,
)
from kith.web.console_frame import Do, Link, Table, console_page, only, operator
from kith.web.pages import moment, zone_city
from kith.web.request import house_of

PATH: Final = "/console/hotmess/beacons"
_WORDS: Final = {
    "approve": "Let it go live",
    "send_back": "Send it back",
    "disable": "Take it down",
    "reinstate": "Bring it back",
    "archive": "Archive it",
}
_DECIDING: Final = Deciding(
    path=PATH,
    roles=MODERATORS,
    words=_WORDS,
    sources={name: (before,) for name, (before, _after) in reviewing.DECISIONS.items()},
    decide=reviewing.decide,
    needs_reason=reviewing.needs_reason,
    lead="Whoever put it on is told, with your reason.",
    said=later("Decided, and whoever put it on is told."),
)


def _flags(flags: dict[str, Any]) -> str:
    parts = [f"{name}: {', '.join(flags[name])}" for name in ("words", "links") if name in flags]
    if "price" in flags:
        parts.append(f"price: {flags['price'] / 100:.2f}")
    return "; ".join(parts)


def _by_its_clock(row: Any, name: str) -> str:
    at = row[name]
    return "" if at is None else f"{moment(at, row['timezone'], 'short')} in {zone_city(row['timezone'])}"


@get(PATH, include_in_schema=False, opt=only(*MODERATORS))
async def queue(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        waiting = [row async for row in beacons.to_review(db.connection, at_most=MOST)]
        live = [row async for row in beacons.by_state(db.connection, state="live", at_most=MOST)]
        down = [row async for row in beacons.by_state(db.connection, state="disabled", at_most=MOST)]
    tables = [
        Table(
            title="Waiting for a look",
            lead="The longest waiting first. What the rules' checks noticed stands beside it; a person decides.",
            columns=("Name", "Kind", "City", "By", "Noticed", "Since"),
            rows=[
                (
                    Link(row["title"], f"{PATH}/{row['id']}"),
                    KINDS[row["kind"]],
                    row["city_name"],
                    row["username"],
                    _flags(row["content_flags"]),
                    row["updated_at"],
                )
                for row in waiting
            ],
            empty="Nobody waits for us.",
        ),
        Table(
            title="Live",
            columns=("Name", "Kind", "City", "By", "Changed"),
            rows=[
                (
                    Link(row["title"], f"{PATH}/{row['id']}"),
                    KINDS[row["kind"]],
                    row["city_name"],
                    row["username"],
                    row["updated_at"],
                )
                for row in live
            ],
            empty="Nothing is on.",
        ),
        Table(
            title="Taken down",
            columns=("Name", "Why", "Changed", ""),
            rows=[
                (
                    Link(row["title"], f"{PATH}/{row['id']}"),
                    row["review_notes"],
                    row["updated_at"],
                    Do(
                        _WORDS["reinstate"],
                        f"{PATH}/{row['id']}",
                        asks="Why?",
                        fields={"decision": "reinstate"},
                    ),
                )
                for row in down
            ],
            empty="Nothing.",
        ),
    ]
    return console_page(request, "Beacons", tables, product="hotmess")


@get(PATH + "/{beacon:uuid}", include_in_schema=False, opt=only(*MODERATORS))
async def one(request: Requested, beacon: FromPath[UUID]) -> Response[str]:
    await operator(request)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await beacons.one(db.connection, beacon=beacon)
    if row is None:
        raise NotFound
    facts = [
        ("State", STATES[row["state"]]),
        ("Kind", KINDS[row["kind"]]),
        ("City", row["city_name"]),
        ("Where", row["venue_name"]),
        ("Begins", _by_its_clock(row, "starts_at")),
        ("Shown until", _by_its_clock(row, "expires_at")),
        ("At the door", f"{row['price_pence'] / 100:.2f} {row['currency']}"),
        ("Rules", f"{row['ruleset_name']}, version {row['ruleset_version']}"),
        ("Noticed", _flags(row["content_flags"])),
        ("By", row["username"]),
        *([("Called off because", row["called_off_because"])] if row["called_off_because"] else []),
    ]
    text = Table(
        title="What it says",
        columns=("Words",),
        rows=[(part,) for part in row["description"].split("\n\n") if part],
        empty="Nothing.",
    )
    return console_page(
        request,
        row["title"],
        [text],
        facts=facts,
        links=[Link("All beacons", PATH)],
        forms=_DECIDING.forms(beacon, row["state"]),
        product="hotmess",
    )


@post(PATH + "/{beacon:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, beacon: FromPath[UUID]) -> Redirect:
    return await _DECIDING.take(request, beacon)


ROUTES = [queue, one, decide]
