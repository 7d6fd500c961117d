"""One's own profile, in plain words."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.response import Redirect

from kith.products.attuned.players.pages import shown, where_i_stand
from kith.products.attuned.profiles.reads import my_profile
from kith.products.attuned.profiles.words import in_words
from kith.web.request import house_of


@get("/attuned/you/profile", include_in_schema=False)
async def profile(request: Request[Any, Any, Any]) -> Response[Any]:
    found = await where_i_stand(request)
    if found is None:
        return Redirect("/attuned/begin", status_code=303)
    player, row = found
    mine = await my_profile(house_of(request), player) if row["has_survey"] else None
    passages = () if mine is None else in_words(mine)
    return shown(request, "attuned/profile.html", {"passages": passages, "draft": row["draft"]})


ROUTES = [profile]
