"""The leaderboards: this week, all time, one's league, weeks that have closed."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from kith.foundation.errors import NotFound
from kith.foundation.language import later
from kith.products.mentor.frame import frame
from kith.products.mentor.game.awards.words import AWARDS
from kith.products.mentor.game.leaderboards import reads
from kith.products.mentor.game.leaderboards.leagues import TIERS
from kith.products.mentor.profiles import commands as profiles
from kith.web.pages import page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
TABS: Final = (
    ("week", "/mentor/leaderboard", later("This week")),
    ("all", "/mentor/leaderboard?period=all", later("All time")),
    ("league", "/mentor/leaderboard/league", later("My league")),
    ("progress", "/mentor/progress", later("My progress")),
)


async def _joined(request: Requested, onwards: str) -> Redirect | None:
    """Where to send somebody who is not of Mentor yet."""
    if await profiles.mine(house_of(request), person_of(request)) is None:
        return Redirect(f"/mentor/join?next={onwards}", status_code=303)
    return None


def _page(request: Requested, template: str, context: dict[str, Any], tab: str) -> Response[str]:
    more = {"tabs": TABS, "tab": tab, "tiers": TIERS, "award_words": AWARDS}
    return page(request, template, {**frame(request, "leaderboard"), **more, **context}, product="mentor")


@get("/mentor/leaderboard", include_in_schema=False)
async def shown(
    request: Requested, period: FromQuery[str] = "week", cursor: FromQuery[str] = ""
) -> Response[Any]:
    house, person = house_of(request), person_of(request)
    if (elsewhere := await _joined(request, "/mentor/leaderboard")) is not None:
        return elsewhere
    board = await reads.leaderboard(house, person, period, cursor=cursor)
    near = None
    if board.mine is not None and not any(row.me for row in board.items):
        near = await reads.around(house, person, period)
    weeks, of_week, of_month = await reads.winners(house, person)
    older = (
        f"/mentor/leaderboard?{urlencode({'period': period, 'cursor': board.next})}" if board.next else None
    )
    context = {
        "board": board,
        "near": near,
        "older": older,
        "weeks": weeks,
        "of_week": of_week,
        "of_month": of_month,
        "first_page": not cursor,
    }
    return _page(request, "mentor/leaderboard.html", context, period)


@get("/mentor/leaderboard/league", include_in_schema=False)
async def league(request: Requested) -> Response[Any]:
    if (elsewhere := await _joined(request, "/mentor/leaderboard/league")) is not None:
        return elsewhere
    found = await reads.league(house_of(request), person_of(request))
    last = await reads.last_result(house_of(request), person_of(request))
    return _page(request, "mentor/league.html", {"league": found, "last": last}, "league")


@get("/mentor/leaderboard/weeks/{week:date}", include_in_schema=False)
async def closed(request: Requested, week: FromPath[date], cursor: FromQuery[str] = "") -> Response[Any]:
    board = await reads.closed_week(house_of(request), person_of(request), week, cursor=cursor)
    awards = await reads.awards_of_week(house_of(request), person_of(request), week)
    if not board.items and not cursor:
        raise NotFound
    older = f"/mentor/leaderboard/weeks/{week}?{urlencode({'cursor': board.next})}" if board.next else None
    context = {"board": board, "older": older, "of_week": awards}
    return _page(request, "mentor/closed_week.html", context, "")


ROUTES = [shown, league, closed]
