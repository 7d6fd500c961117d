"""The heat map as a page, with the table beside it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.params import FromQuery
from litestar.response import Stream

from kith.foundation.errors import NotFound
from kith.foundation.language import _
from kith.products.hotmess.beacons.form import KINDS
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.pulse import reads
from kith.products.hotmess.pulse.reads import CityHeat
from kith.products.hotmess.tonight.pages import HEATS
from kith.web.live import stream
from kith.web.pages import Pages, page
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]


async def _map(request: Requested, hour: datetime | None) -> dict[str, Any]:
    house = house_of(request)
    cities: list[CityHeat] = await reads.heat(house, hour)
    shown = cities[0].hour if cities else None
    people = {one.city_slug: one.people for one in await reads.stats(house, shown) if one.kind == "all"}
    return {
        "cities": cities,
        "people": people if cities else {},
        "hour": shown,
        "until": None if shown is None else shown + timedelta(hours=1),
        "heat_words": HEATS,
    }


def _hour(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise NotFound from None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


@get("/hotmess/pulse", include_in_schema=False)
async def show(request: Requested, hour: Short = "") -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    wanted = _hour(hour)
    context = await _map(request, wanted)
    hours = await reads.hours(house)
    context |= {
        "hours": hours,
        "live": wanted is None,
        "popular": (await reads.popular(house))[:12],
        "kind_words": {name: _(words) for name, words in KINDS.items()},
    }
    return page(request, "hotmess/pulse.html", {**frame(request, "tonight"), **context}, product="hotmess")


@get("/hotmess/pulse/live", include_in_schema=False)
async def live(request: Requested) -> Stream:
    """The map, anew when an hour is published."""
    house = house_of(request)

    async def render() -> str | None:
        return house.part("web.pages", Pages).render("hotmess/_heat_map.html", await _map(request, None))

    return stream(request, reads.schema(house), reads.TOPIC, render)


ROUTES = [show, live]
