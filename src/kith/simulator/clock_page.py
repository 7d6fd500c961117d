"""Moving the house's time, in development."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get, post
from litestar.response import Redirect

from kith.foundation import development_clock
from kith.foundation.errors import Invalid
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
_STEPS = (
    ("20 minutes", timedelta(minutes=20)),
    ("1 hour", timedelta(hours=1)),
    ("4 hours", timedelta(hours=4)),
    ("1 day", timedelta(days=1)),
    ("1 week", timedelta(weeks=1)),
)


class Move(msgspec.Struct, frozen=True):
    minutes: Annotated[int, msgspec.Meta(ge=0, le=60 * 24 * 400)] = 0
    to: str = ""


async def _zone(house: House) -> ZoneInfo:
    """Where the demo lives, so that “ten in the morning” means theirs."""
    for product in house.products:
        if product.demo_zone is not None:
            return ZoneInfo(await product.demo_zone(house))
    return ZoneInfo("UTC")


@get("/simulator/clock", include_in_schema=False)
async def show(request: Requested) -> Response[str]:
    house = house_of(request)
    now, zone = house.clock.now(), await _zone(house)
    context = {
        "now": now,
        "zone": str(zone),
        "moved": str(timedelta(seconds=int(house.clock.moved_by.total_seconds())))
        if house.clock.moved_by
        else "",
        "steps": [{"label": label, "minutes": int(by.total_seconds() // 60)} for label, by in _STEPS],
        "local": now.astimezone(zone).strftime("%Y-%m-%dT%H:%M"),
    }
    return page(request, "simulator/clock.html", context)


@post("/simulator/clock", include_in_schema=False, status_code=200)
async def move(request: Requested) -> Redirect:
    house = house_of(request)
    wanted = await forms.read(request, Move)
    by = timedelta(minutes=wanted.minutes)
    now, zone = house.clock.now(), await _zone(house)
    if wanted.to == "morning":
        local = now.astimezone(zone)
        by = datetime.combine(local.date() + timedelta(days=1), time(10), zone) - local
    elif wanted.to:
        try:
            by = datetime.fromisoformat(wanted.to).replace(tzinfo=zone) - now
        except ValueError:
            raise Invalid("A moment looks like 2026-11-21T10:00.", field="to") from None
    if by < timedelta():
        raise Invalid("The clock can only be moved forwards.", field="to")
    await development_clock.move(house, by)
    flash_next(request, "success", "Time has moved. Workers notice within a few seconds.")
    return Redirect("/simulator/clock", status_code=303)


ROUTES = [show, move]
