"""A member's page, and blocking them; the same over JSON."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.products.hotmess.frame import frame
from kith.products.hotmess.members import commands, people
from kith.products.hotmess.members.people import HotmessMember
from kith.web.pages import flash_next, page
from kith.web.request import house_of, person_of, visitor

Requested = Request[Any, Any, Any]


@get("/hotmess/members/{username:str}", include_in_schema=False)
async def show(request: Requested, username: FromPath[str]) -> Response[Any]:
    house = house_of(request)
    if await commands.mine(house, visitor(request)) is None:
        here = f"/hotmess/members/{quote(username, safe='')}"
        return Redirect(f"/hotmess/join?next={quote(here)}", status_code=303)
    found = await people.shown(house, person_of(request), username)
    return page(
        request,
        "hotmess/member.html",
        {**frame(request, "profile" if found.mine else ""), "member": found},
        product="hotmess",
    )


@post("/hotmess/members/{username:str}/block", include_in_schema=False, status_code=200)
async def block(request: Requested, username: FromPath[str]) -> Redirect:
    await people.block(house_of(request), person_of(request), username)
    flash_next(
        request, "info", "You will not see each other here any more. Under Account you can take it back."
    )
    return Redirect("/hotmess/tonight", status_code=303)


@get("/api/hotmess/members/{username:str}", tags=["hotmess"])
async def shown(request: Requested, username: FromPath[str]) -> HotmessMember:
    """A member who shows their name, for members."""
    return await people.shown(house_of(request), person_of(request), username)


@post("/api/hotmess/members/{username:str}/block", tags=["hotmess"], status_code=204)
async def block_by_program(request: Requested, username: FromPath[str]) -> None:
    """Be through with a member, everywhere in the house; nobody is told."""
    await people.block(house_of(request), person_of(request), username)


ROUTES = [show, block, shown, block_by_program]
