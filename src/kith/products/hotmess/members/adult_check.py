"""The age check before the pages: visitors say once in a browser that they are eighteen; members were asked when they joined."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from litestar.response import Redirect

from kith.products.hotmess.members import commands
from kith.web import cookies
from kith.web.request import house_of, visitor

if TYPE_CHECKING:
    from litestar import Request

    from kith.foundation.house import House

_KEPT = timedelta(days=30)


def _name(house: House) -> str:
    return cookies.csrf_name(house).removesuffix("csrf") + "hotmess-adult"


def passed(request: Request[Any, Any, Any]) -> bool:
    """Whether this browser's visitor said that they are eighteen."""
    jar: dict[str, str] = request.scope["state"]["cookies"]
    return jar.get(_name(house_of(request))) == "yes"


def remember(request: Request[Any, Any, Any]) -> None:
    """Keep the visitor's word for a month, in this browser only."""
    house = house_of(request)
    request.scope["state"]["set_cookies"].append(
        cookies.make(house, _name(house), "yes", max_age=int(_KEPT.total_seconds()))
    )


async def turned_away(request: Request[Any, Any, Any]) -> Redirect | None:
    """Where a visitor goes first who has not been asked for their age; None for whoever may look. A member who has not said yes to the
    operator's present text reads it first.
    """
    house = house_of(request)
    member = await commands.mine(house, visitor(request))
    if member is None:
        if passed(request):
            return None
        return Redirect(f"/hotmess?next={quote(request.url.path)}", status_code=303)
    if member["membership_version"] != (await commands.membership(house))["version"]:
        return Redirect(f"/hotmess/membership?next={quote(request.url.path)}", status_code=303)
    return None
