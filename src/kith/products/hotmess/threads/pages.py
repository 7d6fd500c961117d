"""A thread on its beacon's page: written by a form, followed live."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from kith.foundation.errors import NotFound, Problem
from kith.products.hotmess.beacons.commands import shown
from kith.products.hotmess.beacons.pages import beacon_page, viewer
from kith.products.hotmess.frame import frame
from kith.products.hotmess.threads import commands
from kith.web import forms
from kith.web.live import stream
from kith.web.pages import Pages, flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class PostForm(msgspec.Struct, frozen=True):
    body: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    post_type: Annotated[str, msgspec.Meta(max_length=20)] = "comment"


@post("/hotmess/beacons/{beacon:uuid}/posts", include_in_schema=False, status_code=200)
async def write(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, PostForm)
    try:
        _made, visible = await commands.write(
            house_of(request), person_of(request), beacon, form.body, form.post_type
        )
    except Problem as problem:
        if problem.status not in (409, 422, 429):
            raise
        return await beacon_page(request, beacon, problem=problem, body=form.body)
    if not visible:
        flash_next(request, "info", "Somebody reads this first; then the others see it.")
    return Redirect(f"/hotmess/beacons/{beacon}#thread", status_code=303)


@get("/hotmess/beacons/{beacon:uuid}/posts/live", include_in_schema=False)
async def live(request: Requested, beacon: FromPath[UUID]) -> Stream:
    house, who = house_of(request), viewer(request)
    await shown(house, who, beacon)

    async def render() -> str | None:
        try:
            found = await commands.posts(house, who, beacon)
            seen = await shown(house, who, beacon)
        except NotFound:
            return None
        return house.part("web.pages", Pages).render(
            "hotmess/_thread.html", {"beacon": seen, "posts": found.items, "csrf_token": ""}
        )

    return stream(request, commands.schema(house), commands.topic(beacon), render)


@get("/hotmess/posts/{post_id:uuid}/remove", include_in_schema=False)
async def ask(request: Requested, post_id: FromPath[UUID]) -> Response[Any]:
    """The question before a post is taken out, for whoever may."""
    beacon, found = await commands.find(house_of(request), person_of(request), post_id)
    return page(
        request,
        "hotmess/post.html",
        {**frame(request, "tonight"), "beacon_id": beacon, "post": found},
        product="hotmess",
    )


@post("/hotmess/posts/{post_id:uuid}/remove", include_in_schema=False, status_code=200)
async def remove(request: Requested, post_id: FromPath[UUID]) -> Redirect:
    beacon = await commands.take_out(house_of(request), person_of(request), post_id)
    flash_next(request, "success", "The post is gone.")
    return Redirect(f"/hotmess/beacons/{beacon}#thread", status_code=303)


ROUTES = [write, live, ask, remove]
