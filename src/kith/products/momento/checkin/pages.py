"""The check-in page of a guest, and the door of a host: the rotating code and the list."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

import msgspec
import segno
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream
from markupsafe import Markup

from kith.foundation.database import Session
from kith.foundation.errors import Invalid, NotFound, Problem
from kith.foundation.language import _, later
from kith.products.momento.attendance import commands as attendance
from kith.products.momento.attendance import reads
from kith.products.momento.attendance.commands import ACTOR, guest_frame, schema, topic
from kith.products.momento.attendance.weighing import Outcome
from kith.products.momento.checkin import commands
from kith.products.momento.checkin.code import changes_at, code_at
from kith.products.momento.checkin.position import Fix
from kith.products.momento.frame import frame
from kith.web import cookies, forms
from kith.web.live import stream
from kith.web.pages import Pages, flash_next, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
LOOKED_AT: Final = 5.0
"""Seconds after which the shown code is compared with the clock."""
STATUSES = {
    "attended": later("Here"),
    "late": later("Came late"),
    "no_show": later("Not here"),
    "disputed": later("Being looked at"),
}


class CheckInForm(msgspec.Struct, frozen=True):
    """`fixes`: JSON, the fixes that the page's script collected and when it sent them by its own clock."""

    code: Annotated[str, msgspec.Meta(max_length=20)] = ""
    fixes: Annotated[str, msgspec.Meta(max_length=4000)] = ""


class TickForm(msgspec.Struct, frozen=True):
    profile: UUID
    says: Outcome


class Collected(msgspec.Struct, frozen=True):
    """What the page's script sends."""

    fixes: Annotated[list[Fix], msgspec.Meta(max_length=10)] = []
    sent_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


def _collected(text: str) -> Collected:
    if not text:
        return Collected()
    try:
        return msgspec.json.decode(text, type=Collected)
    except msgspec.MsgspecError as mistake:
        raise Invalid(
            "Your phone’s position cannot be read. Use the host’s code instead.", field="fixes"
        ) from mistake


async def _guest_page(
    request: Requested, event: UUID, code: str, problem: Problem | None = None
) -> Response[str]:
    house, person = house_of(request), person_of(request)
    async with house.database.session(ACTOR, schema(house)) as db:
        found = await guest_frame(db, event, person.id)
        now = db.now
    context = {
        "event": found,
        "phase": commands.phase(now, found),
        "opens_at": commands.opens_at(found),
        "code": code,
        "status": _(STATUSES[found["status"]]) if found["status"] else "",
        "error": None if problem is None else {"field": problem.field or "code", "text": problem.detail},
    }
    return page(
        request,
        "momento/check_in.html",
        {**frame(request, "invitations"), **context},
        product="momento",
        status=200 if problem is None else problem.status,
    )


@get("/momento/events/{event:uuid}/check-in", include_in_schema=False)
async def show(
    request: Requested, event: FromPath[UUID], code: Annotated[str, msgspec.Meta(max_length=20)] = ""
) -> Response[str]:
    """Also where the host's QR code leads: it fills in the code, and one press does the rest."""
    return await _guest_page(request, event, code)


@post("/momento/events/{event:uuid}/check-in", include_in_schema=False, status_code=200)
async def check_in(request: Requested, event: FromPath[UUID]) -> Response[Any]:
    form = await forms.read(request, CheckInForm)
    try:
        collected = _collected(form.fixes)
        await commands.check_in(
            house_of(request),
            person_of(request),
            event,
            code=form.code,
            fixes=collected.fixes,
            sent_at=collected.sent_at,
        )
    except Problem as problem:
        if problem.status not in (409, 422, 429):
            raise
        # What was refused is not offered again as if it were good.
        return await _guest_page(request, event, "", problem)
    flash_next(request, "success", "You are on the list. Have a lovely time!")
    return Redirect(f"/momento/events/{event}/check-in", status_code=303)


async def _code(db: Session, request: Requested, event: UUID) -> dict[str, Any]:
    """The code of this moment as text and picture, for the host."""
    house = house_of(request)
    code = code_at(bytes(await commands.queries.secret(db.connection, event=event)), event, db.now)
    address = f"{house.settings.public_url}/momento/events/{event}/check-in?{urlencode({'code': code})}"
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="qr__picture", lineclass=None, dark="#1b1512", light="#ffffff"
    )
    return {"code": code, "qr": Markup(drawn), "until": changes_at(db.now)}  # noqa: S704 - segno's own drawing of our address


async def _door(request: Requested, event: UUID) -> dict[str, Any]:
    house, person = house_of(request), person_of(request)
    found, guests = await reads.for_host(house, person, event)
    async with house.database.session(ACTOR, schema(house)) as db:
        shown = await _code(db, request, event)
        phase = commands.phase(db.now, found)
        open_for_words = db.now <= found["ends_at"] + attendance.SAID_FOR
        may_be_absent = db.now >= attendance.absent_from(found)
    jar: dict[str, str] = request.scope["state"]["cookies"]
    return {
        "event": found,
        "guests": guests,
        "here": sum(guest.status in ("attended", "late") for guest in guests),
        "phase": phase,
        "opens_at": commands.opens_at(found),
        "can_tick": phase != "early" and open_for_words,
        "may_be_absent": may_be_absent,
        "statuses": {name: _(words) for name, words in STATUSES.items()},
        "csrf_token": cookies.csrf_token(house, jar.get(cookies.csrf_name(house), "")),
        **shown,
    }


@get("/momento/hosting/{event:uuid}/check-in", include_in_schema=False)
async def door(request: Requested, event: FromPath[UUID]) -> Response[str]:
    context = await _door(request, event)
    del context["csrf_token"]
    return page(request, "momento/door.html", {**frame(request, "hosting"), **context}, product="momento")


async def _part(request: Requested, event: UUID, template: str) -> str | None:
    house = house_of(request)
    try:
        context = await _door(request, event)
    except NotFound:
        return None
    return house.part("web.pages", Pages).render(template, context)


@get("/momento/hosting/{event:uuid}/check-in/code", include_in_schema=False)
async def live_code(request: Requested, event: FromPath[UUID]) -> Stream:
    house = house_of(request)
    await reads.for_host(house, person_of(request), event)

    async def render() -> str | None:
        return await _part(request, event, "momento/_door_code.html")

    return stream(request, schema(house), f"event:{event}:code", render, every=LOOKED_AT)


@get("/momento/hosting/{event:uuid}/check-in/list", include_in_schema=False)
async def live_list(request: Requested, event: FromPath[UUID]) -> Stream:
    house = house_of(request)
    await reads.for_host(house, person_of(request), event)

    async def render() -> str | None:
        return await _part(request, event, "momento/_door_list.html")

    return stream(request, schema(house), topic(event), render)


@post("/momento/hosting/{event:uuid}/check-in", include_in_schema=False, status_code=200)
async def tick(request: Requested, event: FromPath[UUID]) -> Redirect:
    form = await forms.read(request, TickForm)
    await attendance.say_as_host(house_of(request), person_of(request), event, form.profile, form.says)
    return Redirect(f"/momento/hosting/{event}/check-in#list", status_code=303)


@post("/momento/hosting/{event:uuid}/check-in/myself", include_in_schema=False, status_code=200)
async def tick_myself(request: Requested, event: FromPath[UUID]) -> Redirect:
    await commands.check_in_as_host(house_of(request), person_of(request), event)
    return Redirect(f"/momento/hosting/{event}/check-in#list", status_code=303)


ROUTES = [show, check_in, door, live_code, live_list, tick, tick_myself]
