"""Picking a slot."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery

from kith.products.mentor.availability import picking
from kith.products.mentor.availability.local_time import zone_meant
from kith.products.mentor.availability.picking import Picked
from kith.products.mentor.credit import reads as credit
from kith.products.mentor.frame import frame
from kith.products.mentor.packages import offers as packages
from kith.web.pages import page
from kith.web.request import house_of, visitor

Requested = Request[Any, Any, Any]
ZONES: Final = sorted(
    zone
    for zone in available_timezones()
    if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/"))
)


def zone_asked(words: str) -> tuple[str, str]:
    """The zone somebody typed (empty: their own), and their words where there is no such zone."""
    zone = zone_meant(words) if words.strip() else ""
    return ("", words) if zone is None else (zone, "")


async def picked(
    request: Requested,
    profile: UUID,
    *,
    minutes: int | None,
    start: date | None,
    zone: str,
    view: str,
    leave_out: UUID | None = None,
) -> Picked:
    """The slots a page shows: a week, or the whole month around a day."""
    house, person = house_of(request), visitor(request)
    viewer = None if person is None else person.id
    first, days = start, 7
    if view == "month":
        today = house.clock.now().date()
        first = (start or today).replace(day=1)
        days = monthrange(first.year, first.month)[1]
    return await picking.slots_of(
        house, viewer, profile, minutes=minutes, first=first, days=days, zone=zone, leave_out=leave_out
    )


def picker(found: Picked, base: str, *, view: str, zone: str, extra: dict[str, str]) -> dict[str, Any]:
    """What the slot picker's template needs; `base` is the page it is on, `extra` what its links carry along."""

    def link(**changed: object) -> str:
        query: dict[str, object] = {
            "minutes": found.minutes,
            "view": view,
            "zone": zone,
            "start": found.first,
        }
        query = {name: value for name, value in {**query, **changed, **extra}.items() if value}
        return f"{base}?{urlencode(query)}"

    step = timedelta(days=7)
    if view == "month":
        before = (found.first - timedelta(days=1)).replace(day=1)
        after = (found.first + timedelta(days=32)).replace(day=1)
    else:
        before, after = max(found.first - step, found.today), found.first + step
    horizon = found.today + timedelta(days=found.horizon_days)
    return {
        "picked": found,
        "view": view,
        "zone": zone,
        "zones": ZONES,
        "extra": extra,
        "base": base,
        "any_slots": any(day.slots for day in found.days),
        "earlier": link(start=before) if found.first > found.today else None,
        "later": link(start=after) if after <= horizon else None,
        "as_week": link(view="week"),
        "as_month": link(view="month"),
        "lengths": [
            (minutes, link(minutes=minutes), minutes == found.minutes) for minutes in found.durations
        ],
        "day_links": {day.date: link(start=day.date, view="week") for day in found.days},
        "next_link": link(
            start=found.next_free_slot.astimezone(ZoneInfo(found.time_zone)).date(), view="week"
        )
        if found.next_free_slot
        else None,
        "blank_days": (found.first.weekday()) if view == "month" else 0,
    }


@get("/mentor/mentors/{profile:uuid}/book", include_in_schema=False)
async def pick(
    request: Requested,
    profile: FromPath[UUID],
    minutes: FromQuery[int | None] = None,
    start: FromQuery[date | None] = None,
    zone: FromQuery[str] = "",
    view: FromQuery[str] = "week",
    pay: FromQuery[str] = "",
) -> Response[str]:
    shown = "month" if view == "month" else "week"
    zone, unknown = zone_asked(zone)
    found = await picked(request, profile, minutes=minutes, start=start, zone=zone, view=shown)
    house, person = house_of(request), visitor(request)
    mine = (await credit.usable(house, None if person is None else person.id, profile)).get(found.minutes)
    extra = {"pay": "card"} if pay == "card" and mine is not None else {}
    context = picker(found, f"/mentor/mentors/{profile}/book", view=shown, zone=zone, extra=extra)
    context |= {
        "moving": None,
        "unknown_zone": unknown,
        "credit": mine,
        "with_credit": mine is not None and not extra,
        "packages": []
        if mine is not None
        else await packages.on_offer(house, profile, None if person is None else person.id),
        "terms": await packages.terms(house),
        "own": person is not None and person.id == found.mentor_id,
    }
    return page(
        request,
        "mentor/pick.html",
        {**frame(request, "mentors"), **context},
        product="mentor",
        status=422 if unknown else 200,
    )


ROUTES = [pick]
