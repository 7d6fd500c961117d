"""Our overlap, and what one shares."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, Problem
from kith.foundation.language import _
from kith.products.attuned.connections.reads import partners
from kith.products.attuned.frame import frame
from kith.products.attuned.players.pages import where_i_stand
from kith.products.attuned.players.player import player_of
from kith.products.attuned.sharing import commands, reads
from kith.products.attuned.sharing.words import SETTINGS
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of

Requested = Request[Any, Any, Any]


class Choice(msgspec.Struct, frozen=True):
    """What partners see."""

    sharing: Annotated[str, msgspec.Meta(max_length=40)] = ""


@get("/attuned/partners/{connection:int}", include_in_schema=False)
async def overlap(request: Requested, connection: FromPath[int]) -> Response[Any]:
    found = await reads.overlap(house_of(request), player_of(request), connection)
    return page(
        request,
        "attuned/overlap.html",
        {**frame(request, "partners"), "found": found},
        product="attuned",
    )


@post("/attuned/partners/{connection:int}/share", include_in_schema=False, status_code=200)
async def share(request: Requested, connection: FromPath[int]) -> Redirect:
    try:
        outcome = await commands.confirm(house_of(request), player_of(request), connection)
    except Conflict as problem:
        flash_next(request, "info", problem.detail)
    else:
        flash_next(
            request,
            "success",
            _("You both agreed. This is what you have in common.")
            if outcome == "shared"
            else _("You agreed. As soon as your partner does too, you both see it."),
        )
    return Redirect(f"/attuned/partners/{connection}", status_code=303)


@post("/attuned/partners/{connection:int}/withdraw", include_in_schema=False, status_code=200)
async def withdraw(request: Requested, connection: FromPath[int]) -> Redirect:
    await commands.withdraw(house_of(request), player_of(request), connection)
    return Redirect(f"/attuned/partners/{connection}", status_code=303)


@get("/attuned/sharing", include_in_schema=False)
async def sharing(request: Requested) -> Response[Any]:
    if await where_i_stand(request) is None:
        return Redirect("/attuned/begin", status_code=303)
    return await _sharing(request)


async def _sharing(request: Requested, problem: Problem | None = None) -> Response[Any]:
    house, player = house_of(request), player_of(request)
    context = {
        "setting": await reads.my_setting(house, player),
        "settings": SETTINGS,
        "signed_in": player.user_id is not None,
        "partners": await partners(house, player),
        "problem": problem,
    }
    return page(
        request,
        "attuned/sharing.html",
        {**frame(request, "sharing"), **context},
        product="attuned",
        status=200 if problem is None else problem.status,
    )


@post("/attuned/sharing", include_in_schema=False, status_code=200)
async def choose(request: Requested) -> Response[Any]:
    form = await forms.read(request, Choice)
    try:
        await commands.choose(house_of(request), player_of(request), form.sharing)
    except Problem as problem:
        return await _sharing(request, problem)
    flash_next(request, "success", "Saved. It holds for everybody you are connected with.")
    return Redirect("/attuned/sharing", status_code=303)


ROUTES = [overlap, share, withdraw, sharing, choose]
