"""One's XP and the leaderboard as pages."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.params import FromQuery
from litestar.response import Redirect

from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.xp import commands, reads
from kith.web.pages import page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]


@get("/hotmess/xp", include_in_schema=False)
async def show(request: Requested, cursor: Short = "") -> Response[Any]:
    house, person = house_of(request), person_of(request)
    member = await members.mine(house, person)
    if member is None:
        return Redirect("/hotmess/join?next=/hotmess/xp", status_code=303)
    if member["status"] == "active" and request.scope["state"].get("impersonation") is None:
        await commands.come_by(house, person.id)
    found = await reads.events(house, person, cursor)
    context = {
        "standing": await reads.standing(house, person),
        "events": found.items,
        "what": reads.WHAT,
        "rules": await reads.rules(house),
        "older": f"/hotmess/xp?cursor={found.next}" if found.next else None,
        "newest": "/hotmess/xp" if cursor else None,
    }
    return page(request, "hotmess/xp.html", {**frame(request, "xp"), **context}, product="hotmess")


@get("/hotmess/leaderboard", include_in_schema=False)
async def leaderboard(request: Requested) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    member = await members.mine(house, visitor(request))
    context = {
        "placed": await reads.leaderboard(house),
        "mine": None if member is None else member["username"],
        "shown": member is not None and member["username_public"] and not member["leaderboard_opt_out"],
    }
    return page(request, "hotmess/leaderboard.html", {**frame(request, "xp"), **context}, product="hotmess")


ROUTES = [show, leaderboard]
