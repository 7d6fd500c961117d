"""Bans in force: what each ended, lifting one, closing an account without a case, and appeals against those."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.safety import ban_appeals, banning
from kith.console.whom import HINT, asked_for, whom
from kith.foundation.actor import service
from kith.web import forms
from kith.web.console_frame import Do, Field, Form, Table, console_page, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
_ACTOR = service("console.bans")
_ROLES: Final = ("ops",)
_PAGE: Final = "/console/bans"


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class NewBan(msgspec.Struct, frozen=True):
    address: Annotated[str, msgspec.Meta(max_length=200)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=4000)] = ""


@get(_PAGE, include_in_schema=False, opt=only(*_ROLES))
async def listed(request: Requested) -> Response[str]:
    admin = await operator(request)
    async with house_of(request).database.session(_ACTOR, "kith") as db:
        appeals = [row async for row in ban_appeals.queries.open_appeals(db.connection)]
        bans = [row async for row in ban_appeals.queries.in_force(db.connection, at_most=200)]
    tables = [
        Table(
            title="Appeals",
            lead="Against bans that came of no case; those of cases are in the queue. Whoever banned somebody does not answer their appeal.",
            columns=("Person", "Since", "Why they were banned", "What they say", "", ""),
            rows=[
                (
                    str(row["person_id"]),
                    row["created_at"],
                    row["reason"],
                    row["words"],
                    *_answers(row["id"], own=row["admin_id"] == admin.id),
                )
                for row in appeals
            ],
            empty="Nobody waits for an answer.",
        ),
        Table(
            title="In force",
            lead="Lifting one gives back access. What was ended stays ended.",
            columns=("Person", "Since", "By", "Why", "What it ended", ""),
            rows=[
                (
                    str(row["person_id"]),
                    row["since"],
                    row["banned_by"],
                    row["reason"],
                    "Under way" if row["waiting"] else _ended(request, row["ended"]) or "Nothing",
                    Do("Lift", f"{_PAGE}/{row['person_id']}/lift", "Why it is lifted"),
                )
                for row in bans
            ],
            empty="Nobody is banned.",
        ),
    ]
    ban_somebody = Form(
        title="Close an account",
        lead="For what no report came of. They are out at once, in every product, and read your reason.",
        action=_PAGE,
        button="Close it",
        fields=(
            Field(name="address", label="Who", hint=HINT, value=asked_for(request)),
            Field(name="reason", label="Why, for them to read", type="textarea"),
        ),
    )
    return console_page(request, "Bans", tables, forms=[ban_somebody])


def _answers(appeal: UUID, *, own: bool) -> tuple[Do | str, Do | str]:
    if own:
        return "You decided this one", "somebody else answers"
    return (
        Do("It stands", f"{_PAGE}/appeals/{appeal}/uphold", "What we answer"),
        Do("Take it back", f"{_PAGE}/appeals/{appeal}/reverse", "What we answer"),
    )


def _ended(request: Requested, outcomes: dict[str, dict[str, int]]) -> str:
    """What a ban ended, product by product; where there was nothing it says nothing."""
    found = {
        product.name: [
            f"{what.replace('_', ' ')} {number}"
            for what, number in sorted(outcomes.get(product.slug, {}).items())
            if number
        ]
        for product in house_of(request).products
    }
    return "; ".join(f"{name}: {', '.join(parts)}" for name, parts in found.items() if parts)


@post(_PAGE, include_in_schema=False, status_code=200)
async def ban(request: Requested) -> Redirect:
    admin = await operator(request, *_ROLES)
    form = await forms.read(request, NewBan)
    house = house_of(request)
    person = await whom(request, form.address, field="address")
    async with house.database.session(_ACTOR, "kith") as db:
        await banning.ban(house, db, admin=admin, person_id=person, reason=reason_in(form.reason))
    flash_next(request, "success", "Closed. What they had under way ends within moments.")
    return Redirect(_PAGE, status_code=303)


@post(_PAGE + "/{person_id:uuid}/lift", include_in_schema=False, status_code=200)
async def lift(request: Requested, person_id: FromPath[UUID]) -> Redirect:
    admin = await operator(request, *_ROLES)
    form = await forms.read(request, Reason)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        await banning.lift(house, db, admin=admin, person_id=person_id, reason=reason_in(form.reason))
    flash_next(request, "success", "Lifted; they are told.")
    return Redirect(_PAGE, status_code=303)


async def _answer(request: Requested, appeal_id: UUID, *, take_back: bool) -> Redirect:
    admin = await operator(request, *_ROLES)
    words = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(_ACTOR, "kith") as db:
        person = await ban_appeals.answer(house, db, admin, appeal_id, words, take_back=take_back)
        if person is not None:
            await banning.lift(house, db, admin=admin, person_id=person, reason=words)
    flash_next(request, "success", "Answered; they are told.")
    return Redirect(_PAGE, status_code=303)


@post(_PAGE + "/appeals/{appeal_id:uuid}/uphold", include_in_schema=False, status_code=200)
async def uphold(request: Requested, appeal_id: FromPath[UUID]) -> Redirect:
    return await _answer(request, appeal_id, take_back=False)


@post(_PAGE + "/appeals/{appeal_id:uuid}/reverse", include_in_schema=False, status_code=200)
async def reverse(request: Requested, appeal_id: FromPath[UUID]) -> Redirect:
    return await _answer(request, appeal_id, take_back=True)


ROUTES = [listed, ban, lift, uphold, reverse]
