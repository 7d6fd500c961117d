"""A session's room on its page, live; over JSON too."""

from __future__ import annotations

from typing import Annotated, Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect, Stream

from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.products.mentor.bookings import reads
from kith.products.mentor.bookings.pages import moved_on, show_session
from kith.products.mentor.sessions import commands
from kith.products.mentor.sessions.commands import NotesMovedOn, Room, SessionNotes
from kith.web import forms
from kith.web.live import stream
from kith.web.pages import Pages, flash_next
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
DOOR_SECONDS: Final = 10.0
"""How long after its time the way in may still look shut."""


class MessageForm(msgspec.Struct, frozen=True):
    message: str = ""  # the command refuses what is too long, so that the page can keep it


class NotesForm(msgspec.Struct, frozen=True):
    version: int = 0
    content: str = ""


class LateForm(msgspec.Struct, frozen=True):
    minutes: int


class NewSessionMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words to the other."""

    message: Annotated[str, msgspec.Meta(max_length=commands.LONGEST)]


class NotesChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The notes anew, and the version they were read at (0 at first)."""

    version: int
    content: Annotated[str, msgspec.Meta(max_length=commands.LONGEST_NOTES)]


class RunningLate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By 5, 10 or 15 minutes."""

    minutes: int


@post("/mentor/sessions/{booking:uuid}/messages", include_in_schema=False, status_code=200)
async def say(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, MessageForm)
    try:
        await commands.say(house_of(request), person_of(request), booking, sent.message)
    except Problem as problem:
        if problem.status not in (409, 422, 429):
            raise
        return await show_session(request, booking, problem, typed={"message": sent.message})
    return Redirect(f"/mentor/sessions/{booking}#messages", status_code=303)


@get("/mentor/sessions/{booking:uuid}/messages/live", include_in_schema=False)
async def live(request: Requested, booking: FromPath[UUID]) -> Stream:
    """The messages as they come."""
    house, person = house_of(request), person_of(request)
    await commands.room(house, person, booking)

    async def render() -> str | None:
        try:
            found = await commands.room(house, person, booking)
        except NotFound:
            return None
        return house.part("web.pages", Pages).render("mentor/partials/said.html", {"room": found})

    return stream(request, commands.schema(house), commands.topic(booking), render)


@get("/mentor/sessions/{booking:uuid}/door/live", include_in_schema=False)
async def door(request: Requested, booking: FromPath[UUID]) -> Stream:
    """The way in as it opens, and who comes later; once the session is over or off, the way to how it stands."""
    house, person = house_of(request), person_of(request)
    await commands.room(house, person, booking)

    async def render() -> str:
        seen = await reads.session_seen(house, person, booking)
        if seen.line.state not in ("confirmed", "running"):
            return moved_on(house, booking)
        context = {
            "seen": seen,
            "line": seen.line,
            "zone": seen.mentee_zone if seen.line.role == "mentee" else seen.mentor_zone,
            "room": await commands.room(house, person, booking),
        }
        return house.part("web.pages", Pages).render("mentor/partials/door.html", context)

    return stream(request, commands.schema(house), commands.topic(booking), render, every=DOOR_SECONDS)


@post("/mentor/sessions/{booking:uuid}/notes", include_in_schema=False, status_code=200)
async def note(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, NotesForm)
    try:
        await commands.write_notes(house_of(request), person_of(request), booking, sent.content, sent.version)
    except NotesMovedOn as moved:
        return await show_session(request, booking, moved, yours=sent.content)
    except Invalid as problem:
        typed = {"content": sent.content, "version": sent.version}
        return await show_session(request, booking, problem, typed=typed)
    except Conflict as closed:
        return await show_session(request, booking, closed, yours=sent.content)
    flash_next(request, "success", "Noted for both of you.", at="notes")
    return Redirect(f"/mentor/sessions/{booking}#said-notes", status_code=303)


@post("/mentor/sessions/{booking:uuid}/late", include_in_schema=False, status_code=200)
async def late(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, LateForm)
    await commands.run_late(house_of(request), person_of(request), booking, sent.minutes)
    flash_next(request, "info", "They know. Take a breath.")
    return Redirect(f"/mentor/sessions/{booking}", status_code=303)


@get("/api/mentor/sessions/{booking:uuid}/room", tags=["mentor"])
async def room(request: Requested, booking: FromPath[UUID]) -> Room:
    """Messages, notes, and who runs late."""
    return await commands.room(house_of(request), person_of(request), booking)


@post("/api/mentor/sessions/{booking:uuid}/messages", tags=["mentor"], status_code=204)
async def say_by_program(
    request: Requested, booking: FromPath[UUID], data: JSONBody[NewSessionMessage]
) -> None:
    """Write to the other."""
    await commands.say(house_of(request), person_of(request), booking, data.message)


@put("/api/mentor/sessions/{booking:uuid}/notes", tags=["mentor"])
async def note_by_program(
    request: Requested, booking: FromPath[UUID], data: JSONBody[NotesChange]
) -> SessionNotes:
    """The shared notes anew; a conflict when the other wrote since that version, with `theirs`, the notes as they are now."""
    return await commands.write_notes(
        house_of(request), person_of(request), booking, data.content, data.version
    )


@post("/api/mentor/sessions/{booking:uuid}/late", tags=["mentor"], status_code=204)
async def late_by_program(request: Requested, booking: FromPath[UUID], data: JSONBody[RunningLate]) -> None:
    """Tell the other that one comes a little later."""
    await commands.run_late(house_of(request), person_of(request), booking, data.minutes)


ROUTES = [say, live, door, note, late, room, say_by_program, note_by_program, late_by_program]
