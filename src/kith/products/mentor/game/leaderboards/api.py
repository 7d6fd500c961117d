"""Leaderboards over JSON."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get
from litestar.params import FromQuery

from kith.products.mentor.game.leaderboards import reads
from kith.products.mentor.game.leaderboards.reads import Leaderboard, League
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
Text = Annotated[FromQuery[str], msgspec.Meta(max_length=64)]


@get("/api/mentor/leaderboard", tags=["mentor"])
async def shown(request: Requested, period: Text = "week", cursor: Text = "") -> Leaderboard:
    """This week's leaderboard (ISO week, UTC), or with `period=all` that of all time; 25 at a time."""
    return await reads.leaderboard(house_of(request), person_of(request), period, cursor=cursor)


@get("/api/mentor/leaderboard/around", tags=["mentor"])
async def around(request: Requested, period: Text = "week") -> Leaderboard:
    """Oneself with three before and three after."""
    return await reads.around(house_of(request), person_of(request), period)


@get("/api/mentor/league", tags=["mentor"])
async def league(request: Requested) -> League | None:
    """One's league of this week, nothing before the first XP of the week."""
    return await reads.league(house_of(request), person_of(request))


ROUTES = [shown, around, league]
