"""An event's board over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from kith.foundation import pages as keyset
from kith.products.momento.posts import commands
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class NewPost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    content: Annotated[str, msgspec.Meta(min_length=1, max_length=commands.LONGEST)]


class Posted(msgspec.Struct, frozen=True):
    """A post that was just written."""

    id: UUID


class WhyReported(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: Annotated[str, msgspec.Meta(max_length=commands.LONGEST)] = ""


class PostsPage(msgspec.Struct, frozen=True):
    """Posts newest first; `next` is the `before` of the following page."""

    items: list[commands.Post]
    next: datetime | None


@get("/api/momento/events/{event:uuid}/posts", tags=["momento"])
async def listed(
    request: Requested,
    event: FromPath[UUID],
    before: FromQuery[datetime | None] = None,
    limit: FromQuery[int | None] = None,
) -> PostsPage:
    """The board as the reader may see it."""
    house, person = house_of(request), person_of(request)
    at_most = min(keyset.limit_of(limit), 100)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        await commands.board(db, event)
        found = await commands.posts(db, event, before, at_most)
    return PostsPage(found, found[-1].created_at if len(found) == at_most else None)


@post("/api/momento/events/{event:uuid}/posts", tags=["momento"], status_code=201)
async def write(request: Requested, event: FromPath[UUID], data: JSONBody[NewPost]) -> Posted:
    """Write on the board."""
    return Posted(await commands.write(house_of(request), person_of(request), event, data.content))


@post("/api/momento/events/{event:uuid}/posts/{post_id:uuid}/remove", tags=["momento"], status_code=204)
async def remove(request: Requested, event: FromPath[UUID], post_id: FromPath[UUID]) -> None:
    """Take a post off the board: the host any, others their own."""
    await commands.remove(house_of(request), person_of(request), event, post_id)


@post("/api/momento/events/{event:uuid}/posts/{post_id:uuid}/report", tags=["momento"], status_code=204)
async def report(
    request: Requested, event: FromPath[UUID], post_id: FromPath[UUID], data: JSONBody[WhyReported]
) -> None:
    """Tell the moderators of a post."""
    await commands.report(house_of(request), person_of(request), event, post_id, data.reason)


ROUTES = [listed, write, remove, report]
