"""The page of somebody whose account is closed. They cannot sign in; the address from their letter is the key."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from kith.commons.safety import ban_appeals
from kith.foundation.house import House
from kith.web import forms
from kith.web.pages import flash_next, page
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
_HIDDEN = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex"}


class AppealForm(msgspec.Struct, frozen=True):
    words: Annotated[str, msgspec.Meta(max_length=20_000)] = ""


async def _page(request: Requested, ban_id: UUID, word: str) -> Response[str]:
    house: House = house_of(request)
    found = await ban_appeals.closed(house, ban_id, word)
    context = {
        "account": found,
        "action": ban_appeals.page_of(house, ban_id),
        "longest": ban_appeals.LONGEST,
        "in_time": found.until is None or house.clock.now() < found.until,
    }
    response = page(request, "account/closed.html", context)
    response.headers.update(_HIDDEN)
    return response


@get("/closed/{ban_id:uuid}/{word:str}", include_in_schema=False)
async def show(request: Requested, ban_id: FromPath[UUID], word: FromPath[str]) -> Response[str]:
    return await _page(request, ban_id, word)


@post("/closed/{ban_id:uuid}/{word:str}", include_in_schema=False, status_code=200)
async def appeal(request: Requested, ban_id: FromPath[UUID], word: FromPath[str]) -> Redirect:
    form = await forms.read(request, AppealForm)
    await ban_appeals.appeal(house_of(request), ban_id, word, form.words)
    flash_next(
        request, "success", "Thank you. Somebody who did not decide this looks at it and writes to you."
    )
    return Redirect(f"/closed/{ban_id}/{word}", status_code=303)


ROUTES = [show, appeal]
