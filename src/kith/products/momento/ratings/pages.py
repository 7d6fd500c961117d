"""Rating an event."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.foundation.errors import Invalid
from kith.products.momento.frame import frame
from kith.products.momento.ratings import commands
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class RatingForm(msgspec.Struct, frozen=True):
    host: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    event: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    comment: Annotated[str, msgspec.Meta(max_length=1000)] = ""


async def _show(
    request: Requested, event: UUID, problem: Invalid | None = None, comment: str | None = None
) -> Response[Any]:
    found = await commands.rateable(house_of(request), person_of(request), event)
    context = {"found": found, "problem": problem, "comment": comment}
    return page(
        request,
        "momento/rate.html",
        {**frame(request, "invitations"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/events/{event:uuid}/rate", include_in_schema=False)
async def show(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    return await _show(request, event)


@post("/momento/events/{event:uuid}/rate", include_in_schema=False, status_code=200)
async def rate(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, RatingForm)
    if sent.host is None or sent.event is None:
        problem = Invalid("Please give stars to both: your host and the event.", field="host")
        return await _show(request, event, problem, sent.comment)
    stars = commands.Stars(sent.host, sent.event, sent.comment)
    await commands.rate(house_of(request), person_of(request), event, stars)
    flash_next(request, "success", "Thank you. Your host sees the stars, and your words without your name.")
    return Redirect("/momento/memories", status_code=303)


@put("/api/momento/events/{event:uuid}/rating", tags=["momento"], status_code=204)
async def rate_by_program(request: Requested, event: FromPath[UUID], data: JSONBody[commands.Stars]) -> None:
    """Rate an event one attended, within fourteen days; change it for 48 hours."""
    await commands.rate(house_of(request), person_of(request), event, data)


@get("/api/momento/events/{event:uuid}/rating", tags=["momento"])
async def my_rating(request: Requested, event: FromPath[UUID]) -> commands.Rateable:
    """An event one attended, and one's rating of it."""
    return await commands.rateable(house_of(request), person_of(request), event)


ROUTES = [show, rate, rate_by_program, my_rating]
