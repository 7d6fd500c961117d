"""Beginning, the basics and leaving over JSON, for apps; without an account, the cookie of the answer is who one is."""

from __future__ import annotations

from typing import Any, cast

import msgspec
from litestar import Request, delete, get, put
from litestar.params import JSONBody

from kith.products.attuned.players import anonymous, commands
from kith.products.attuned.players.form import Basics, Beginning, check_consents
from kith.products.attuned.players.pages import where_i_stand
from kith.products.attuned.players.player import player_of
from kith.products.attuned.profiles.reads import my_profile
from kith.products.attuned.profiles.words import in_words
from kith.web.edge import client_address
from kith.web.request import house_of, visitor

Requested = Request[Any, Any, Any]


class Begun(msgspec.Struct, frozen=True):
    """Whether this player has no account."""

    anonymous: bool


class PassageShown(msgspec.Struct, frozen=True):
    title: str
    text: str


class ProfileShown(msgspec.Struct, frozen=True):
    """One's own profile in plain words; empty before the survey."""

    passages: list[PassageShown]


@put("/api/attuned/beginning", tags=["attuned"], status_code=200)
async def begin(request: Requested, data: JSONBody[Beginning]) -> Begun:
    """Confirm age and agree, signed in or without an account. Who has begun stays who they are."""
    house = house_of(request)
    if visitor(request) is None and await where_i_stand(request) is not None:
        check_consents(data)
        return Begun(True)
    address = client_address(house, cast("Any", request.scope))
    player = await commands.begin(house, visitor(request), data, address)
    if player.anonymous_id is not None:
        request.scope["state"]["set_cookies"].append(anonymous.cookie(house, player.anonymous_id))
    return Begun(player.user_id is None)


@put("/api/attuned/basics", tags=["attuned"], status_code=204)
async def basics(request: Requested, data: JSONBody[Basics]) -> None:
    """Name, anatomy, the highest level, what a partner sees."""
    await commands.tell_basics(house_of(request), player_of(request), data)


@get("/api/attuned/profile", tags=["attuned"])
async def profile(request: Requested) -> ProfileShown:
    """One's own profile, in plain words."""
    mine = await my_profile(house_of(request), player_of(request))
    passages = () if mine is None else in_words(mine)
    return ProfileShown([PassageShown(one.title, one.text) for one in passages])


@delete("/api/attuned/player", tags=["attuned"], status_code=204)
async def leave(request: Requested) -> None:
    """Delete everything of whoever asks, and the key to it."""
    house, player = house_of(request), player_of(request)
    await commands.leave(house, player)
    if player.anonymous_id is not None:
        request.scope["state"]["set_cookies"].append(anonymous.forgotten(house))


ROUTES = [begin, basics, profile, leave]
