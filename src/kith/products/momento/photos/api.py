"""Photos as JSON; the pictures themselves are at `/momento/photos/…`, for the same bearer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, delete, get, post
from litestar.params import FromPath

from kith.foundation.errors import Invalid
from kith.products.momento.photos import commands, reads
from kith.products.momento.photos.commands import MOST_SENT
from kith.products.momento.photos.keeping import picture_url
from kith.web.idempotent import HANDS_OUT_SECRETS
from kith.web.media import FORM_AROUND, uploaded
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Added(msgspec.Struct, frozen=True):
    """The photo that was just added."""

    id: UUID
    url: str


@get("/api/momento/profile/photos", tags=["momento"])
async def mine(request: Requested) -> reads.MyPhotos:
    """One's own photos, newest first."""
    return await reads.mine(house_of(request), person_of(request))


@post("/api/momento/capture-tokens", tags=["momento"], status_code=201, opt={HANDS_OUT_SECRETS: True})
async def issue_token(request: Requested) -> commands.CaptureToken:
    """Permission to send one picture taken in the app, within two minutes."""
    return await commands.issue_token(house_of(request), person_of(request))


@post(
    "/api/momento/profile/photos",
    tags=["momento"],
    status_code=201,
    request_max_body_size=MOST_SENT + FORM_AROUND,
)
async def add(request: Requested) -> Added:
    """Add a photo: multipart, field `photo` (JPEG, PNG, WebP or HEIC, at most 15 MB) and, for one taken in the app, `capture`."""
    person = person_of(request)
    sent = await uploaded(request, "photo", at_most=MOST_SENT)
    if sent is None:
        raise Invalid("Please choose a photo.", field="photo")
    capture = str((await request.form()).get("capture", ""))
    photo = await commands.add(house_of(request), person, sent.data, capture=capture)
    return Added(photo, picture_url(photo, "large"))


@post("/api/momento/profile/photos/{photo:uuid}/main", tags=["momento"], status_code=204)
async def make_main(request: Requested, photo: FromPath[UUID]) -> None:
    """Choose the main photo."""
    await commands.make_main(house_of(request), person_of(request), photo)


@delete("/api/momento/profile/photos/{photo:uuid}", tags=["momento"], status_code=204)
async def remove(request: Requested, photo: FromPath[UUID]) -> None:
    """Take a photo away."""
    await commands.remove(house_of(request), person_of(request), photo)


ROUTES = [mine, issue_token, add, make_main, remove]
