"""Photos in a browser: the list, the upload, the camera, and the pictures."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid, NotFound, Problem, TooMany
from kith.products.momento.frame import frame
from kith.products.momento.photos import commands, reads
from kith.products.momento.photos.commands import MOST_SENT
from kith.products.momento.photos.keeping import SizeName
from kith.web.media import FORM_AROUND, file_response, uploaded
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_FRESH_FOR = 300


class CaptureForm(msgspec.Struct, frozen=True):
    capture: Annotated[str, msgspec.Meta(max_length=100)] = ""


def _page(
    request: Requested, template: str, context: dict[str, Any], problem: Problem | None = None
) -> Response[str]:
    errors = [] if problem is None else [{"field": "photo", "text": problem.detail}]
    return page(
        request,
        template,
        {**frame(request, "profile"), "errors": errors, **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


async def _list(request: Requested, problem: Problem | None = None) -> Response[str]:
    found = await reads.mine(house_of(request), person_of(request))
    full = len(found.photos) >= commands.MOST_PHOTOS
    return _page(request, "momento/photos.html", {"found": found, "full": full}, problem)


@get("/momento/profile/photos", include_in_schema=False)
async def listed(request: Requested) -> Response[str]:
    return await _list(request)


@post(
    "/momento/profile/photos",
    include_in_schema=False,
    status_code=200,
    request_max_body_size=MOST_SENT + FORM_AROUND,
)
async def add(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    capture = str((await request.form()).get("capture", ""))
    try:
        sent = await uploaded(request, "photo", at_most=MOST_SENT)
        if sent is None:
            raise Invalid("Please choose a photo.", field="photo")
        await commands.add(house, person, sent.data, capture=capture)
    except (Invalid, Conflict, TooMany) as problem:
        return await _list(request, problem)
    flash_next(request, "success", "Your photo is in. Your Face Card follows in a moment.")
    return Redirect("/momento/profile/photos", status_code=303)


@post("/momento/profile/photos/camera", include_in_schema=False, status_code=200)
async def camera(request: Requested) -> Response[str]:
    """The camera, with a permission that begins to run now."""
    token = await commands.issue_token(house_of(request), person_of(request))
    shown = _page(request, "momento/camera.html", {"token": token})
    shown.headers["permissions-policy"] = "camera=(self), microphone=(), payment=(), geolocation=()"
    return shown


@post("/momento/profile/photos/{photo:uuid}/main", include_in_schema=False, status_code=200)
async def make_main(request: Requested, photo: FromPath[UUID]) -> Redirect:
    await commands.make_main(house_of(request), person_of(request), photo)
    flash_next(request, "success", "That is your main photo now.")
    return Redirect("/momento/profile/photos", status_code=303)


@post("/momento/profile/photos/{photo:uuid}/remove", include_in_schema=False, status_code=200)
async def remove(request: Requested, photo: FromPath[UUID]) -> Redirect:
    await commands.remove(house_of(request), person_of(request), photo)
    flash_next(request, "info", "The photo is gone.")
    return Redirect("/momento/profile/photos", status_code=303)


@get("/momento/photos/{photo:uuid}/{size:str}", include_in_schema=False)
async def picture(request: Requested, photo: FromPath[UUID], size: FromPath[str]) -> Response[bytes]:
    sizes: dict[str, SizeName] = {"small": "small", "medium": "medium", "large": "large"}
    person = person_of(request)
    if size not in sizes:
        raise NotFound
    found = await reads.picture(house_of(request), person, photo, sizes[size])
    return await file_response(request, found, fresh_for=_FRESH_FOR)


ROUTES = [listed, add, camera, make_main, remove, picture]
