"""“They did not come”, and objecting to it, from a session's page; over JSON too."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid
from kith.foundation.language import later
from kith.products.mentor.bookings.pages import show_session
from kith.products.mentor.no_shows import commands
from kith.products.mentor.no_shows.commands import AbsenceReported, NoShow
from kith.web import forms
from kith.web.pages import flash_next
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
Words = Annotated[str, msgspec.Meta(max_length=commands.LONGEST)]
_SAID = {
    "reported": later("We have told them. They have 48 hours to object; you hear from us either way."),
    "contradicted": later("They say the same of you. Our team looks at it and writes to both of you."),
}


class AbsenceForm(msgspec.Struct, frozen=True):
    words: str = ""


class ObjectionForm(msgspec.Struct, frozen=True):
    answer: str = ""


class NewAbsence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happened, for operators only."""

    words: Words = ""


class NewObjection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it was, for operators only."""

    answer: Words = ""


@post("/mentor/sessions/{booking:uuid}/no-show", include_in_schema=False, status_code=200)
async def report(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, AbsenceForm)
    try:
        made = await commands.report(house_of(request), person_of(request), booking, sent.words)
    except (Conflict, Invalid) as problem:
        return await show_session(request, booking, problem)
    flash_next(request, "info", _SAID[made.outcome])
    return Redirect(f"/mentor/sessions/{booking}", status_code=303)


@post("/mentor/sessions/{booking:uuid}/met", include_in_schema=False, status_code=200)
async def vouch(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    try:
        await commands.vouch(house_of(request), person_of(request), booking)
    except Conflict as problem:
        return await show_session(request, booking, problem)
    flash_next(request, "success", "Good. As soon as it is clear for both of you, you can say how it was.")
    return Redirect(f"/mentor/sessions/{booking}", status_code=303)


@post("/mentor/sessions/{booking:uuid}/no-show/dispute", include_in_schema=False, status_code=200)
async def dispute(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, ObjectionForm)
    try:
        await commands.dispute(house_of(request), person_of(request), booking, sent.answer)
    except (Conflict, Invalid) as problem:
        return await show_session(request, booking, problem)
    flash_next(request, "info", "Thank you. Our team looks at it and writes to both of you.")
    return Redirect(f"/mentor/sessions/{booking}", status_code=303)


@get("/api/mentor/sessions/{booking:uuid}/no-show", tags=["mentor"])
async def standing(request: Requested, booking: FromPath[UUID]) -> NoShow:
    """Whether one says of the other that they were not there, and what came of it."""
    return await commands.standing(house_of(request), person_of(request), booking)


@post("/api/mentor/sessions/{booking:uuid}/no-show", tags=["mentor"], status_code=201)
async def report_by_program(
    request: Requested, booking: FromPath[UUID], data: JSONBody[NewAbsence]
) -> AbsenceReported:
    """Say that the other was not there: from ten minutes after the beginning until a day after the end."""
    return await commands.report(house_of(request), person_of(request), booking, data.words)


@post("/api/mentor/sessions/{booking:uuid}/met", tags=["mentor"], status_code=204)
async def vouch_by_program(request: Requested, booking: FromPath[UUID]) -> None:
    """Say that the other was there."""
    await commands.vouch(house_of(request), person_of(request), booking)


@post("/api/mentor/sessions/{booking:uuid}/no-show/dispute", tags=["mentor"], status_code=204)
async def dispute_by_program(
    request: Requested, booking: FromPath[UUID], data: JSONBody[NewObjection]
) -> None:
    """Object to it, within 48 hours."""
    await commands.dispute(house_of(request), person_of(request), booking, data.answer)


ROUTES = [vouch, report, dispute, standing, vouch_by_program, report_by_program, dispute_by_program]
