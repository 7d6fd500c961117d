"""My QR: one's codes, one of them large, and as a file."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _, later
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import commands as members
from kith.products.hotmess.tokens import commands, drawing
from kith.web.pages import flash_next, moment, page
from kith.web.request import house_of, person_of

Requested = Request[Any, Any, Any]
STATES: Final = {
    "waiting": later("Not yet"),
    "good": later("Good to go"),
    "inside": later("You are in"),
    "used": later("Used"),
    "over": later("Over"),
    "sold": later("Sold"),
    "ended": later("Ended"),
}
_KINDS: Final = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@get("/hotmess/my-qr", include_in_schema=False)
async def listed(request: Requested) -> Response[Any]:
    person = person_of(request)
    if await members.mine(house_of(request), person) is None:
        return Redirect("/hotmess/join?next=/hotmess/my-qr", status_code=303)
    tickets = await commands.mine(house_of(request), person)
    context = {"tickets": tickets, "states": {name: _(words) for name, words in STATES.items()}}
    return page(request, "hotmess/my_qr.html", {**frame(request, "my-qr"), **context}, product="hotmess")


@get("/hotmess/my-qr/{token:uuid}", include_in_schema=False)
async def show(request: Requested, token: FromPath[UUID]) -> Response[str]:
    found = await commands.shown(house_of(request), person_of(request), token)
    context = {
        "shown": found,
        "one": found.ticket,
        "state": _(STATES[found.ticket.state]),
        "qr": drawing.inline(found.text) if found.ticket.state not in ("over", "sold", "ended") else None,
    }
    return page(request, "hotmess/qr.html", {**frame(request, "my-qr"), **context}, product="hotmess")


@get("/hotmess/my-qr/{token:uuid}/{kind:str}", include_in_schema=False)
async def file(request: Requested, token: FromPath[UUID], kind: FromPath[str]) -> Response[bytes]:
    if kind not in _KINDS:
        raise NotFound
    found = await commands.shown(house_of(request), person_of(request), token)
    if kind == "pdf":
        begins = found.ticket.starts_at or found.ticket.valid_from
        lines = [
            moment(begins, found.ticket.timezone),
            " · ".join(filter(None, (found.ticket.venue_name, _(found.ticket.city_name)))),
            found.guest_name or "",
        ]
        content = drawing.pdf(found.text, found.ticket.title, [line for line in lines if line], found.spelled)
    else:
        content = {"svg": drawing.svg, "png": drawing.png}[kind](found.text)
    return Response(
        content,
        media_type=_KINDS[kind],
        headers={"content-disposition": f'attachment; filename="hotmess-qr.{kind}"'},
    )


@post("/hotmess/beacons/{beacon:uuid}/my-qr", include_in_schema=False, status_code=200)
async def claim(request: Requested, beacon: FromPath[UUID]) -> Redirect:
    try:
        token = await commands.claim(house_of(request), person_of(request), beacon)
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect(f"/hotmess/beacons/{beacon}", status_code=303)
    return Redirect(f"/hotmess/my-qr/{token}", status_code=303)


@post("/hotmess/my-qr/{token:uuid}/give-back", include_in_schema=False, status_code=200)
async def give_back(request: Requested, token: FromPath[UUID]) -> Redirect:
    found = await commands.shown(house_of(request), person_of(request), token)
    if not found.mine:
        raise NotFound
    try:
        await commands.revoke(house_of(request), person_of(request), token, "")
    except Conflict as problem:
        flash_next(request, "warning", problem.detail)
        return Redirect(f"/hotmess/my-qr/{token}", status_code=303)
    flash_next(request, "success", "Given back. Somebody else can come now; thank you.")
    return Redirect("/hotmess/my-qr", status_code=303)


ROUTES = [listed, show, file, claim, give_back]
