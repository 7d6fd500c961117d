"""A beacon's page, one's own beacons, writing one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import Invalid, Problem
from kith.foundation.language import _
from kith.products.hotmess.beacons import commands
from kith.products.hotmess.beacons.form import KINDS, BeaconForm
from kith.products.hotmess.cities import choices
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.rulesets import commands as rulesets
from kith.products.hotmess.threads import commands as threads
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_FIELDS = tuple(field.name for field in msgspec.structs.fields(BeaconForm))


def viewer(request: Requested) -> UUID | None:
    """Who asks, if somebody is signed in."""
    person = visitor(request)
    return None if person is None else person.id


async def beacon_page(
    request: Requested, beacon: UUID, cursor: str = "", problem: Problem | None = None, body: str = ""
) -> Response[Any]:
    """A beacon with its thread; `problem` and `body` are of a post that could not be written."""
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    shown = await commands.shown(house, viewer(request), beacon, count=not cursor and problem is None)
    posts = await threads.posts(house, viewer(request), beacon, cursor)
    member = await members.mine(house, visitor(request))
    context = {
        "beacon": shown,
        "kinds": KINDS,
        "posts": posts.items,
        "older": f"/hotmess/beacons/{beacon}?cursor={posts.next}#thread" if posts.next else None,
        "live": not cursor,
        "joined": member is not None,
        "may_write": member is not None and member["status"] == "active" and shown.state == "live",
        "body": body,
        "error": "" if problem is None else problem.detail,
    }
    return page(
        request,
        "hotmess/beacon.html",
        {**frame(request, "tonight"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/beacons/{beacon:uuid}", include_in_schema=False)
async def show(request: Requested, beacon: FromPath[UUID], cursor: FromQuery[str] = "") -> Response[Any]:
    return await beacon_page(request, beacon, cursor)


@get("/hotmess/beacons", include_in_schema=False)
async def listed(request: Requested, cursor: FromQuery[str] = "") -> Response[Any]:
    person = person_of(request)
    if await members.mine(house_of(request), person) is None:
        return Redirect("/hotmess/join?next=/hotmess/beacons", status_code=303)
    found = await commands.mine(house_of(request), person, cursor)
    context = {
        "lines": found.items,
        "kinds": KINDS,
        "older": f"/hotmess/beacons?cursor={found.next}" if found.next else None,
        "newest": None if not cursor else "/hotmess/beacons",
    }
    return page(request, "hotmess/beacons.html", {**frame(request, "beacons"), **context}, product="hotmess")


async def _form_page(
    request: Requested,
    values: Mapping[str, str],
    beacon: UUID | None,
    notes: str | None = None,
    problem: Invalid | None = None,
) -> Response[str]:
    house = house_of(request)
    cities = await members.cities(house)
    async with house.database.session(members.ACTOR, commands.schema(house)) as db:
        rules = await rulesets.current(db)
    errors = [] if problem is None else [{"field": problem.field or "title", "text": problem.detail}]
    context = {
        "values": {name: values.get(name, "") for name in _FIELDS},
        "beacon": beacon,
        "notes": notes,
        "rules": rules,
        "kinds": [(name, _(words)) for name, words in KINDS.items()],
        "cities": choices(cities),
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors},
    }
    return page(
        request,
        "hotmess/beacon_form.html",
        {**frame(request, "beacons"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/beacons/new", include_in_schema=False)
async def new(request: Requested) -> Response[Any]:
    member = await members.mine(house_of(request), person_of(request))
    if member is None:
        return Redirect("/hotmess/join?next=/hotmess/beacons/new", status_code=303)
    return await _form_page(
        request, {"city": member["city"] or "london", "kind": "event", "price": "0"}, None
    )


@post("/hotmess/beacons/new", include_in_schema=False, status_code=200)
async def draft(request: Requested) -> Response[Any]:
    sent = await request.form()
    try:
        made = await commands.draft(
            house_of(request), person_of(request), await forms.read(request, BeaconForm)
        )
    except Invalid as problem:
        values = {name: str(sent.get(name, "")) for name in _FIELDS}
        return await _form_page(request, values, None, problem=problem)
    flash_next(request, "success", "Kept as a draft. Hand it in when you are ready.")
    return Redirect(f"/hotmess/beacons/{made}", status_code=303)


def _local(at: datetime | None, zone: str) -> str:
    return "" if at is None else at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


@get("/hotmess/beacons/{beacon:uuid}/edit", include_in_schema=False)
async def edit(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    person = person_of(request)
    shown = await commands.shown(house_of(request), person.id, beacon)
    if not shown.mine or shown.state != "draft":
        return Redirect(f"/hotmess/beacons/{beacon}", status_code=303)
    values = {
        "kind": shown.kind,
        "title": shown.title,
        "description": shown.description,
        "city": shown.city,
        "venue_name": shown.venue_name or "",
        "starts": _local(shown.starts_at, shown.timezone),
        "ends": _local(shown.ends_at, shown.timezone),
        "expires": _local(shown.expires_at, shown.timezone),
        "capacity": str(shown.capacity or ""),
        "price": f"{shown.price_pence / 100:.2f}",
        "reentry": "yes" if shown.reentry else "",
    }
    return await _form_page(request, values, beacon, shown.review_notes)


@post("/hotmess/beacons/{beacon:uuid}/edit", include_in_schema=False, status_code=200)
async def change(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    sent = await request.form()
    try:
        form = await forms.read(request, BeaconForm)
        await commands.change(house_of(request), person_of(request), beacon, form)
    except Invalid as problem:
        values = {name: str(sent.get(name, "")) for name in _FIELDS}
        return await _form_page(request, values, beacon, problem=problem)
    flash_next(request, "success", "Saved.")
    return Redirect(f"/hotmess/beacons/{beacon}", status_code=303)


@post("/hotmess/beacons/{beacon:uuid}/submit", include_in_schema=False, status_code=200)
async def submit(request: Requested, beacon: FromPath[UUID]) -> Redirect:
    await commands.submit(house_of(request), person_of(request), beacon)
    flash_next(
        request, "success", "Handed in. Somebody looks at it, mostly within the day, and we write to you."
    )
    return Redirect(f"/hotmess/beacons/{beacon}", status_code=303)


@get("/hotmess/rules/{ruleset:uuid}", include_in_schema=False)
async def rules(request: Requested, ruleset: FromPath[UUID]) -> Response[Any]:
    """The rules that something stands under, in the version it stands under."""
    row = await rulesets.one(house_of(request), ruleset)
    return page(request, "hotmess/rules.html", {**frame(request, ""), "rules": row}, product="hotmess")


ROUTES = [show, listed, new, draft, edit, change, submit, rules]
