"""Messages: pages, their live part, and their JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect, Stream

from kith.foundation import pages as keyset
from kith.foundation.errors import NotFound, Problem
from kith.products.momento.frame import frame
from kith.products.momento.messages import commands
from kith.web import forms
from kith.web.live import stream
from kith.web.pages import Pages, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message."""

    content: Annotated[str, msgspec.Meta(max_length=8000)] = ""


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to write to: a profile one has met."""

    profile: UUID


class Opened(msgspec.Struct, frozen=True):
    id: UUID


@get("/momento/messages", include_in_schema=False)
async def talks(request: Requested) -> Response[Any]:
    listed = await commands.conversations(house_of(request), person_of(request))
    context = {"talks": listed, "zone": await commands.zone_of(house_of(request), person_of(request))}
    return page(
        request, "momento/messages.html", {**frame(request, "messages"), **context}, product="momento"
    )


async def _show(
    request: Requested,
    conversation: UUID,
    cursor: str | None,
    problem: Problem | None = None,
    words: str = "",
) -> Response[Any]:
    found = await commands.conversation(
        house_of(request), person_of(request), conversation, keyset.decode(cursor), 40
    )
    context = {
        "talk": found,
        "said": list(reversed(found.messages.items)),
        "zone": found.zone,
        "older": f"/momento/messages/{conversation}?cursor={found.messages.next}"
        if found.messages.next
        else None,
        "newest": cursor is None,
        "problem": problem,
        "words": words,
    }
    return page(
        request,
        "momento/conversation.html",
        {**frame(request, "messages"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/messages/{conversation:uuid}", include_in_schema=False)
async def show(
    request: Requested, conversation: FromPath[UUID], cursor: FromQuery[str | None] = None
) -> Response[Any]:
    return await _show(request, conversation, cursor)


@post("/momento/messages/{conversation:uuid}", include_in_schema=False, status_code=200)
async def say(request: Requested, conversation: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, Words)
    try:
        await commands.say(house_of(request), person_of(request), conversation, sent.content)
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _show(request, conversation, None, problem, sent.content)
    return Redirect(f"/momento/messages/{conversation}#end", status_code=303)


@get("/momento/messages/{conversation:uuid}/live", include_in_schema=False)
async def live(request: Requested, conversation: FromPath[UUID]) -> Stream:
    """The messages as they come."""
    house, person = house_of(request), person_of(request)
    await commands.conversation(house, person, conversation, None, 1)

    async def render() -> str | None:
        try:
            found = await commands.conversation(house, person, conversation, None, 40)
        except NotFound:
            return None
        context = {"said": list(reversed(found.messages.items)), "zone": found.zone}
        return house.part("web.pages", Pages).render("momento/partials/said.html", context)

    return stream(request, commands.schema(house), f"conversation:{conversation}", render)


@post("/momento/people/{profile:uuid}/write", include_in_schema=False, status_code=200)
async def write(request: Requested, profile: FromPath[UUID]) -> Response[Any]:
    conversation = await commands.open_with(house_of(request), person_of(request), profile)
    return Redirect(f"/momento/messages/{conversation}", status_code=303)


@get("/api/momento/conversations", tags=["momento"])
async def listed(request: Requested) -> list[commands.Talk]:
    """One's conversations, the liveliest first."""
    return await commands.conversations(house_of(request), person_of(request))


@post("/api/momento/conversations", tags=["momento"], status_code=201)
async def begin(request: Requested, data: JSONBody[Partner]) -> Opened:
    """Open (or find) the conversation with somebody one has met."""
    return Opened(await commands.open_with(house_of(request), person_of(request), data.profile))


@get("/api/momento/conversations/{conversation:uuid}", tags=["momento"])
async def read(
    request: Requested,
    conversation: FromPath[UUID],
    cursor: FromQuery[str | None] = None,
    limit: FromQuery[int | None] = None,
) -> commands.Conversation:
    """A conversation, newest message first; its first page counts as read."""
    return await commands.conversation(
        house_of(request), person_of(request), conversation, keyset.decode(cursor), keyset.limit_of(limit)
    )


@post("/api/momento/conversations/{conversation:uuid}/messages", tags=["momento"], status_code=201)
async def write_message(request: Requested, conversation: FromPath[UUID], data: JSONBody[Words]) -> Opened:
    """Write a message."""
    return Opened(await commands.say(house_of(request), person_of(request), conversation, data.content))


ROUTES = [talks, show, say, live, write, listed, begin, read, write_message]
