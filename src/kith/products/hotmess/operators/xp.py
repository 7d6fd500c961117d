"""Corrections of XP: with a reason, and above a thousand with a second person."""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.language import _
from kith.products.hotmess.operators.frame import ADMINS, MOST, Requested, schema
from kith.products.hotmess.xp import commands
from kith.products.hotmess.xp.reads import queries
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

PATH: Final = "/console/hotmess/xp"


class AdjustForm(msgspec.Struct, frozen=True, kw_only=True):
    username: Annotated[str, msgspec.Meta(max_length=60)] = ""
    amount: Annotated[int, msgspec.Meta(ge=-10_000_000, le=10_000_000)]
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class DecisionForm(msgspec.Struct, frozen=True):
    apply: bool = False


@get(PATH, include_in_schema=False, opt=only(*ADMINS))
async def show(request: Requested) -> Response[str]:
    admin = await operator(request)
    house = house_of(request)
    async with house.database.session(commands.ACTOR, schema(house)) as db:
        rows = [row async for row in queries.adjustments(db.connection, at_most=MOST)]
    waiting = [row for row in rows if row["state"] == "proposed"]
    tables = [
        Table(
            title="Waiting for a second person",
            lead="More than 1,000 in a day for one person takes two of us.",
            columns=("Who", "XP", "Why", "Proposed by", "Since", "", ""),
            rows=[
                (
                    row["username"],
                    f"{row['amount']:+,}",
                    row["reason"],
                    row["proposed_by_email"],
                    row["created_at"],
                    ""
                    if row["proposed_by"] == admin.id
                    else Do("Apply", f"{PATH}/{row['id']}", fields={"apply": "yes"}),
                    "" if row["proposed_by"] == admin.id else Do("Decline", f"{PATH}/{row['id']}"),
                )
                for row in waiting
            ],
            empty="Nothing waits.",
        ),
        Table(
            title="Decided",
            columns=("Who", "XP", "Why", "Proposed by", "State", "When"),
            rows=[
                (
                    row["username"],
                    f"{row['amount']:+,}",
                    row["reason"],
                    row["proposed_by_email"],
                    row["state"],
                    row["created_at"],
                )
                for row in rows
                if row["state"] != "proposed"
            ],
            empty="None yet.",
        ),
    ]
    form = Form(
        title="Correct a balance",
        lead="The ledger is never changed: a correction is another line, with your reason. The member is told.",
        action=PATH,
        button="Correct",
        fields=(
            Field(name="username", label="Whose"),
            Field(name="amount", label="By how much", type="number", hint="Below zero to take away."),
            Field(name="reason", label="Reason"),
        ),
    )
    return console_page(request, "XP", tables, forms=[form], product="hotmess")


@post(PATH, include_in_schema=False, status_code=200)
async def adjust(request: Requested) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, AdjustForm)
    state = await commands.adjust(
        house_of(request), admin, form.username, form.amount, reason_in(form.reason)
    )
    flash_next(
        request,
        "success",
        _("Corrected.") if state == "applied" else _("Proposed. A second person has to apply it."),
    )
    return Redirect(PATH, status_code=303)


@post(PATH + "/{adjustment:uuid}", include_in_schema=False, status_code=200)
async def decide(request: Requested, adjustment: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *ADMINS)
    form = await forms.read(request, DecisionForm)
    await commands.decide(house_of(request), admin, adjustment, form.apply)
    flash_next(request, "success", _("Applied.") if form.apply else _("Declined."))
    return Redirect(PATH, status_code=303)


ROUTES = [show, adjust, decide]
