"""Taking along everything Attuned knows, with or without an account."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get

from kith.products.attuned.players.commands import PLAYERS
from kith.products.attuned.players.player import player_of, playing, schema
from kith.products.attuned.privacy import export_of
from kith.web.request import house_of


@get("/attuned/you/data", include_in_schema=False)
async def download(request: Request[Any, Any, Any]) -> Response[bytes]:
    house, player = house_of(request), player_of(request)
    async with playing(house, player):
        pass  # refuses a session that is gone
    async with house.database.session(PLAYERS, schema(house)) as db:
        found = await export_of(house, db, player)
    return Response(
        msgspec.json.format(msgspec.json.encode(found), indent=2),
        media_type=MediaType.JSON,
        headers={"content-disposition": 'attachment; filename="mine.json"'},
    )


ROUTES = [download]
