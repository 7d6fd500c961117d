"""An event's board as a page that follows what is written."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream

from kith.foundation.errors import NotFound, Problem
from kith.products.momento.frame import frame
from kith.products.momento.posts import commands
from kith.web import forms
from kith.web.live import stream
from kith.web.pages import Pages, flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class PostForm(msgspec.Struct, frozen=True):
    content: str = ""


class ReportForm(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=commands.LONGEST)] = ""


async def _board(
    request: Requested,
    event: UUID,
    problem: Problem | None = None,
    content: str = "",
    before: datetime | None = None,
) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        seen = await commands.board(db, event)
        found = await commands.posts(db, event, before)
    older = found[-1].created_at.isoformat() if len(found) == commands.SHOWN else None
    context = {
        "board": seen,
        "posts": found,
        "content": content,
        "error": "" if problem is None else problem.detail,
        "live": before is None,
        "older": older,
    }
    return page(
        request,
        "momento/posts.html",
        {**frame(request, "hosting" if seen.hosting else "invitations"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/events/{event:uuid}/posts", include_in_schema=False)
async def show(
    request: Requested, event: FromPath[UUID], before: FromQuery[datetime | None] = None
) -> Response[str]:
    return await _board(request, event, before=before)


@post("/momento/events/{event:uuid}/posts", include_in_schema=False, status_code=200)
async def write(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, PostForm)
    try:
        await commands.write(house_of(request), person_of(request), event, form.content)
    except Problem as problem:
        if problem.status not in (409, 422, 429):
            raise
        return await _board(request, event, problem, form.content)
    return Redirect(f"/momento/events/{event}/posts", status_code=303)


@get("/momento/events/{event:uuid}/posts/live", include_in_schema=False)
async def live(request: Requested, event: FromPath[UUID]) -> Stream:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        await commands.board(db, event)

    async def render() -> str | None:
        try:
            async with house.database.session(person.actor, commands.schema(house)) as db:
                seen = await commands.board(db, event)
                found = await commands.posts(db, event)
        except NotFound:
            return None
        return house.part("web.pages", Pages).render("momento/_posts.html", {"board": seen, "posts": found})

    return stream(request, commands.schema(house), commands.topic(event), render)


@get("/momento/events/{event:uuid}/posts/{post_id:uuid}", include_in_schema=False)
async def one(request: Requested, event: FromPath[UUID], post_id: FromPath[UUID]) -> Response[str]:
    """One post, to take it off the board or to report it."""
    house, person = house_of(request), person_of(request)
    seen, found = await commands.find(house, person, event, post_id)
    return page(
        request,
        "momento/post.html",
        {**frame(request, "hosting" if seen.hosting else "invitations"), "board": seen, "post": found},
        product="momento",
    )


@post("/momento/events/{event:uuid}/posts/{post_id:uuid}/remove", include_in_schema=False, status_code=200)
async def remove(request: Requested, event: FromPath[UUID], post_id: FromPath[UUID]) -> Redirect:
    await commands.remove(house_of(request), person_of(request), event, post_id)
    flash_next(request, "success", "The post is gone.")
    return Redirect(f"/momento/events/{event}/posts", status_code=303)


@post("/momento/events/{event:uuid}/posts/{post_id:uuid}/report", include_in_schema=False, status_code=200)
async def report(request: Requested, event: FromPath[UUID], post_id: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, ReportForm)
    await commands.report(house_of(request), person_of(request), event, post_id, form.reason)
    flash_next(
        request,
        "success",
        "Thank you for telling us. Somebody of our team reads it; nobody learns that it was you.",
    )
    return Redirect(f"/momento/events/{event}/posts", status_code=303)


ROUTES = [show, write, live, one, remove, report]
