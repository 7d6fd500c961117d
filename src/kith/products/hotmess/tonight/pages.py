"""Tonight as a page and over JSON."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get
from litestar.params import FromQuery

from kith.foundation import pages as keyset
from kith.foundation.errors import Invalid
from kith.foundation.language import _, later
from kith.products.hotmess.beacons.form import KINDS
from kith.products.hotmess.cities import in_order
from kith.products.hotmess.drops import reads as drops
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.radio import reads as radio
from kith.products.hotmess.tonight import reads
from kith.products.hotmess.tonight.reads import OnTonight, Tonight, TonightCity
from kith.products.hotmess.xp import commands as xp
from kith.web.pages import page
from kith.web.request import house_of, visitor

Requested = Request[Any, Any, Any]
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]
HEATS: Final = (
    later("quiet"),
    later("warming up"),
    later("warm"),
    later("hot"),
    later("very hot"),
    later("on fire"),
)
# A night belongs to the evening it began on: what starts before six is still last night.
_NIGHT_ENDS: Final = timedelta(hours=6)


def _kind(text: str) -> str | None:
    if text and text not in KINDS:
        raise Invalid("Choose a kind from the list.", field="kind")
    return text or None


def _nights(found: Tonight, now: Any) -> list[tuple[str, list[OnTonight]]]:
    """Beacons by night, in the city's own time; what is on already is tonight."""
    zone = ZoneInfo(found.timezone)
    today = (now.astimezone(zone) - _NIGHT_ENDS).date()

    def night(one: OnTonight) -> int:
        if one.starts_at is None:
            return 0
        return max(((one.starts_at.astimezone(zone) - _NIGHT_ENDS).date() - today).days, 0)

    groups: list[tuple[str, list[OnTonight]]] = []
    for days, ones in groupby(sorted(found.items, key=night), key=night):
        label = {0: _("Tonight"), 1: _("Tomorrow")}.get(days, "")
        groups.append((label, list(ones)))
    return groups


@get("/hotmess/tonight", include_in_schema=False)
async def show(request: Requested, city: Short = "", kind: Short = "", cursor: Short = "") -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house, person = house_of(request), visitor(request)
    member = await members.mine(house, person)
    looks_on = request.scope["state"].get("impersonation") is not None
    if person is not None and member is not None and member["status"] == "active" and not looks_on:
        await xp.come_by(house, person.id)
    chosen = city or (member["city"] if member is not None else None) or "london"
    found = await reads.tonight(
        house, chosen, kind=_kind(kind), viewer=None if person is None else person.id, cursor=cursor
    )
    cities = await reads.cities(house)
    asked = {"city": found.city, "kind": kind}
    carried = {name: value for name, value in asked.items() if value}
    latest = found.pulse[0] if found.pulse else None
    heat = next((one.heat for one in cities if one.slug == found.city), 0)
    next_drop = next(iter(await drops.coming(house)), None)
    context = {
        "on_air": await radio.on_air(house),
        "drop": next_drop,
        "now": house.clock.now(),
        "tonight": found,
        "nights": _nights(found, house.clock.now()),
        "cities": in_order(cities),
        "kinds": [("", _("Everything")), *((name, _(words)) for name, words in KINDS.items())],
        "kind_words": KINDS,
        "asked": asked,
        "latest": latest,
        "latest_until": None if latest is None else latest.hour + timedelta(hours=1),
        "heat": heat,
        "heat_words": HEATS,
        "older": f"/hotmess/tonight?{urlencode({**carried, 'cursor': found.next})}" if found.next else None,
        "joined": member is not None,
    }
    return page(request, "hotmess/tonight.html", {**frame(request, "tonight"), **context}, product="hotmess")


@get("/api/hotmess/tonight", tags=["hotmess"])
async def listed(
    request: Requested,
    city: Short = "london",
    kind: Short = "",
    cursor: Short = "",
    limit: FromQuery[int | None] = None,
) -> Tonight:
    """What is on in a city, soonest first, with its pulse."""
    person = visitor(request)
    return await reads.tonight(
        house_of(request),
        city,
        kind=_kind(kind),
        viewer=None if person is None else person.id,
        cursor=cursor,
        at_most=keyset.limit_of(limit),
    )


@get("/api/hotmess/cities", tags=["hotmess"])
async def cities(request: Requested) -> list[TonightCity]:
    """Every city, and how hot it is."""
    return await reads.cities(house_of(request))


ROUTES = [show, listed, cities]
