"""The organiser's list of tickets, giving them back, calling the night off."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Invalid, Problem
from kith.foundation.language import _, ngettext
from kith.products.hotmess.frame import frame
from kith.products.hotmess.sales import commands, reads
from kith.web import forms
from kith.web.pages import flash_next, money, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class WhyForm(msgspec.Struct, frozen=True):
    why: Annotated[str, msgspec.Meta(max_length=2000)] = ""


async def _show(
    request: Requested, beacon: UUID, cursor: str = "", problem: Problem | None = None, refused: str = ""
) -> Response[str]:
    found = await reads.sales(house_of(request), person_of(request), beacon, cursor)
    here = f"/hotmess/beacons/{beacon}/sales"
    context = {
        "sales": found,
        "older": f"{here}?cursor={found.next}" if found.next else None,
        "newest": here if cursor else None,
        "problem": problem,
        "refused": refused,
    }
    return page(
        request,
        "hotmess/sales.html",
        {**frame(request, "beacons"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/beacons/{beacon:uuid}/sales", include_in_schema=False)
async def show(request: Requested, beacon: FromPath[UUID], cursor: FromQuery[str] = "") -> Response[str]:
    return await _show(request, beacon, cursor)


@post("/hotmess/beacons/{beacon:uuid}/sales/{token:uuid}/back", include_in_schema=False, status_code=200)
async def back(request: Requested, beacon: FromPath[UUID], token: FromPath[UUID]) -> Response[Any]:
    try:
        form = await forms.read(request, WhyForm)
        owed = await commands.give_back(house_of(request), person_of(request), beacon, token, form.why)
    except (Invalid, Conflict) as problem:
        return await _show(request, beacon, problem=problem, refused=str(token))
    night = await reads.sales(house_of(request), person_of(request), beacon, at_most=1)
    flash_next(
        request,
        "success",
        _("Given back: %(sum)s is on its way.", sum=money(owed, night.currency))
        if owed
        else _("Given back. Its code does not open the door any more."),
    )
    return Redirect(f"/hotmess/beacons/{beacon}/sales", status_code=303)


@post("/hotmess/beacons/{beacon:uuid}/sales/back", include_in_schema=False, status_code=200)
async def all_back(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    try:
        form = await forms.read(request, WhyForm)
        given = await commands.give_all_back(house_of(request), person_of(request), beacon, form.why)
    except Invalid as problem:
        return await _show(request, beacon, problem=problem, refused="all")
    flash_next(
        request,
        "success",
        ngettext("One ticket given back.", "%(num)d tickets given back.", given)
        if given
        else _("There was none to give back."),
    )
    return Redirect(f"/hotmess/beacons/{beacon}/sales", status_code=303)


@post("/hotmess/beacons/{beacon:uuid}/sales/off", include_in_schema=False, status_code=200)
async def off(request: Requested, beacon: FromPath[UUID]) -> Response[Any]:
    try:
        form = await forms.read(request, WhyForm)
        given = await commands.call_off(house_of(request), person_of(request), beacon, form.why)
    except (Invalid, Conflict) as problem:
        return await _show(request, beacon, problem=problem, refused="off")
    flash_next(
        request,
        "success",
        ngettext(
            "Called off. One ticket is on its way back.",
            "Called off. %(num)d tickets are on their way back.",
            given,
        )
        if given
        else _("Called off. Nobody had a ticket."),
    )
    return Redirect(f"/hotmess/beacons/{beacon}", status_code=303)


ROUTES = [show, back, all_back, off]
