"""Sending, fetching and taking back the files of a session; over JSON too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from kith.foundation.errors import Invalid, NotFound, Problem
from kith.products.mentor.bookings.pages import show_session
from kith.products.mentor.sessions import commands, files
from kith.products.mentor.sessions.files import MOST_SENT
from kith.web import cookies
from kith.web.live import stream
from kith.web.media import FORM_AROUND, Upload, file_response, uploaded
from kith.web.pages import Pages, flash_next
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class FileShared(msgspec.Struct, frozen=True):
    """The file that was just sent, and where its two find it."""

    id: UUID
    url: str


async def _sent(request: Requested) -> Upload:
    sent = await uploaded(request, "file", at_most=MOST_SENT)
    if sent is None:
        raise Invalid("Please choose a file.", field="file")
    return sent


@post(
    "/mentor/sessions/{booking:uuid}/files",
    include_in_schema=False,
    status_code=200,
    request_max_body_size=MOST_SENT + FORM_AROUND,
)
async def share(request: Requested, booking: FromPath[UUID]) -> Response[Any]:
    try:
        sent = await _sent(request)
        await files.share(house_of(request), person_of(request), booking, sent.filename, sent.data)
    except Problem as problem:
        if problem.status not in (409, 422, 429, 503):
            raise
        return await show_session(request, booking, problem)
    flash_next(request, "success", "It is there for both of you.")
    return Redirect(f"/mentor/sessions/{booking}#files", status_code=303)


@get("/mentor/sessions/{booking:uuid}/files/live", include_in_schema=False)
async def live(request: Requested, booking: FromPath[UUID]) -> Stream:
    """The list of files as they come and go."""
    house, person = house_of(request), person_of(request)
    await commands.room(house, person, booking)
    jar: dict[str, str] = request.scope["state"]["cookies"]
    token = cookies.csrf_token(house, jar.get(cookies.csrf_name(house), ""))

    async def render() -> str | None:
        try:
            found = await commands.room(house, person, booking)
        except NotFound:
            return None
        return house.part("web.pages", Pages).render(
            "mentor/partials/files.html", {"room": found, "csrf_token": token}
        )

    return stream(request, commands.schema(house), commands.topic(booking), render)


@get("/mentor/sessions/{booking:uuid}/files/{file:uuid}", include_in_schema=False)
async def fetch(request: Requested, booking: FromPath[UUID], file: FromPath[UUID]) -> Response[bytes]:
    found = await files.shared(house_of(request), person_of(request), booking, file)
    return await file_response(request, found)


@post("/mentor/sessions/{booking:uuid}/files/{file:uuid}/remove", include_in_schema=False, status_code=200)
async def take_back(request: Requested, booking: FromPath[UUID], file: FromPath[UUID]) -> Redirect:
    await files.take_back(house_of(request), person_of(request), booking, file)
    flash_next(request, "info", "The file is gone, for both of you.")
    return Redirect(f"/mentor/sessions/{booking}#files", status_code=303)


@post(
    "/api/mentor/sessions/{booking:uuid}/files",
    tags=["mentor"],
    status_code=201,
    request_max_body_size=MOST_SENT + FORM_AROUND,
)
async def share_by_program(request: Requested, booking: FromPath[UUID]) -> FileShared:
    """Hand the other a file: multipart, field `file`; PDF, pictures, texts and office documents without macros, at most 10 MB."""
    person = person_of(request)
    sent = await _sent(request)
    made = await files.share(house_of(request), person, booking, sent.filename, sent.data)
    return FileShared(made, f"/mentor/sessions/{booking}/files/{made}")


@delete("/api/mentor/sessions/{booking:uuid}/files/{file:uuid}", tags=["mentor"], status_code=204)
async def take_back_by_program(request: Requested, booking: FromPath[UUID], file: FromPath[UUID]) -> None:
    """Take one's own file away."""
    await files.take_back(house_of(request), person_of(request), booking, file)


ROUTES = [share, live, fetch, take_back, share_by_program, take_back_by_program]
