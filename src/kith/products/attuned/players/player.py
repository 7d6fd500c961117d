"""On whose behalf something is done in Attuned, and database sessions under that identity."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.commons.privacy.data_keys import DataKey, key_of
from kith.foundation.actor import ANONYMOUS, member
from kith.foundation.errors import SignInNeeded
from kith.foundation.queries import load
from kith.products.attuned.players import anonymous
from kith.web import cookies
from kith.web.request import house_of, visitor

if TYPE_CHECKING:
    from litestar import Request

    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)


class Player(msgspec.Struct, frozen=True):
    """A signed-in person, or an anonymous session with the credential that the browser sent. Exactly one of the ids is set."""

    user_id: UUID | None = None
    anonymous_id: str | None = None
    credential: str = ""

    def __repr__(self) -> str:
        return "Player(signed in)" if self.user_id else "Player(anonymous)"

    @property
    def owner(self) -> str:
        """The owner of the data key under which everything of theirs is sealed."""
        return f"user:{self.user_id}" if self.user_id else f"anonymous:{self.anonymous_id}"


def schema(house: House) -> str:
    return house.product("attuned").schema


def guest_of(request: Request[Any, Any, Any]) -> Player | None:
    """The anonymous player whose cookie this browser has, whether or not somebody is signed in."""
    house = house_of(request)
    credential = request.scope["state"]["cookies"].get(cookies.guest_name(house), "")
    session_id = anonymous.verified_id(house, credential) if credential else None
    return None if session_id is None else Player(anonymous_id=session_id, credential=credential)


def whoever_plays(request: Request[Any, Any, Any]) -> Player | None:
    """Who asks: the signed-in person, else the anonymous player of this browser. Whether they have joined is in their rows."""
    person = visitor(request)
    return guest_of(request) if person is None else Player(user_id=person.id)


def player_of(request: Request[Any, Any, Any]) -> Player:
    """Who asks.

    Raises:
        SignInNeeded: nobody that we know.
    """
    player = whoever_plays(request)
    if player is None:
        raise SignInNeeded("Please sign in first, or begin without an account.")
    return player


@contextlib.asynccontextmanager
async def playing(house: House, player: Player) -> AsyncGenerator[Session]:
    """One transaction as this player: the policies show what is theirs.

    Raises:
        Refused: the anonymous session is gone.
    """
    actor = ANONYMOUS if player.user_id is None else member(player.user_id)
    async with house.database.session(actor, schema(house)) as db:
        if player.user_id is None:
            await queries.act_as(db.connection, credential=player.credential)
        yield db


async def key_for(house: House, player: Player) -> DataKey:
    """The player's data key, made at first use."""
    return await key_of(house, schema(house), player.owner)
