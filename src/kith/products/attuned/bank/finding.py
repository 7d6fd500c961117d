"""The bank as a list, filtered."""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import quote

import msgspec
from litestar import Response, get

from kith.products.attuned.bank.commands import queries
from kith.products.attuned.bank.frame import (
    ACTOR,
    PATH,
    ROLES,
    STATES,
    STATISTICS,
    Requested,
    beginning,
    choice,
    schema,
    state_of,
)
from kith.products.attuned.terms import CardType, Level
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, only, operator
from kith.web.request import house_of

AT_ONCE: Final = 50


class Filters(msgspec.Struct, frozen=True):
    rating: str = ""
    type: str = ""
    state: str = ""
    theme: Annotated[str, msgspec.Meta(max_length=40)] = ""
    words: Annotated[str, msgspec.Meta(max_length=80)] = ""
    after: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] = 0


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show_cards(request: Requested) -> Response[str]:
    await operator(request)
    house = house_of(request)
    filters = forms.convert({key: value for key, value in request.query_params.items() if value}, Filters)
    asked = msgspec.structs.asdict(filters)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [row async for row in queries.listed(db.connection, **asked, at_most=AT_ONCE + 1)]
    shown = rows[:AT_ONCE]
    more = None
    if len(rows) > AT_ONCE:
        onward = {**asked, "after": shown[-1]["activity_id"]}
        query = "&".join(f"{key}={quote(str(value), safe='')}" for key, value in onward.items() if value)
        more = Link("More", f"{PATH}?{query}")
    table = Table(
        title="Cards",
        columns=("Text", "Number", "Level", "Kind", "Intensity", "Themes", "State"),
        rows=[
            (
                Link(beginning(row["script"]), f"{PATH}/{row['activity_id']}"),
                row["activity_id"],
                row["rating"],
                row["type"],
                row["intensity"],
                ", ".join(row["tags"] or ()),
                state_of(row),
            )
            for row in shown
        ],
        empty="No card is like that. Loosen the filters, or write one.",
        more=more,
    )
    form = Form(
        title="Find",
        action=PATH,
        method="get",
        above=True,
        button="Show",
        fields=(
            choice("rating", "Level", [level.value for level in Level], filters.rating),
            choice("type", "Kind", [kind.value for kind in CardType], filters.type),
            Field(
                name="state",
                label="State",
                value=filters.state,
                required=False,
                options=[("", "All"), *STATES.items()],
            ),
            Field(name="theme", label="Theme", value=filters.theme, required=False),
            Field(name="words", label="Words", value=filters.words, required=False),
        ),
    )
    links = [
        Link("Write a card", f"{PATH}/new"),
        Link("Import a file", f"{PATH}/import"),
        Link("Statistics", STATISTICS),
    ]
    return console_page(request, "Cards", [table], links=links, forms=[form], product="attuned")


ROUTES = [show_cards]
