"""Blocking and reporting, on pages and over JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect

from kith.commons.safety.reporting import CATEGORIES
from kith.foundation.errors import Invalid
from kith.foundation.language import _
from kith.products.momento.frame import frame
from kith.products.momento.safety import commands
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class ReportForm(msgspec.Struct, frozen=True):
    kind: commands.Kind
    id: UUID
    category: Annotated[str, msgspec.Meta(max_length=20)] = ""
    comment: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    block: bool = False


class NewReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is reported, what it is about (harassment, unsafe, false, spam, other), and a word to our team."""

    kind: commands.Kind
    id: UUID
    category: Annotated[str, msgspec.Meta(max_length=20)]
    comment: Annotated[str, msgspec.Meta(max_length=1000)] = ""


async def _show(
    request: Requested, kind: commands.Kind, subject: UUID, problem: Invalid | None = None, comment: str = ""
) -> Response[Any]:
    found = await commands.subject(house_of(request), person_of(request), kind, subject)
    context = {
        "subject": found,
        "categories": [(key, _(words), "") for key, words in CATEGORIES.items()],
        "problem": problem,
        "comment": comment,
    }
    return page(
        request,
        "momento/report.html",
        {**frame(request, ""), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/report", include_in_schema=False)
async def show(request: Requested, kind: FromQuery[commands.Kind], id: FromQuery[UUID]) -> Response[Any]:
    return await _show(request, kind, id)


@post("/momento/report", include_in_schema=False, status_code=200)
async def report(request: Requested) -> Response[Any]:
    sent = await forms.read(request, ReportForm)
    house, person = house_of(request), person_of(request)
    try:
        await commands.report(house, person, sent.kind, sent.id, sent.category, sent.comment)
    except Invalid as problem:
        return await _show(request, sent.kind, sent.id, problem, sent.comment)
    if sent.block:
        found = await commands.subject(house, person, sent.kind, sent.id)
        await commands.block(house, person, found.profile_id)
    flash_next(
        request,
        "success",
        "Thank you. Somebody of our team looks at it; they are never told that it was you.",
    )
    return Redirect("/momento/invitations", status_code=303)


@post("/momento/people/{profile:uuid}/block", include_in_schema=False, status_code=200)
async def block(request: Requested, profile: FromPath[UUID]) -> Response[Any]:
    await commands.block(house_of(request), person_of(request), profile)
    flash_next(
        request,
        "info",
        "You will not meet here any more. They are not told. You can take it back under your account.",
    )
    return Redirect("/momento/invitations", status_code=303)


@post("/api/momento/reports", tags=["momento"], status_code=204)
async def report_by_program(request: Requested, data: JSONBody[NewReport]) -> None:
    """Report a person, a message, a photo or an event; what was reported is kept as it is now."""
    await commands.report(
        house_of(request), person_of(request), data.kind, data.id, data.category, data.comment
    )


@post("/api/momento/people/{profile:uuid}/block", tags=["momento"], status_code=204)
async def block_by_program(request: Requested, profile: FromPath[UUID]) -> None:
    """Be through with somebody, everywhere in the house; nobody is told."""
    await commands.block(house_of(request), person_of(request), profile)


ROUTES = [show, report, block, report_by_program, block_by_program]
