"""A host's public page and picture, changing one's own, and the same as JSON."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post, put
from litestar.params import FromPath, JSONBody
from litestar.response import Redirect

from kith.commons.identity.person import actor_of
from kith.foundation.errors import Invalid, NotFound, Problem
from kith.products.momento.events.commands import become_host
from kith.products.momento.frame import frame
from kith.products.momento.hosts import reads
from kith.products.momento.photos.reads import file_of
from kith.web import forms
from kith.web.media import file_response
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


class HostForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How guests know a host."""

    host_name: Annotated[str, msgspec.Meta(max_length=80)]
    host_bio: Annotated[str, msgspec.Meta(max_length=1200)] = ""


async def _seen(request: Requested, host: UUID) -> reads.HostPage:
    house = house_of(request)
    async with house.database.session(actor_of(visitor(request)), house.product("momento").schema) as db:
        return await reads.host_page(db, host)


async def _is_own(request: Requested, host: UUID) -> bool:
    house, person = house_of(request), visitor(request)
    if person is None:
        return False
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        own = await reads.queries.mine(db.connection)
    return own is not None and own["id"] == host


async def _change(request: Requested, sent: HostForm) -> UUID:
    """The changed host profile's id.

    Raises:
        Invalid: no name.
        NotFound: this person does not host.
    """
    house, person = house_of(request), person_of(request)
    if not sent.host_name.strip():
        raise Invalid("What should guests call you?", field="host_name")
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        changed = await reads.queries.change(
            db.connection, host_name=sent.host_name.strip(), host_bio=sent.host_bio.strip() or None
        )
    if changed is None:
        raise NotFound
    return changed


@get("/momento/hosts/{host:uuid}", include_in_schema=False)
async def host_page(request: Requested, host: FromPath[UUID]) -> Response[str]:
    seen = await _seen(request, host)
    context = {**frame(request, "hosting"), "seen": seen, "own": await _is_own(request, host)}
    return page(request, "momento/host.html", context, product="momento")


@get("/momento/hosts/{host:uuid}/picture", include_in_schema=False)
async def picture(request: Requested, host: FromPath[UUID]) -> Response[bytes]:
    """A host's Face Card: whoever hosts shows their face."""
    seen = await _seen(request, host)
    if seen.photo_id is None:
        raise NotFound
    return await file_response(
        request, await file_of(house_of(request), seen.photo_id, "medium"), fresh_for=300
    )


def _edit_page(request: Requested, values: dict[str, str], problem: Problem | None = None) -> Response[str]:
    errors = [] if problem is None else [{"field": problem.field or "host_name", "text": problem.detail}]
    return page(
        request,
        "momento/host_edit.html",
        {
            **frame(request, "hosting"),
            "values": values,
            "errors": errors,
            "error_of": {error["field"]: error["text"] for error in errors},
        },
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/hosting/profile", include_in_schema=False)
async def edit(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    try:
        async with house.database.session(person.actor, house.product("momento").schema) as db:
            mine = await reads.mine(db)
    except NotFound:
        return Redirect("/momento/hosting", status_code=303)
    return _edit_page(request, {"host_name": mine.host_name, "host_bio": mine.host_bio or ""})


@post("/momento/hosting/profile", include_in_schema=False, status_code=200)
async def save(request: Requested) -> Response[Any]:
    sent = await request.form()
    values = {name: str(sent.get(name, "")) for name in ("host_name", "host_bio")}
    try:
        changed = await _change(request, await forms.read(request, HostForm))
    except Invalid as problem:
        return _edit_page(request, values, problem)
    flash_next(request, "success", "Guests see it from now on.")
    return Redirect(f"/momento/hosts/{changed}", status_code=303)


@get("/api/momento/hosts/{host:uuid}", tags=["momento"])
async def host_seen(request: Requested, host: FromPath[UUID]) -> reads.HostPage:
    """A host in public, with what guests wrote."""
    return await _seen(request, host)


@get("/api/momento/host-profile", tags=["momento"])
async def host_mine(request: Requested) -> reads.MyHostProfile:
    """One's own host profile."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        return await reads.mine(db)


@post("/api/momento/host-profile", tags=["momento"], status_code=201)
async def host_new(request: Requested, data: JSONBody[HostForm]) -> reads.MyHostProfile:
    """Become a host; somebody who is one keeps their profile."""
    house, person = house_of(request), person_of(request)
    await become_host(house, person, data)
    async with house.database.session(person.actor, house.product("momento").schema) as db:
        return await reads.mine(db)


@put("/api/momento/host-profile", tags=["momento"], status_code=204)
async def host_change(request: Requested, data: JSONBody[HostForm]) -> None:
    """Write one's host profile anew."""
    await _change(request, data)


ROUTES = [host_page, picture, edit, save, host_seen, host_mine, host_new, host_change]
