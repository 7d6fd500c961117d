"""Data that has to be kept for a while: placing a hold, lifting it, and what there is. Every step is written down."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.privacy import holds
from kith.console.whom import HINT, asked_for, whom
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Table, console_page, only, operator, reason_of
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
PATH: Final = "/console/legal-holds"
_ROLES: Final = ("ops",)
_ACTOR: Final = service("console.legal_holds")
_MOST: Final = 200


class NewHold(msgspec.Struct, frozen=True):
    person: Annotated[str, msgspec.Meta(max_length=200)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=4000)] = ""
    told: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    days: Annotated[str, msgspec.Meta(max_length=5)] = ""


@get(PATH, include_in_schema=False, opt=only(*_ROLES))
async def listed(request: Requested) -> Response[str]:
    await operator(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        rows = [row async for row in holds.queries.desk(db.connection, at_most=_MOST)]
    table = Table(
        title="Holds",
        lead="While one is in force nobody can be forgotten, and nothing of theirs goes by a rule of retention.",
        columns=("Person", "Why", "What they are told", "By", "Since", "Until", "Ended", ""),
        rows=[
            (
                str(row["person_id"]),
                row["reason"],
                row["told"],
                row["placed_by"] or "",
                row["placed_at"],
                row["keep_until"],
                row["lifted_because"] or ("" if row["in_force"] else "Its time is over"),
                Do("Lift", f"{PATH}/{row['id']}/lift", asks="Why is it lifted?") if row["in_force"] else "",
            )
            for row in rows
        ],
        empty="Nobody's data has to be kept.",
    )
    form = Form(
        title="Keep somebody's data",
        lead="For a claim, an investigation or an order of a court, and only for as long as that needs.",
        action=PATH,
        button="Keep it",
        fields=(
            Field(
                name="person",
                label="Who",
                hint=HINT,
                value=asked_for(request),
            ),
            Field(
                name="reason",
                label="Why",
                type="textarea",
                hint="For the house: who asks for it, and on what it rests.",
            ),
            Field(name="told", label="What they are told", type="textarea"),
            Field(name="days", label="For how many days", type="number", value="180"),
        ),
    )
    return console_page(request, "Legal holds", [table], forms=[form])


@post(PATH, include_in_schema=False, status_code=200)
async def place(request: Requested) -> Redirect:
    admin = await operator(request, *_ROLES)
    form = await forms.read(request, NewHold)
    person = await whom(request, form.person, field="person")
    if not form.days.strip().isdecimal():
        raise Invalid("Please give the days as a number.", field="days")
    await holds.place(
        house_of(request), admin, person, reason=form.reason, told=form.told, days=int(form.days)
    )
    flash_next(request, "success", "Their data is kept, and it is written down.")
    return Redirect(PATH, status_code=303)


@post(PATH + "/{hold:uuid}/lift", include_in_schema=False, status_code=200)
async def lift(request: Requested, hold: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *_ROLES)
    await holds.lift(house_of(request), admin, hold, await reason_of(request))
    flash_next(request, "success", "It is lifted. What was asked for goes on.")
    return Redirect(PATH, status_code=303)


ROUTES = [listed, place, lift]
