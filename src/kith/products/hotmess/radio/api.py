"""The radio over JSON, and as a calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromQuery

from kith.foundation import pages as keyset
from kith.products.hotmess.radio import listening, reads
from kith.products.hotmess.radio.calendar_file import calendar_file
from kith.products.hotmess.radio.listening import Listened
from kith.products.hotmess.radio.reads import OnAir, Programme, RadioShow, ReleasePage, Why
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
AHEAD = 28


@get("/api/hotmess/radio/now", tags=["hotmess"])
async def now(request: Requested) -> OnAir:
    """What is on air, and what is next."""
    return await reads.on_air(house_of(request))


@get("/api/hotmess/radio/why", tags=["hotmess"])
async def why(request: Requested, at: FromQuery[Moment | None] = None) -> Why:
    """Why something is on air at a moment (now, if none is named): what was considered, what goes first first."""
    return await reads.why(house_of(request), at)


@get("/api/hotmess/radio/week", tags=["hotmess"])
async def week(request: Requested, first: FromQuery[date | None] = None) -> Programme:
    """Seven days of the programme in the station's zone, from a day on (today, if none is named)."""
    return await reads.programme(house_of(request), first=first)


@get("/api/hotmess/radio/shows", tags=["hotmess"])
async def shows(request: Requested) -> list[RadioShow]:
    """Shows of the station."""
    return await reads.shows(house_of(request))


@get("/api/hotmess/records", tags=["hotmess"])
async def records(
    request: Requested, cursor: FromQuery[str] = "", limit: FromQuery[int | None] = None
) -> ReleasePage:
    """Records that are out, the newest first."""
    return await reads.releases(house_of(request), cursor, keyset.limit_of(limit))


@post("/api/hotmess/radio/beat", tags=["hotmess"], status_code=200)
async def beat(request: Requested) -> Listened:
    """A player that plays says so, every thirty seconds."""
    return await listening.beat(house_of(request), person_of(request))


@get("/hotmess/radio/programme.ics", include_in_schema=False)
async def programme(request: Requested) -> Response[bytes]:
    """Four weeks of the programme, to subscribe to."""
    house = house_of(request)
    found = await reads.programme(house, days=AHEAD)
    return Response(
        calendar_file(found, house.settings.public_url),
        media_type="text/calendar; charset=utf-8",
        headers={"cache-control": "public, max-age=900"},
    )


ROUTES = [now, why, week, shows, records, beat, programme]
