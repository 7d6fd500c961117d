"""Threads over JSON."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation import pages as keyset
from kith.products.hotmess.threads import commands
from kith.products.hotmess.threads.commands import ThreadPost
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


class NewThreadPost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    body: Annotated[str, msgspec.Meta(min_length=1, max_length=commands.LONGEST)]
    post_type: Literal["comment", "proof"] = "comment"


class ThreadPosted(msgspec.Struct, frozen=True):
    """A post that was just written; `visible` is false while somebody has still to read it."""

    id: UUID
    visible: bool


class ThreadPage(msgspec.Struct, frozen=True):
    """Posts newest first; `next` is the cursor of the page after it."""

    items: list[ThreadPost]
    next: str | None


@get("/api/hotmess/beacons/{beacon:uuid}/posts", tags=["hotmess"])
async def listed(
    request: Requested,
    beacon: FromPath[UUID],
    cursor: FromQuery[str] = "",
    limit: FromQuery[int | None] = None,
) -> ThreadPage:
    """A thread as the reader may see it."""
    person = visitor(request)
    found = await commands.posts(
        house_of(request), None if person is None else person.id, beacon, cursor, keyset.limit_of(limit)
    )
    return ThreadPage(found.items, found.next)


@post("/api/hotmess/beacons/{beacon:uuid}/posts", tags=["hotmess"], status_code=201)
async def write(request: Requested, beacon: FromPath[UUID], data: JSONBody[NewThreadPost]) -> ThreadPosted:
    """Write in a thread."""
    made, visible = await commands.write(
        house_of(request), person_of(request), beacon, data.body, data.post_type
    )
    return ThreadPosted(made, visible)


@post("/api/hotmess/posts/{post_id:uuid}/remove", tags=["hotmess"], status_code=204)
async def remove(request: Requested, post_id: FromPath[UUID]) -> None:
    """Take a post out: one's own, or any of one's own beacon."""
    await commands.take_out(house_of(request), person_of(request), post_id)


ROUTES = [listed, write, remove]
