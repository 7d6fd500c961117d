"""A host's pages: planning, the list, the board, what came in. And the way from an event to one's own invitation."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.errors import Invalid, Problem
from kith.foundation.language import _, later
from kith.products.momento.events import commands, form, reads
from kith.products.momento.events.draft import CURRENCIES
from kith.products.momento.frame import frame
from kith.products.momento.places import google
from kith.products.momento.places.catalogue import PLACES, Place
from kith.products.momento.places.closed import closed_cities
from kith.products.momento.spoken import interest_said
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
_ACTOR = service("momento.events")
STATUSES = {
    "planned": later("Looking for guests"),
    "confirmed": later("Takes place"),
    "completed": later("Took place"),
    "cancelled": later("Called off"),
}
ANSWERS = {
    "sent": later("Asked"),
    "confirmed": later("Coming"),
    "declined": later("Not coming"),
    "expired": later("Did not answer"),
    "payment_failed": later("Payment failed"),
}


class HostForm(msgspec.Struct, frozen=True):
    host_name: Annotated[str, msgspec.Meta(max_length=80)] = ""
    host_bio: Annotated[str, msgspec.Meta(max_length=1200)] = ""


class CancelForm(msgspec.Struct, frozen=True):
    reason: Annotated[str, msgspec.Meta(max_length=400)] = ""


def _page(request: Requested, template: str, context: dict[str, Any], status: int = 200) -> Response[str]:
    return page(request, template, {**frame(request, "hosting"), **context}, product="momento", status=status)


@get("/momento/hosting", include_in_schema=False)
async def hosting(request: Requested, cursor: FromQuery[str | None] = None) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        host = await reads.my_host_id(db)
        if host is None:
            return _become_page(request, {"host_name": person.display_name, "host_bio": ""}, None)
        listed = await reads.hosted(db, host, keyset.decode(cursor), 12)
    ahead, behind = [
        [
            {"event": item, "status": _(STATUSES[item.status])}
            for item in listed.items
            if item.status in states
        ]
        for states in (("planned", "confirmed"), ("completed", "cancelled"))
    ]
    return _page(
        request,
        "momento/hosting.html",
        {
            "ahead": ahead,
            "behind": behind,
            "older": f"/momento/hosting?cursor={listed.next}" if listed.next else None,
        },
    )


def _become_page(request: Requested, values: dict[str, str], problem: Problem | None) -> Response[str]:
    errors = [] if problem is None else [{"field": problem.field or "host_name", "text": problem.detail}]
    context = {
        "values": values,
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors},
    }
    return _page(request, "momento/become_host.html", context, 200 if problem is None else problem.status)


@post("/momento/hosting/become", include_in_schema=False, status_code=200)
async def become(request: Requested) -> Response[Any]:
    sent = await request.form()
    values = {name: str(sent.get(name, "")) for name in ("host_name", "host_bio")}
    try:
        await commands.become_host(house_of(request), person_of(request), await forms.read(request, HostForm))
    except Invalid as problem:
        return _become_page(request, values, problem)
    flash_next(request, "success", "You are a host now. What will the first evening be?")
    return Redirect("/momento/hosting/new", status_code=303)


async def _interests(request: Requested) -> list[tuple[str, list[tuple[int, str]]]]:
    """By theme, in the reader's language."""
    house = house_of(request)
    async with house.database.session(_ACTOR, commands.schema(house)) as db:
        rows = [row async for row in commands.queries.all_interests(db.connection)]
    return [
        (
            _(theme),
            sorted(
                ((row["id"], interest_said(row["name"])) for row in group), key=lambda one: one[1].casefold()
            ),
        )
        for theme, group in groupby(rows, key=lambda row: row["theme"])
    ]


async def _form_page(
    request: Requested,
    filled: form.Filled,
    action: str,
    problem: Problem | None = None,
    event: UUID | None = None,
    looked: tuple[int, list[Place]] | None = None,
) -> Response[str]:
    errors = [] if problem is None else [{"field": problem.field or "title", "text": problem.detail}]
    closed = await closed_cities(house_of(request)) if event is None else frozenset[str]()
    places: dict[str, list[Any]] = {}
    for place in PLACES:
        if place.city in closed:
            continue
        places.setdefault(place.city, []).append(place)
    context = {
        "filled": filled,
        "action": action,
        "event_id": event,
        "errors": errors,
        "error_of": {error["field"]: error["text"] for error in errors},
        "places": places,
        "looks_up": bool(house_of(request).settings.google_places_key),
        "looked": looked,
        "currencies": [(currency, currency.upper()) for currency in CURRENCIES],
        "zones": sorted(
            zone
            for zone in available_timezones()
            if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/"))
        ),
        "themes": await _interests(request),
    }
    return _page(request, "momento/event_form.html", context, 200 if problem is None else problem.status)


async def _sent(request: Requested) -> tuple[form.Filled, str]:
    data = await request.form()
    several = {
        name: [str(value) for value in data.getall(name)]
        for name in ("helper_role", "helper_who", "interests")
        if name in data
    }
    return form.sent(data, several), str(data.get("act", "save"))


async def _look_up(
    request: Requested, filled: form.Filled, act: str, action: str, event: UUID | None = None
) -> Response[str] | None:
    """The form again with places for what a stop's words ask for, or with the one that was picked; None for other buttons."""
    wanted = form.wants_place(filled, act)
    if wanted is None:
        return None
    at, picked = wanted
    found = await google.find(house_of(request), filled.stops[at]["find"])
    if not found:
        problem = Invalid(
            "We found no such place just now. Try other words, pick one from the list, or pin a spot of your own.",
            field=f"stops-{at + 1}-find",
        )
        return await _form_page(request, filled, action, problem, event)
    if picked is not None and picked < len(found):
        form.put_place(filled.stops[at], found[picked])
        return await _form_page(request, filled, action, event=event)
    return await _form_page(request, filled, action, event=event, looked=(at + 1, found))


@get("/momento/hosting/new", include_in_schema=False)
async def new(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        if await reads.my_host_id(db) is None:
            return Redirect("/momento/hosting", status_code=303)
        zone = await reads.my_zone(db)
    return await _form_page(request, form.empty(zone), "/momento/hosting/new")


@post("/momento/hosting/new", include_in_schema=False, status_code=200)
async def create(request: Requested) -> Response[Any]:
    filled, act = await _sent(request)
    if (answer := await _look_up(request, filled, act, "/momento/hosting/new")) is not None:
        return answer
    if form.rearrange(filled, act):
        return await _form_page(request, filled, "/momento/hosting/new")
    try:
        event = await commands.plan(house_of(request), person_of(request), form.draft_of(filled))
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _form_page(request, filled, "/momento/hosting/new", problem)
    flash_next(request, "success", "Your event is planned. Now ask people to come.")
    return Redirect(f"/momento/hosting/{event}", status_code=303)


@get("/momento/hosting/{event:uuid}/edit", include_in_schema=False)
async def edit(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    found = await commands.mine(house, person, event)
    async with house.database.session(_ACTOR, commands.schema(house)) as db:
        filled = form.kept(
            found,
            [row async for row in commands.queries.stops_kept(db.connection, event=event)],
            [row async for row in commands.queries.helpers_kept(db.connection, event=event)],
            [row["interest_id"] async for row in commands.queries.interests_kept(db.connection, event=event)],
        )
    return await _form_page(request, filled, f"/momento/hosting/{event}/edit", event=event)


@post("/momento/hosting/{event:uuid}/edit", include_in_schema=False, status_code=200)
async def save(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    filled, act = await _sent(request)
    action = f"/momento/hosting/{event}/edit"
    await commands.mine(house_of(request), person_of(request), event)
    if (answer := await _look_up(request, filled, act, action, event)) is not None:
        return answer
    if form.rearrange(filled, act):
        return await _form_page(request, filled, action, event=event)
    try:
        await commands.change(house_of(request), person_of(request), event, form.draft_of(filled))
    except Problem as problem:
        if problem.status not in (409, 422):
            raise
        return await _form_page(request, filled, action, problem, event)
    flash_next(request, "success", "Saved. Guests are told when time or place changed.")
    return Redirect(f"/momento/hosting/{event}", status_code=303)


@get("/momento/hosting/{event:uuid}", include_in_schema=False)
async def board(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    found = await commands.mine(house, person, event)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        stops = await reads.stops_for(db, event)
        rows = await reads.board(db, event)
    async with house.database.session(_ACTOR, commands.schema(house)) as db:
        helpers = await reads.helpers_of(db, event)
    coming = [row for row in rows if row.status == "confirmed"]
    waiting = sorted(
        (row for row in rows if row.waiting_place is not None), key=lambda row: row.waiting_place or 0
    )
    asked = [row for row in rows if row.status in ("sent", "payment_failed") and row.waiting_place is None]
    not_coming = [row for row in rows if row.status in ("declined", "expired")]
    context = {
        "event": found,
        "status": _(STATUSES[found.status]),
        "answers": {name: _(words) for name, words in ANSWERS.items()},
        "stops": stops,
        "map": reads.map_of(stops),
        "helpers": helpers,
        "groups": [
            (_("Coming"), coming, _("Nobody has said yes yet.")),
            (_("Asked"), asked, _("Nobody’s answer is open.")),
            (_("On the waiting list"), waiting, ""),
            (_("Not this time"), not_coming, ""),
        ],
        "paid": sum(row.paid_in_cents - row.refunded_in_cents for row in rows),
    }
    return _page(request, "momento/event_board.html", context)


@post("/momento/hosting/{event:uuid}/cancel", include_in_schema=False, status_code=200)
async def cancel(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    sent = await forms.read(request, CancelForm)
    await commands.cancel(house_of(request), person_of(request), event, sent.reason)
    flash_next(
        request, "info", "Your event is called off. Everybody is told, and whoever paid gets the money back."
    )
    return Redirect(f"/momento/hosting/{event}", status_code=303)


@get("/momento/hosting/payouts", include_in_schema=False)
async def payouts(request: Requested) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        host = await reads.my_host_id(db)
    if host is None:
        return Redirect("/momento/hosting", status_code=303)
    async with house.database.session(_ACTOR, commands.schema(house)) as db:
        rows = await reads.income(db, host)
    totals: dict[str, list[int]] = {}
    for row in rows:
        total = totals.setdefault(row.currency, [0, 0])
        total[0] += row.paid_in_cents
        total[1] += row.refunded_in_cents
    return _page(
        request,
        "momento/payouts.html",
        {"rows": rows, "totals": totals, "statuses": {name: _(words) for name, words in STATUSES.items()}},
    )


@get("/momento/events/{event:uuid}", include_in_schema=False)
async def event_page(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    """To the host's board, or to one's own invitation."""
    house, person = house_of(request), person_of(request)
    async with house.database.session(person.actor, commands.schema(house)) as db:
        found = await reads.event_for(db, event)
        if found.host_id == await reads.my_host_id(db):
            return Redirect(f"/momento/hosting/{event}", status_code=303)
        invitation = await commands.queries.my_invitation(db.connection, event=event)
    return Redirect(f"/momento/invitations/{invitation}", status_code=303)


ROUTES = [hosting, become, new, create, payouts, edit, save, board, cancel, event_page]
