"""The radio's pages: what is on and what comes, why, the player, records."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream

from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import later
from kith.products.hotmess.beacons.form import moment_of
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.members.pages import onwards
from kith.products.hotmess.radio import reads, soundcloud
from kith.products.hotmess.radio.planning import TOPIC
from kith.products.hotmess.radio.programme import Block, clock_change
from kith.web import forms
from kith.web.live import stream
from kith.web.pages import Pages, page
from kith.web.request import house_of, visitor

Requested = Request[Any, Any, Any]
Short = Annotated[FromQuery[str], msgspec.Meta(max_length=200)]
SOURCES: Final = {
    "override": later("It was put on by hand, and that goes before everything else."),
    "override_block": later("It was planned for this one day, and that goes before the week."),
    "schedule": later("It is there every week."),
    "off_air": later("Nothing is planned for this moment, so the station is silent."),
}
_LIVE_EVERY: Final = 15.0


class ConsentForm(msgspec.Struct, frozen=True):
    agree: bool = False
    next: Annotated[str, msgspec.Meta(max_length=300)] = ""


def _days(found: reads.Programme) -> list[tuple[date, int, list[Block]]]:
    """The programme by local day, with by how many minutes a day is longer or shorter; days on which nothing happens are left out."""
    zone = ZoneInfo(found.timezone)
    first, after = found.starts_at.date(), found.ends_at.date()
    days: list[tuple[date, int, list[Block]]] = []
    for number in range((after - first).days):
        day = first + timedelta(days=number)
        ones = [one for one in found.blocks if one.starts_at.astimezone(zone).date() == day]
        longer = clock_change(day, found.timezone)
        if ones or longer:
            days.append((day, longer, ones))
    return days


@get("/hotmess/radio", include_in_schema=False)
async def show(request: Requested, first: Short = "") -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    try:
        wanted = date.fromisoformat(first) if first else None
    except ValueError:
        raise Invalid("Write the day like 2026-12-04.", field="first") from None
    found = await reads.programme(house, first=wanted)
    begins = found.starts_at.date()
    context = {
        "on_air": await reads.on_air(house),
        "programme": found,
        "days": _days(found),
        "earlier": f"/hotmess/radio?first={begins - timedelta(days=7)}#week",
        "later": f"/hotmess/radio?first={begins + timedelta(days=7)}#week",
        "shows": await reads.shows(house),
        "records": (await reads.releases(house, at_most=6)).items,
        "sources": SOURCES,
    }
    return page(request, "hotmess/radio.html", {**frame(request, "radio"), **context}, product="hotmess")


@get("/hotmess/radio/live", include_in_schema=False)
async def live(request: Requested) -> Stream:
    """The part that says what is on, anew when it changes."""
    house = house_of(request)

    async def render() -> str | None:
        found = await reads.on_air(house)
        return house.part("web.pages", Pages).render("hotmess/_on_air.html", {"on_air": found})

    return stream(request, reads.schema(house), TOPIC, render, every=_LIVE_EVERY)


@get("/hotmess/radio/why", include_in_schema=False)
async def why(request: Requested, at: Short = "") -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    station = await reads.on_air(house)
    moment, problem = None, None
    try:
        moment = moment_of(at, station.timezone, "at")
        found = await reads.why(house, moment)
    except Invalid as wrong:
        problem, found = wrong, await reads.why(house)
    local = found.at.astimezone(ZoneInfo(found.timezone))
    context = {
        "found": found,
        "asked": at if problem is not None else local.strftime("%Y-%m-%dT%H:%M"),
        "error": "" if problem is None else problem.detail,
        "sources": SOURCES,
    }
    return page(
        request,
        "hotmess/radio_why.html",
        {**frame(request, "radio"), **context},
        product="hotmess",
        status=200 if problem is None else problem.status,
    )


@get("/hotmess/radio/player", include_in_schema=False)
async def player(request: Requested, show: Short = "", record: Short = "") -> Response[Any]:
    """Something with sound. SoundCloud is loaded on this page alone, and only after a yes."""
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    house = house_of(request)
    if "\0" in show + record:
        raise NotFound
    found: reads.Playable | None
    try:
        found = await reads.playable(house, show=show, record=record)
    except NotFound:
        if show or record:
            raise
        found = None
    agreed = soundcloud.agreed(request)
    asked = {name: value for name, value in (("show", show), ("record", record)) if value}
    plays = agreed and found is not None and found.soundcloud_url is not None
    context = {
        "found": found,
        "agreed": agreed,
        "frame": soundcloud.player(found.soundcloud_url) if plays and found and found.soundcloud_url else "",
        "here": "/hotmess/radio/player" + (f"?{urlencode(asked)}" if asked else ""),
        "counts": not record and await members.mine(house, visitor(request)) is not None,
    }
    answer = page(request, "hotmess/player.html", {**frame(request, "radio"), **context}, product="hotmess")
    if plays:
        answer.headers["content-security-policy"] = soundcloud.policy(house)
    return answer


@post("/hotmess/radio/soundcloud", include_in_schema=False, status_code=200)
async def consent(request: Requested) -> Redirect:
    form = await forms.read(request, ConsentForm)
    soundcloud.remember(request, form.agree)
    back = onwards(form.next)
    return Redirect(back if back.startswith("/hotmess/radio/") else "/hotmess/radio", status_code=303)


@get("/hotmess/records", include_in_schema=False)
async def records(request: Requested, cursor: Short = "") -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    found = await reads.releases(house_of(request), cursor)
    context = {
        "records": found.items,
        "older": f"/hotmess/records?cursor={found.next}" if found.next else None,
        "newest": "/hotmess/records" if cursor else None,
    }
    return page(request, "hotmess/records.html", {**frame(request, "radio"), **context}, product="hotmess")


@get("/hotmess/records/{slug:str}", include_in_schema=False)
async def record(request: Requested, slug: FromPath[str]) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    if "\0" in slug:
        raise NotFound
    row = await reads.release(house_of(request), slug)
    return page(request, "hotmess/record.html", {**frame(request, "radio"), "record": row}, product="hotmess")


ROUTES = [show, live, why, player, consent, records, record]
