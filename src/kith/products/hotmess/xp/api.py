"""XP over JSON."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.params import FromQuery

from kith.foundation import pages as keyset
from kith.foundation.errors import NotFound
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.xp import commands, reads
from kith.products.hotmess.xp.reads import Placed, Standing, XpPage, XpRule
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]


class CameBy(msgspec.Struct, frozen=True):
    """Local days in a row; None when this person was here today already."""

    days: int | None


@get("/api/hotmess/my/xp", tags=["hotmess"])
async def standing(request: Requested) -> Standing:
    """One's own balance."""
    return await reads.standing(house_of(request), person_of(request))


@get("/api/hotmess/my/xp/events", tags=["hotmess"])
async def events(
    request: Requested, cursor: FromQuery[str] = "", limit: FromQuery[int | None] = None
) -> XpPage:
    """What one got XP for."""
    return await reads.events(house_of(request), person_of(request), cursor, keyset.limit_of(limit))


@post("/api/hotmess/my/visits", tags=["hotmess"], status_code=200)
async def come_by(request: Requested) -> CameBy:
    """Say that one is here; once a local day it is worth XP."""
    house, person = house_of(request), person_of(request)
    member = await members.mine(house, person)
    if member is None or member["status"] != "active":
        raise NotFound
    return CameBy(await commands.come_by(house, person.id))


@get("/api/hotmess/xp/rules", tags=["hotmess"])
async def rules(request: Requested) -> list[XpRule]:
    """What each thing is worth."""
    return await reads.rules(house_of(request))


@get("/api/hotmess/views/xp_leaderboard", tags=["hotmess"])
async def leaderboard(request: Requested) -> list[Placed]:
    """The hundred with the most XP among those who show their name and did not opt out."""
    return await reads.leaderboard(house_of(request))


ROUTES = [standing, events, come_by, rules, leaderboard]
