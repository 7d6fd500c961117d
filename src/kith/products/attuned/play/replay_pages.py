"""The console's check of a draw. Operators see positions and whether they come again, never a card: what two people drew is theirs."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from litestar import Response, get, post

from kith.commons.audit import commands as audit
from kith.foundation.errors import NotFound
from kith.foundation.product import NavigationLink
from kith.products.attuned.bank.frame import ROLES, Requested
from kith.products.attuned.play.evening import ACTOR, id_in
from kith.products.attuned.play.replay import Position, replay_for_operators
from kith.products.attuned.players.player import schema
from kith.web import forms
from kith.web.console_frame import Field, Form, Table, console_page, only, operator
from kith.web.request import house_of

PATH: Final = "/console/attuned/replay"
_LEAD: Final = (
    "Draws an evening again from its seed and says where the order comes out the same. Only evenings whose two players both opened them to this "
    "check; they find number and seed on their own page. What was on the cards is theirs and is not shown."
)
_WORDS: Final = {
    "same": "the same card",
    "different": "another card",
    "written": "written for the evening, not drawn",
}


class Asked(msgspec.Struct, frozen=True):
    evening: Annotated[str, msgspec.Meta(max_length=40)] = ""
    seed: Annotated[str, msgspec.Meta(max_length=20)] = ""


@get(PATH, include_in_schema=False, opt=only(*ROLES))
async def show(request: Requested) -> Response[str]:
    await operator(request)
    return _page(request, Asked(), None)


@post(PATH, include_in_schema=False, status_code=200)
async def check(request: Requested) -> Response[str]:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    asked = await forms.read(request, Asked)
    found: list[Position] | None = []
    try:
        evening = id_in(asked.evening.strip())
        if not asked.seed.strip().isdecimal():
            raise NotFound
        found = await replay_for_operators(house, evening, int(asked.seed))
    except NotFound:
        return _page(request, asked, [])
    async with house.database.session(ACTOR, schema(house)) as db:
        await audit.record(
            db,
            admin=admin,
            action="attuned.draw.checked",
            target_type="evening",
            product="attuned",
            payload={"cards": len(found)},
        )
    return _page(request, asked, found)


def _page(request: Requested, asked: Asked, found: list[Position] | None) -> Response[str]:
    tables: list[Table] = []
    if found is not None:
        tables = [
            Table(
                title="The order",
                columns=("Card", "Drawn again"),
                rows=[(one.seq, _WORDS[one.outcome]) for one in found],
                empty="No evening with this number and seed that both opened to the check, or no card in it.",
            )
        ]
    fields = [
        Field(name="evening", label="Number of the evening", value=asked.evening),
        Field(name="seed", label="Seed", value=asked.seed),
    ]
    return console_page(
        request,
        "Check a draw",
        tables,
        lead=_LEAD,
        forms=[Form(title="Which evening", action=PATH, button="Draw again", fields=fields, above=True)],
        product="attuned",
    )


ROUTES = [show, check]
CONSOLE_LINKS = [NavigationLink(PATH, "Check a draw")]
