"""A drop's countdown and line as a page that follows what happens, and over JSON."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from kith.foundation.errors import NotFound
from kith.foundation.language import _, ngettext
from kith.products.hotmess.drops import reads
from kith.products.hotmess.drops.reads import Drop, DropNow
from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import adult_check
from kith.products.hotmess.members import commands as members
from kith.web.live import stream
from kith.web.pages import Pages, flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


async def _context(request: Requested, slug: str) -> dict[str, Any]:
    house, person = house_of(request), visitor(request)
    found = await reads.drop(house, slug, None if person is None else person.id)
    joined = await members.mine(house, person) is not None
    return {"found": found, "drop": found.drop, "joined": joined, "zone": await members.zone(house, person)}


@get("/hotmess/drops/{slug:str}", include_in_schema=False)
async def show(request: Requested, slug: FromPath[str]) -> Response[Any]:
    turned = await adult_check.turned_away(request)
    if turned is not None:
        return turned
    context = await _context(request, slug)
    return page(request, "hotmess/drop.html", {**frame(request, "shop"), **context}, product="hotmess")


@get("/hotmess/drops/{slug:str}/live", include_in_schema=False)
async def live(request: Requested, slug: FromPath[str]) -> Stream:
    """The part that changes, as it changes."""
    if await adult_check.turned_away(request) is not None:
        raise NotFound
    found = await reads.drop(house_of(request), slug, None)

    house = house_of(request)

    async def part() -> str:
        return house.part("web.pages", Pages).render("hotmess/_drop.html", await _context(request, slug))

    return stream(request, reads.schema(house), f"drop:{found.drop.id}", part)


@post("/hotmess/drops/{slug:str}/line", include_in_schema=False, status_code=200)
async def join(request: Requested, slug: FromPath[str]) -> Redirect:
    place = await reads.stand_in_line(house_of(request), person_of(request), slug)
    if place:
        words = ngettext("You are next in line.", "You are number %(num)d in line.", place)
        flash_next(request, "success", words)
    else:
        flash_next(request, "success", _("You are in. Choose what you want."))
    return Redirect(f"/hotmess/drops/{slug}", status_code=303)


@get("/api/hotmess/drops", tags=["hotmess"])
async def listed(request: Requested) -> list[Drop]:
    """Drops that are on or to come."""
    return await reads.coming(house_of(request))


@get("/api/hotmess/drops/{slug:str}", tags=["hotmess"])
async def shown(request: Requested, slug: FromPath[str]) -> DropNow:
    """A drop this second, and one's place in its line."""
    person = visitor(request)
    return await reads.drop(house_of(request), slug, None if person is None else person.id)


@post("/api/hotmess/drops/{slug:str}/line", tags=["hotmess"], status_code=200)
async def stand(request: Requested, slug: FromPath[str]) -> DropNow:
    """A place in the line, kept when asked for again."""
    house, person = house_of(request), person_of(request)
    await reads.stand_in_line(house, person, slug)
    return await reads.drop(house, slug, person.id)


ROUTES = [show, live, join, listed, shown, stand]
