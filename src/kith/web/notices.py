"""The centre: what every product told a member, by day, live; and the count of what is unread in the frame of every page."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Stream

from kith.commons.messaging import centre, preferences
from kith.commons.messaging.centre import Told
from kith.commons.messaging.topics import topics
from kith.foundation.errors import Invalid, NotFound, Problem
from kith.foundation.language import _, ngettext
from kith.web import cookies, forms
from kith.web.live import stream
from kith.web.local_path import local_path
from kith.web.pages import Pages, clock_time, day, flash_next, page
from kith.web.request import house_of, person_of

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
PAGE: Final = "/notices"
_ON_A_PAGE: Final = 30
_SAFE: Final = frozenset({"GET", "HEAD"})


class Bell(msgspec.Struct, frozen=True):
    """What the bell in a frame shows: how much is unread (empty for nothing), and its label."""

    count: str
    label: str


class ReadAllForm(msgspec.Struct, frozen=True):
    """The moment at which the page was drawn."""

    until: Annotated[str, msgspec.Meta(max_length=40)] = ""


async def count_unread(request: Requested) -> None:
    """Before a page is made for somebody signed in: how much they have not read, for the bell in its frame."""
    state = request.scope["state"]
    person: Person | None = state["person"]
    if person is None or state["impersonation"] is not None or request.method not in _SAFE:
        return
    if "text/html" not in request.headers.get("accept", ""):
        return
    try:
        state["unread"] = await centre.unread(house_of(request), person)
    except Problem:
        return  # a page is worth more than its bell


@get(PAGE, include_in_schema=False)
async def show(request: Requested, before: FromQuery[str] = "") -> Response[str]:
    house, person = house_of(request), person_of(request)
    try:
        place = centre.place_of(before) if before else None
    except ValueError:
        raise Invalid("That page of notices does not exist.", field="before") from None
    context = await _context(house, person, place)
    return page(request, "notices/index.html", {**context, "further": place is not None})


@get(PAGE + "/live", include_in_schema=False)
async def follow(request: Requested) -> Stream:
    house, person = house_of(request), person_of(request)
    secret = request.scope["state"]["cookies"].get(cookies.csrf_name(house), "")
    csrf = cookies.csrf_token(house, secret)

    async def render() -> str | None:
        context = await _context(house, person, None)
        return house.part("web.pages", Pages).render(
            "notices/list.html", {**context, "csrf_token": csrf, "further": False}
        )

    return stream(request, "kith", centre.live_topic(person.id), render)


@get(PAGE + "/bell", include_in_schema=False)
async def follow_bell(request: Requested) -> Stream:
    """What is unread, now and after each change; one page of a browser follows it for all of them (`js/bell.js`)."""
    house, person = house_of(request), person_of(request)

    async def render() -> str | None:
        return msgspec.json.encode(_bell(await centre.unread(house, person))).decode()

    return stream(request, "kith", centre.live_topic(person.id), render)


def _bell(unread: int) -> Bell:
    if not unread:
        return Bell("", _("Notices"))
    count = str(unread) if unread < centre.MOST_COUNTED else f"{centre.MOST_COUNTED}+"
    return Bell(count, ngettext("Notices, %(num)d unread", "Notices, %(num)d unread", unread))


async def _context(house: House, person: Person, place: tuple[datetime, int] | None) -> dict[str, Any]:
    told = await centre.page(house, person, before=place, at_most=_ON_A_PAGE + 1)
    zone = (await preferences.of(house, person)).zone
    shown = told[:_ON_A_PAGE]
    local = ZoneInfo(zone)
    days = [
        {
            "title": day(ones[0].shown_at, zone),
            "key": date.isoformat(),
            "notices": [_shown(house, one, zone) for one in ones],
        }
        for date, group in groupby(shown, key=lambda one: one.shown_at.astimezone(local).date())
        for ones in [list(group)]
    ]
    return {
        "days": days,
        "until": house.clock.now().isoformat(),
        "unread_here": any(one.read_at is None for one in shown),
        "older": f"{PAGE}?{urlencode({'before': shown[-1].cursor})}" if len(told) > _ON_A_PAGE else None,
    }


def _shown(house: House, one: Told, zone: str) -> dict[str, Any]:
    topic = topics(house).get(one.topic)
    return {
        "id": one.id,
        "subject": one.subject,
        # In a letter the same words follow “Hello Ada,”.
        "text": one.text[:1].upper() + one.text[1:],
        "product": one.product,
        "topic": _(topic.name) if topic else "",
        "at": clock_time(one.shown_at, zone),
        "at_iso": one.shown_at.isoformat(),
        "read": one.read_at is not None,
        "link": one.link,
    }


@post(PAGE + "/read-all", include_in_schema=False, status_code=200)
async def read_all(request: Requested) -> Redirect:
    house, person = house_of(request), person_of(request)
    form = await forms.read(request, ReadAllForm)
    try:
        until = datetime.fromisoformat(form.until) if form.until else house.clock.now()
    except ValueError:
        raise Invalid("That is no moment we can read.", field="until") from None
    if until.tzinfo is None:
        raise Invalid("That is no moment we can read.", field="until")
    await centre.mark_all_read(house, person, until)
    flash_next(request, "success", "Everything is read.")
    return Redirect(PAGE, status_code=303)


@post(PAGE + "/{notice_id:uuid}/open", include_in_schema=False, status_code=200)
async def go(request: Requested, notice_id: FromPath[UUID]) -> Redirect:
    """Read, and on to what it is about."""
    house, person = house_of(request), person_of(request)
    link = await centre.link_of(house, person, notice_id)
    if not await centre.mark_read(house, person, notice_id):
        raise NotFound
    return Redirect(local_path(link or PAGE, PAGE), status_code=303)


@post(PAGE + "/{notice_id:uuid}/read", include_in_schema=False, status_code=200)
async def read_one(request: Requested, notice_id: FromPath[UUID]) -> Redirect:
    if not await centre.mark_read(house_of(request), person_of(request), notice_id):
        raise NotFound
    return Redirect(PAGE, status_code=303)


@post(PAGE + "/{notice_id:uuid}/unread", include_in_schema=False, status_code=200)
async def unread_one(request: Requested, notice_id: FromPath[UUID]) -> Redirect:
    if not await centre.mark_unread(house_of(request), person_of(request), notice_id):
        raise NotFound
    return Redirect(PAGE, status_code=303)


ROUTES = [show, follow, follow_bell, read_all, go, read_one, unread_one]
