"""Sharing over JSON."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post, put
from litestar.params import FromPath, JSONBody

from kith.products.attuned.players.player import player_of
from kith.products.attuned.sharing import commands, reads
from kith.products.attuned.sharing.reads import Overlap
from kith.web.request import house_of

Requested = Request[Any, Any, Any]


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """all_responses, overlapping_only or demographics_only."""

    sharing: Annotated[str, msgspec.Meta(max_length=40)]


class Agreed(msgspec.Struct, frozen=True):
    """waiting for the other, or shared."""

    outcome: commands.Outcome


@get("/api/attuned/sharing", tags=["attuned"])
async def setting(request: Requested) -> Setting:
    """What partners see of one."""
    return Setting(await reads.my_setting(house_of(request), player_of(request)))


@put("/api/attuned/sharing", tags=["attuned"], status_code=200)
async def choose(request: Requested, data: JSONBody[Setting]) -> Setting:
    """What partners see from now on."""
    await commands.choose(house_of(request), player_of(request), data.sharing)
    return data


@get("/api/attuned/partners/{connection:int}", tags=["attuned"])
async def overlap(request: Requested, connection: FromPath[int]) -> Overlap:
    """What one sees of a partner, in words."""
    return await reads.overlap(house_of(request), player_of(request), connection)


@post("/api/attuned/partners/{connection:int}/share", tags=["attuned"], status_code=200)
async def share(request: Requested, connection: FromPath[int]) -> Agreed:
    """Agree to share one's profile as it is now; what both see is made when both have. Once a day at most."""
    return Agreed(await commands.confirm(house_of(request), player_of(request), connection))


@post("/api/attuned/partners/{connection:int}/withdraw", tags=["attuned"], status_code=204)
async def withdraw(request: Requested, connection: FromPath[int]) -> None:
    """Take one's word back, as long as the other has not given theirs."""
    await commands.withdraw(house_of(request), player_of(request), connection)


ROUTES = [setting, choose, overlap, share, withdraw]
