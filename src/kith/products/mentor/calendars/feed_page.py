"""Where calendar programs read a private feed: the address is the key."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from kith.foundation.errors import NotFound
from kith.products.mentor.calendars.invitations import feed
from kith.web.request import house_of


@get("/mentor/calendar/{name:str}", include_in_schema=False)
async def read_feed(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """The feed as text/calendar.

    Raises:
        NotFound: a token of nobody, or one that was replaced.
    """
    token, _, ending = name.rpartition(".")
    text = await feed.render(house_of(request), token) if ending == "ics" else None
    if text is None:
        raise NotFound
    headers = {
        "cache-control": "private, max-age=300",
        "content-disposition": 'inline; filename="mentor.ics"',
        "x-robots-tag": "noindex",
    }
    return Response(text, media_type="text/calendar", headers=headers)


ROUTES = [read_feed]
