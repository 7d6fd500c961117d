"""One card: writing it, rewriting it with the checks' verdict in sight, letting it in and out, archiving it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid, Problem
from kith.foundation.language import _
from kith.products.attuned.bank import commands
from kith.products.attuned.bank.card_form import form_for, sent
from kith.products.attuned.bank.frame import ACTOR, PATH, ROLES, Requested, possible, schema, state_of
from kith.products.attuned.bank.verdict import verdict_on
from kith.products.attuned.cards.card import Card
from kith.web import forms
from kith.web.console_frame import Field, Form, Link, Table, console_page, filled, only, operator, reason_in
from kith.web.pages import flash_next
from kith.web.request import house_of


class Reason(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=300)] = ""


@get(PATH + "/new", include_in_schema=False, opt=only(*ROLES))
async def show_new(request: Requested) -> Response[str]:
    await operator(request)
    return _new_page(request, form_for(None, PATH, "Keep it"))


def _new_page(request: Requested, form: Form, problem: Problem | None = None) -> Response[str]:
    return console_page(
        request,
        "Write a card",
        [],
        lead="It waits for approval; you see the checks’ verdict as soon as it is kept.",
        links=[Link("All cards", PATH)],
        forms=[form],
        product="attuned",
        problem=problem,
    )


@post(PATH, include_in_schema=False, status_code=200)
async def write_new(request: Requested) -> Response[Any]:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    try:
        card = await sent(request)
        async with house.database.session(ACTOR, schema(house)) as db:
            number = await commands.add(db, admin, card)
    except (Invalid, Conflict) as problem:
        return _new_page(request, await filled(request, form_for(None, PATH, "Keep it")), problem)
    flash_next(request, "success", "Kept. It waits for approval.")
    return Redirect(f"{PATH}/{number}", status_code=303)


@get(PATH + "/{number:int}", include_in_schema=False, opt=only(*ROLES))
async def show_card(request: Requested, number: FromPath[int]) -> Response[str]:
    await operator(request)
    return await _card_page(request, number)


async def _card_page(request: Requested, number: int, problem: Problem | None = None) -> Response[str]:
    """The card with its verdict; with a `problem`, as it was sent."""
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await commands.find(db, possible(number))
    card = commands.readable(row)
    verdict = verdict_on(card)
    sentences = [("Refused", one) for one in verdict.refusals] + [("Look at", one) for one in verdict.hints]
    table = Table(
        title="The checks’ verdict",
        columns=("Verdict", "Why"),
        rows=sentences,
        lead="It passes every check. What follows is only worth a look."
        if verdict.ok and verdict.hints
        else "",
        empty="It passes every check.",
    )
    facts = [
        ("State", state_of(row)),
        ("Changed", row["updated_at"].date().isoformat()),
        ("From", f"{row['source']} {row['source_version'] or ''}".strip()),
        ("Content", (row["activity_uid"] or "")[:8]),
    ]
    here = f"{PATH}/{number}"
    shown = _forms(row, card, here, verdict.ok)
    if problem is not None:
        shown = [await filled(request, one) if one.action == here else one for one in shown]
    return console_page(
        request,
        f"Card {number}",
        [table],
        facts=facts,
        links=[Link("All cards", PATH)],
        forms=shown,
        product="attuned",
        problem=problem,
    )


@post(PATH + "/{number:int}", include_in_schema=False, status_code=200)
async def change_card(request: Requested, number: FromPath[int]) -> Response[Any]:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    try:
        card = await sent(request)
        async with house.database.session(ACTOR, schema(house)) as db:
            live = await commands.change(db, admin, possible(number), card)
    except (Invalid, Conflict) as problem:
        return await _card_page(request, number, problem)
    flash_next(
        request,
        "success",
        _("Kept.") if live else _("Kept. It is not in play: see the verdict, then approve it."),
    )
    return Redirect(f"{PATH}/{number}", status_code=303)


@post(PATH + "/{number:int}/approve", include_in_schema=False, status_code=200)
async def approve_card(request: Requested, number: FromPath[int]) -> Redirect:
    return await _decided(request, number, approved=True)


@post(PATH + "/{number:int}/withdraw", include_in_schema=False, status_code=200)
async def withdraw_card(request: Requested, number: FromPath[int]) -> Redirect:
    return await _decided(request, number, approved=False)


@post(PATH + "/{number:int}/archive", include_in_schema=False, status_code=200)
async def archive_card(request: Requested, number: FromPath[int]) -> Redirect:
    admin = await operator(request, *ROLES)
    reason = reason_in((await forms.read(request, Reason)).reason)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        await commands.archive(db, admin, possible(number), reason)
    flash_next(request, "success", "Archived. Nobody draws it any more.")
    return Redirect(f"{PATH}/{number}", status_code=303)


@post(PATH + "/{number:int}/restore", include_in_schema=False, status_code=200)
async def restore_card(request: Requested, number: FromPath[int]) -> Redirect:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        await commands.restore(db, admin, possible(number))
    flash_next(request, "success", "It is back.")
    return Redirect(f"{PATH}/{number}", status_code=303)


async def _decided(request: Requested, number: int, *, approved: bool) -> Redirect:
    admin = await operator(request, *ROLES)
    house = house_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        await commands.approve(db, admin, possible(number), approved=approved)
    flash_next(request, "success", _("It is in play.") if approved else _("It is out of play."))
    return Redirect(f"{PATH}/{number}", status_code=303)


def _forms(row: Any, card: Card, here: str, passes: bool) -> list[Form]:
    if not row["is_active"]:
        return [Form(title="Bring it back", action=f"{here}/restore", button="Bring it back", fields=())]
    letting_in = Form(title="Let it in", action=f"{here}/approve", button="Approve", fields=())
    taking_out = Form(title="Take it out of play", action=f"{here}/withdraw", button="Take it out", fields=())
    archiving = Form(
        title="Archive it",
        lead="It leaves the bank and can be brought back. What was played stays played.",
        action=f"{here}/archive",
        button="Archive",
        fields=(Field(name="reason", label="Reason, for the log"),),
    )
    return [
        *([letting_in] if passes and not row["approved"] else []),
        form_for(card, here, "Keep"),
        *([taking_out] if row["approved"] else []),
        archiving,
    ]


ROUTES = [
    show_new,
    write_new,
    show_card,
    change_card,
    approve_card,
    withdraw_card,
    archive_card,
    restore_card,
]
