"""One's picture in a browser, and everybody's; over JSON too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Invalid, TooMany, Unavailable
from kith.products.mentor.profiles import pictures
from kith.products.mentor.profiles.pages import show_profile
from kith.products.mentor.profiles.pictures import MOST_SENT
from kith.web.media import FORM_AROUND, file_response, uploaded
from kith.web.pages import flash_next
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_FRESH_FOR = 300


class PictureShown(msgspec.Struct, frozen=True):
    """Where it is."""

    url: str


async def _sent(request: Requested) -> bytes:
    sent = await uploaded(request, "picture", at_most=MOST_SENT)
    if sent is None:
        raise Invalid("Please choose a photo.", field="picture")
    return sent.data


@post(
    "/mentor/profile/picture",
    include_in_schema=False,
    status_code=200,
    request_max_body_size=MOST_SENT + FORM_AROUND,
)
async def put(request: Requested) -> Response[Any]:
    try:
        await pictures.put(house_of(request), person_of(request), await _sent(request))
    except (Invalid, TooMany, Unavailable) as problem:
        return await show_profile(request, problem)
    flash_next(request, "success", "That is you from now on.")
    return Redirect("/mentor/profile", status_code=303)


@post("/mentor/profile/picture/remove", include_in_schema=False, status_code=200)
async def take_down(request: Requested) -> Redirect:
    await pictures.take_down(house_of(request), person_of(request))
    flash_next(request, "info", "Your picture is gone. Others see your initials.")
    return Redirect("/mentor/profile", status_code=303)


@get("/mentor/pictures/{file:uuid}", include_in_schema=False)
async def seen(request: Requested, file: FromPath[UUID]) -> Response[bytes]:
    found = await pictures.seen(house_of(request), visitor(request), file)
    return await file_response(request, found, fresh_for=_FRESH_FOR)


@post(
    "/api/mentor/profile/picture",
    tags=["mentor"],
    status_code=201,
    request_max_body_size=MOST_SENT + FORM_AROUND,
)
async def put_by_program(request: Requested) -> PictureShown:
    """One's picture: multipart, field `picture` (JPEG, PNG, WebP or HEIC, at most 15 MB); the one before goes."""
    person = person_of(request)
    return PictureShown(await pictures.put(house_of(request), person, await _sent(request)))


@delete("/api/mentor/profile/picture", tags=["mentor"], status_code=204)
async def take_down_by_program(request: Requested) -> None:
    """No picture any more."""
    await pictures.take_down(house_of(request), person_of(request))


ROUTES = [put, take_down, seen, put_by_program, take_down_by_program]
