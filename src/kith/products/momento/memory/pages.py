"""The memory book's pages and its JSON."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Redirect

from kith.foundation import pages as keyset
from kith.foundation.errors import Invalid
from kith.foundation.pages import Page
from kith.products.momento.frame import frame
from kith.products.momento.memory import commands
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class MemoryForm(msgspec.Struct, frozen=True):
    """All small forms of these pages; each uses its own fields."""

    favorite: bool = False
    wish: commands.Wish | None = None
    notes: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class MemoryChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What changes; the rest stays."""

    favorite: bool | None = None
    wish: commands.Wish | None = None
    notes: Annotated[str, msgspec.Meta(max_length=4000)] | None = None


class Changed(msgspec.Struct, frozen=True):
    """Whether both want to meet again now."""

    mutual: bool


@get("/momento/memories", include_in_schema=False)
async def book(request: Requested, cursor: FromQuery[str | None] = None) -> Response[Any]:
    listed = await commands.book(house_of(request), person_of(request), keyset.decode(cursor), 48)
    events = [
        {"title": title, "starts_at": starts_at, "time_zone": zone, "id": event, "memories": list(group)}
        for (event, title, starts_at, zone), group in groupby(
            listed.items,
            key=lambda memory: (memory.event_id, memory.title, memory.starts_at, memory.time_zone),
        )
    ]
    context = {"events": events, "older": f"/momento/memories?cursor={listed.next}" if listed.next else None}
    return page(
        request, "momento/memories.html", {**frame(request, "memories"), **context}, product="momento"
    )


async def _show(request: Requested, memory: UUID, problem: Invalid | None = None) -> Response[Any]:
    opened = await commands.open_memory(house_of(request), person_of(request), memory)
    context = {"opened": opened, "memory": opened.memory, "problem": problem}
    return page(
        request,
        "momento/memory.html",
        {**frame(request, "memories"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/memories/{memory:uuid}", include_in_schema=False)
async def show(request: Requested, memory: FromPath[UUID]) -> Response[Any]:
    return await _show(request, memory)


@post("/momento/memories/{memory:uuid}/favorite", include_in_schema=False, status_code=200)
async def favour(request: Requested, memory: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, MemoryForm)
    await commands.favour(house_of(request), person_of(request), memory, sent.favorite)
    return Redirect(f"/momento/memories/{memory}", status_code=303)


@post("/momento/memories/{memory:uuid}/wish", include_in_schema=False, status_code=200)
async def wish(request: Requested, memory: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, MemoryForm)
    both = await commands.wish(house_of(request), person_of(request), memory, sent.wish or "none")
    if both:
        flash_next(request, "success", "You both want to meet again. Now you can write to each other.")
    elif sent.wish == "again":
        flash_next(request, "info", "Noted. They only learn of it if they say the same.")
    else:
        flash_next(request, "info", "Noted, for you alone.")
    return Redirect(f"/momento/memories/{memory}", status_code=303)


@post("/momento/memories/{memory:uuid}/notes", include_in_schema=False, status_code=200)
async def note(request: Requested, memory: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, MemoryForm)
    try:
        await commands.note(house_of(request), person_of(request), memory, sent.notes)
    except Invalid as problem:
        return await _show(request, memory, problem)
    flash_next(request, "success", "Your note is kept. Nobody else can read it.")
    return Redirect(f"/momento/memories/{memory}", status_code=303)


@get("/api/momento/memories", tags=["momento"])
async def memories(
    request: Requested, cursor: FromQuery[str | None] = None, limit: FromQuery[int | None] = None
) -> Page[commands.Memory]:
    """Whom one met, the latest first."""
    return await commands.book(
        house_of(request), person_of(request), keyset.decode(cursor), keyset.limit_of(limit)
    )


@get("/api/momento/memories/{memory:uuid}", tags=["momento"])
async def memory(request: Requested, memory: FromPath[UUID]) -> commands.MemoryOpened:
    """One memory with its private note."""
    return await commands.open_memory(house_of(request), person_of(request), memory)


@patch("/api/momento/memories/{memory:uuid}", tags=["momento"])
async def change(request: Requested, memory: FromPath[UUID], data: JSONBody[MemoryChange]) -> Changed:
    """Keep near, wish to meet again (or rather not), note something: private, except that a mutual wish is told to both."""
    house, person = house_of(request), person_of(request)
    opened = await commands.open_memory(house, person, memory)
    if data.favorite is not None:
        await commands.favour(house, person, memory, data.favorite)
    if data.notes is not None:
        await commands.note(house, person, memory, data.notes)
    if data.wish is not None:
        return Changed(await commands.wish(house, person, memory, data.wish))
    return Changed(opened.memory.mutual)


ROUTES = [book, show, favour, wish, note, memories, memory, change]
