"""The front door, beginning, the basics, one's own page, keeping answers, leaving."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, cast

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.consent.texts import current
from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.foundation.language import tag
from kith.products.attuned.frame import frame
from kith.products.attuned.players import anonymous, commands, keeping
from kith.products.attuned.players.form import LEVELS, SHARING, ZONES, Basics, Beginning, Keeping
from kith.products.attuned.players.player import (
    Player,
    guest_of,
    key_for,
    player_of,
    playing,
    whoever_plays,
)
from kith.products.attuned.terms import BODY_PART_LABELS, Anatomy
from kith.web import forms
from kith.web.edge import client_address
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_AN_HOUR: Final = timedelta(hours=1)
_PLAIN: Final = (
    "display_name",
    "highest_level",
    "sharing",
    "timezone",
    "gender",
    "orientation",
    "relationship_structure",
)


def shown(
    request: Requested,
    template: str,
    context: Mapping[str, Any],
    problem: Problem | None = None,
    *,
    link: str = "you",
    first_field: str = "display_name",
) -> Response[str]:
    """A page of Attuned, with what was wrong with the form if anything was."""
    errors = [] if problem is None else [{"field": problem.field or first_field, "text": problem.detail}]
    return page(
        request,
        template,
        {
            **frame(request, link),
            "errors": errors,
            "error_of": {error["field"]: error["text"] for error in errors},
            **context,
        },
        product="attuned",
        status=200 if problem is None else problem.status,
    )


async def where_i_stand(request: Requested) -> tuple[Player, Any] | None:
    """The player who asks and their row (`commands.standing`), None when nobody began here."""
    player = whoever_plays(request)
    if player is None:
        return None
    try:
        async with playing(house_of(request), player) as db:
            row = await commands.standing(db, player)
    except Problem:
        if player.user_id is not None:
            raise
        # The cookie outlived its session.
        request.scope["state"]["set_cookies"].append(anonymous.forgotten(house_of(request)))
        return None
    if row is None or not row["adult"]:
        return None
    house = house_of(request)
    if player.anonymous_id is not None and row["last_used"] < house.clock.now() - _AN_HOUR:
        await commands.touch(house, player)
        request.scope["state"]["set_cookies"].append(anonymous.cookie(house, player.anonymous_id))
    return player, row


@get("/attuned", include_in_schema=False)
async def front_door(request: Requested) -> Response[str]:
    return shown(
        request, "attuned/front_door.html", {"begun": await where_i_stand(request) is not None}, link=""
    )


def _begin_page(
    request: Requested, problem: Problem | None = None, ticked: frozenset[str] = frozenset()
) -> Response[str]:
    signed_in = visitor(request) is not None
    context = {
        "texts": {kind: current("attuned", kind, tag()).body for kind in commands.CONSENTS},
        "signed_in": signed_in,
        "keepable": signed_in and guest_of(request) is not None,
        "ticked": ticked,
    }
    return shown(request, "attuned/begin.html", context, problem, first_field="age_consent")


@get("/attuned/begin", include_in_schema=False)
async def begin_form(request: Requested) -> Response[Any]:
    if await where_i_stand(request) is not None:
        return Redirect("/attuned/you", status_code=303)
    return _begin_page(request)


@post("/attuned/begin", include_in_schema=False, status_code=200)
async def begin(request: Requested) -> Response[Any]:
    house = house_of(request)
    try:
        form = await forms.read(request, Beginning)
        player = await commands.begin(
            house, visitor(request), form, client_address(house, cast("Any", request.scope))
        )
    except Problem as problem:
        sent = await request.form()
        return _begin_page(request, problem, frozenset(name for name in sent if sent[name] == "yes"))
    if player.anonymous_id is not None:
        request.scope["state"]["set_cookies"].append(anonymous.cookie(house, player.anonymous_id))
    return Redirect("/attuned/you/basics", status_code=303)


def _basics_page(
    request: Requested, values: Mapping[str, Any], player: Player, problem: Problem | None = None
) -> Response[str]:
    context = {
        "values": values,
        "signed_in": player.user_id is not None,
        "parts": [(part.value, label) for part, label in BODY_PART_LABELS.items()],
        "levels": LEVELS,
        "sharings": SHARING,
        "zones": ZONES,
    }
    return shown(request, "attuned/basics.html", context, problem)


@get("/attuned/you/basics", include_in_schema=False)
async def basics_form(request: Requested) -> Response[Any]:
    found = await where_i_stand(request)
    if found is None:
        return Redirect("/attuned/begin", status_code=303)
    player, row = found
    key = await key_for(house_of(request), player)
    anatomy = msgspec.convert(key.open(row["anatomy"], commands.ANATOMY_PLACE) or {}, Anatomy)
    person = visitor(request)
    said: dict[str, str] = key.open(row["demographics"], commands.DEMOGRAPHICS_PLACE) or {}
    values = {
        "display_name": row["display_name"] or ("" if person is None else person.display_name),
        "anatomy_self": anatomy.anatomy_self,
        "anatomy_preference": anatomy.anatomy_preference,
        "highest_level": row["highest_level"] or "R",
        "sharing": row["sharing"] or "overlapping_only",
        "timezone": row["timezone"] if row["profile_id"] else "Europe/Berlin",
        **{part: said.get(part, "") for part in ("gender", "orientation", "relationship_structure")},
    }
    return _basics_page(request, values, player)


@post("/attuned/you/basics", include_in_schema=False, status_code=200)
async def basics(request: Requested) -> Response[Any]:
    house, player = house_of(request), player_of(request)
    sent = await request.form()
    try:
        await commands.tell_basics(house, player, await forms.read(request, Basics))
    except Invalid as problem:
        values: dict[str, Any] = {name: str(sent.get(name, "")) for name in _PLAIN}
        values |= {name: sent.getall(name, []) for name in ("anatomy_self", "anatomy_preference")}
        return _basics_page(request, values, player, problem)
    flash_next(request, "success", "Saved, under a key of your own.")
    return Redirect("/attuned/you", status_code=303)


@get("/attuned/you", include_in_schema=False)
async def you(request: Requested) -> Response[Any]:
    found = await where_i_stand(request)
    if found is None:
        return Redirect("/attuned/begin", status_code=303)
    player, row = found
    if row["profile_id"] is None:
        return Redirect("/attuned/you/basics", status_code=303)
    guest = guest_of(request) if player.user_id is not None else None
    context = {"mine": row, "anonymous": player.user_id is None, "keepable": guest is not None}
    return shown(request, "attuned/you.html", context)


def _keep_page(request: Requested, problem: Problem | None = None) -> Response[str]:
    return shown(request, "attuned/keep.html", {}, problem, first_field="agree")


@get("/attuned/you/keep", include_in_schema=False)
async def keep_form(request: Requested) -> Response[Any]:
    person_of(request)
    if guest_of(request) is None:
        return Redirect("/attuned/you", status_code=303)
    if await where_i_stand(request) is None:
        return Redirect("/attuned/begin", status_code=303)
    return _keep_page(request)


@post("/attuned/you/keep", include_in_schema=False, status_code=200)
async def keep(request: Requested) -> Response[Any]:
    player, guest = Player(user_id=person_of(request).id), guest_of(request)
    if guest is None:
        raise NotFound
    try:
        form = await forms.read(request, Keeping)
        await keeping.keep_answers(house_of(request), player, guest, form)
    except (Invalid, Conflict) as problem:
        return _keep_page(request, problem)
    if form.forget:
        request.scope["state"]["set_cookies"].append(anonymous.forgotten(house_of(request)))
    flash_next(request, "success", "Your answers are in your account now.")
    return Redirect("/attuned/you", status_code=303)


@post("/attuned/you/delete", include_in_schema=False, status_code=200)
async def delete(request: Requested) -> Redirect:
    house, player = house_of(request), player_of(request)
    await commands.leave(house, player)
    if player.anonymous_id is not None:
        request.scope["state"]["set_cookies"].append(anonymous.forgotten(house))
    flash_next(request, "success", "Everything of yours is gone, and so is the key to it.")
    return Redirect("/attuned", status_code=303)


ROUTES = [front_door, begin_form, begin, basics_form, basics, you, keep_form, keep, delete]
