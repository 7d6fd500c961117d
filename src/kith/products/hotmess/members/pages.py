"""The front door with the age check, joining, the profile, the operator's text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.commons.consent.texts import current
from kith.foundation.errors import Conflict, Invalid, NotFound, Problem
from kith.foundation.language import tag
from kith.products.hotmess.cities import choices
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check, commands
from kith.products.hotmess.members.form import HotmessJoining, HotmessProfileChange
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
_JOINING = tuple(field.name for field in msgspec.structs.fields(HotmessJoining))
_CHANGE = tuple(field.name for field in msgspec.structs.fields(HotmessProfileChange))


class AdultForm(msgspec.Struct, frozen=True):
    """A visitor's word at the front door."""

    adult: bool = False
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


class AgreeForm(msgspec.Struct, frozen=True):
    """A member's yes to a version of the operator's text."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2_147_483_647)]
    agree: bool = False
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


def onwards(address: str) -> str:
    """Where to go on: a page of HOTMESS, nothing else."""
    return address if address.startswith("/hotmess/") and "//" not in address else "/hotmess/tonight"


def _page(
    request: Requested,
    template: str,
    context: Mapping[str, Any],
    problem: Problem | None = None,
    *,
    current_link: str = "",
    first_field: str = "username",
) -> Response[str]:
    errors = [] if problem is None else [{"field": problem.field or first_field, "text": problem.detail}]
    return page(
        request,
        template,
        {
            **frame(request, current_link),
            "errors": errors,
            "error_of": {error["field"]: error["text"] for error in errors},
            **context,
        },
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


async def _front_door(request: Requested, next_page: str, problem: Problem | None = None) -> Response[str]:
    text = await commands.membership(house_of(request))
    return _page(
        request,
        "hotmess/front_door.html",
        {"nav": [], "membership": text["body"], "next": next_page, "passed": adult_check.passed(request)},
        problem,
        first_field="adult",
    )


@get("/hotmess", include_in_schema=False)
async def front_door(request: Requested) -> Response[Any]:
    """Visitors are asked for their age and read who this is for; members go on to tonight."""
    if await commands.mine(house_of(request), visitor(request)) is not None:
        return Redirect("/hotmess/tonight", status_code=303)
    return await _front_door(request, onwards(request.query_params.get("next", "")))


@post("/hotmess/enter", include_in_schema=False, status_code=200)
async def enter(request: Requested) -> Response[Any]:
    form = await forms.read(request, AdultForm)
    if not form.adult:
        problem = Invalid("HOTMESS is for people who are 18 or older.", field="adult")
        return await _front_door(request, onwards(form.next), problem)
    adult_check.remember(request)
    return Redirect(onwards(form.next), status_code=303)


async def _join_page(
    request: Requested, values: Mapping[str, str], problem: Problem | None = None
) -> Response[str]:
    house = house_of(request)
    context = {
        "nav": [],
        "values": {name: values.get(name, "") for name in _JOINING},
        "cities": choices(await commands.cities(house)),
        "membership": await commands.membership(house),
        "next": onwards(values.get("next", "")),
        "texts": {kind: current("hotmess", kind, tag()).body for kind in ("age", "terms", "privacy")},
    }
    return _page(request, "hotmess/join.html", context, problem)


@get("/hotmess/join", include_in_schema=False)
async def join_form(request: Requested) -> Response[Any]:
    next_page = onwards(request.query_params.get("next", ""))
    person = visitor(request)
    if person is None:
        return Redirect(f"/sign-in?next={quote('/hotmess/join?next=' + next_page)}", status_code=303)
    if await commands.mine(house_of(request), person) is not None:
        return Redirect(next_page, status_code=303)
    return await _join_page(request, {"next": next_page, "city": "london"})


@post("/hotmess/join", include_in_schema=False, status_code=200)
async def join(request: Requested) -> Response[Any]:
    sent = {name: str(value) for name, value in (await request.form()).items()}
    try:
        await commands.join(house_of(request), person_of(request), await forms.read(request, HotmessJoining))
    except Invalid as problem:
        return await _join_page(request, sent, problem)
    except Conflict:
        return Redirect(onwards(sent.get("next", "")), status_code=303)
    flash_next(request, "success", "Welcome. The night is yours.")
    return Redirect(onwards(sent.get("next", "")), status_code=303)


@get("/hotmess/profile", include_in_schema=False)
async def profile(request: Requested) -> Response[Any]:
    row = await commands.mine(house_of(request), person_of(request))
    if row is None:
        return Redirect("/hotmess/join?next=/hotmess/profile", status_code=303)
    values = {
        "username": row["username"] or "",
        "city": row["city"] or "",
        "username_public": "yes" if row["username_public"] else "",
        "leaderboard": "" if row["leaderboard_opt_out"] else "yes",
    }
    return await _profile_page(request, row, values)


async def _profile_page(
    request: Requested, row: Any, values: Mapping[str, str], problem: Problem | None = None
) -> Response[str]:
    cities = choices(await commands.cities(house_of(request), person_of(request).id))
    context = {"mine": row, "values": values, "cities": cities}
    return _page(request, "hotmess/profile.html", context, problem, current_link="profile")


@post("/hotmess/profile", include_in_schema=False, status_code=200)
async def change(request: Requested) -> Response[Any]:
    sent = await request.form()
    row = await commands.mine(house_of(request), person_of(request))
    if row is None:
        raise NotFound
    try:
        await commands.change(
            house_of(request), person_of(request), await forms.read(request, HotmessProfileChange)
        )
    except Invalid as problem:
        return await _profile_page(request, row, {name: str(sent.get(name, "")) for name in _CHANGE}, problem)
    flash_next(request, "success", "Saved.")
    return Redirect("/hotmess/profile", status_code=303)


async def _membership_page(
    request: Requested, next_page: str, problem: Problem | None = None
) -> Response[str]:
    house = house_of(request)
    context = {
        "membership": await commands.membership(house),
        "mine": await commands.mine(house, visitor(request)),
        "next": next_page,
    }
    return _page(request, "hotmess/membership.html", context, problem, first_field="agree")


@get("/hotmess/membership", include_in_schema=False)
async def membership(request: Requested) -> Response[str]:
    """The operator's text, for everybody to read; members who have not said yes to it are asked."""
    return await _membership_page(request, onwards(request.query_params.get("next", "")))


@post("/hotmess/membership", include_in_schema=False, status_code=200)
async def agree(request: Requested) -> Response[Any]:
    form = await forms.read(request, AgreeForm)
    next_page = onwards(form.next)
    if not form.agree:
        problem = Invalid("Please say yes to it, or leave: under Account you can close yours.", field="agree")
        return await _membership_page(request, next_page, problem)
    try:
        await commands.agree(house_of(request), person_of(request), form.version)
    except Conflict as changed:
        return await _membership_page(request, next_page, changed)
    return Redirect(next_page, status_code=303)


ROUTES = [front_door, enter, join_form, join, profile, change, membership, agree]
