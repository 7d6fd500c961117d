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
from kith.foundation.language import _, later
from kith.products.mentor.frame import frame
from kith.products.mentor.safety import commands
from kith.products.mentor.safety.commands import Blocking
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_BLOCKED = later(
    "You will not meet here any more. They are not told. You can take it back under your account."
)


class MentorReportForm(msgspec.Struct, frozen=True):
    kind: commands.Kind
    id: UUID
    category: Annotated[str, msgspec.Meta(max_length=20)] = ""
    comment: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class NewMentorReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is reported, what it is about (harassment, unsafe, false, spam, other), and a word to our team."""

    kind: commands.Kind
    id: UUID
    category: Annotated[str, msgspec.Meta(max_length=20)]
    comment: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class MentorBlocked(msgspec.Struct, frozen=True):
    """How many sessions still to come ended, with everything given back."""

    sessions_ended: int


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
        "mentor/report.html",
        {**frame(request, ""), **context},
        product="mentor",
        status=200 if problem is None else problem.status,
    )


@get("/mentor/report", include_in_schema=False)
async def show(request: Requested, kind: FromQuery[commands.Kind], id: FromQuery[UUID]) -> Response[Any]:
    return await _show(request, kind, id)


@post("/mentor/report", include_in_schema=False, status_code=200)
async def report(request: Requested) -> Response[Any]:
    sent = await forms.read(request, MentorReportForm)
    house, person = house_of(request), person_of(request)
    try:
        await commands.report(house, person, sent.kind, sent.id, sent.category, sent.comment)
    except Invalid as problem:
        return await _show(request, sent.kind, sent.id, problem, sent.comment)
    found = await commands.subject(house, person, sent.kind, sent.id)
    flash_next(
        request,
        "success",
        "Thank you. Somebody of our team looks at it; they are never told that it was you.",
    )
    return Redirect(f"/mentor/people/{found.profile_id}/block", status_code=303)


@get("/mentor/people/{profile:uuid}/block", include_in_schema=False)
async def before_blocking(request: Requested, profile: FromPath[UUID]) -> Response[Any]:
    found = await commands.before_blocking(house_of(request), person_of(request), profile)
    return page(request, "mentor/block.html", {**frame(request, ""), "found": found}, product="mentor")


@post("/mentor/people/{profile:uuid}/block", include_in_schema=False, status_code=200)
async def block(request: Requested, profile: FromPath[UUID]) -> Redirect:
    await commands.block(house_of(request), person_of(request), profile)
    flash_next(request, "info", _BLOCKED)
    return Redirect("/mentor/sessions", status_code=303)


@post("/api/mentor/reports", tags=["mentor"], status_code=204)
async def report_by_program(request: Requested, data: JSONBody[NewMentorReport]) -> None:
    """Report a person, the other of a session, or a review; what was reported is kept as it is now."""
    await commands.report(
        house_of(request), person_of(request), data.kind, data.id, data.category, data.comment
    )


@get("/api/mentor/people/{profile:uuid}/block", tags=["mentor"])
async def before_blocking_by_program(request: Requested, profile: FromPath[UUID]) -> Blocking:
    """What blocking somebody would do."""
    return await commands.before_blocking(house_of(request), person_of(request), profile)


@post("/api/mentor/people/{profile:uuid}/block", tags=["mentor"], status_code=200)
async def block_by_program(request: Requested, profile: FromPath[UUID]) -> MentorBlocked:
    """Be through with somebody, everywhere in the house; nobody is told."""
    return MentorBlocked(await commands.block(house_of(request), person_of(request), profile))


ROUTES = [
    show,
    report,
    before_blocking,
    block,
    report_by_program,
    before_blocking_by_program,
    block_by_program,
]
