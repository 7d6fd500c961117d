"""Whom one is connected with, and whom one remembers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from kith.foundation.database import Session, to_structs
from kith.foundation.errors import NotFound
from kith.products.attuned.connections.commands import ACTOR, queries
from kith.products.attuned.players.player import Player, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody one is connected with. `id` is the connection's; `player` is for commands only and never shown."""

    id: int
    since: datetime
    player: str
    name: str | None
    anonymous: bool
    asked: bool


class Remembered(msgspec.Struct, frozen=True):
    """Somebody one was connected with."""

    id: int
    name: str
    last_played_at: datetime


async def partners_within(db: Session, player: Player) -> list[Partner]:
    """Whom a player is connected with now, the latest first (service)."""
    return to_structs(Partner, [row async for row in queries.partners(db.connection, player=player.owner)])


async def partner_within(db: Session, player: Player, connection: int) -> Partner:
    """The other of one connection (service).

    Raises:
        NotFound: not a living connection of theirs.
    """
    for partner in await partners_within(db, player):
        if partner.id == connection:
            return partner
    raise NotFound


async def partners(house: House, player: Player) -> list[Partner]:
    """Whom a player is connected with now, the latest first."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return await partners_within(db, player)


async def remembered(house: House, player: Player) -> list[Remembered]:
    """The last ten partners of somebody signed in whom they are not connected with; nobody for the others."""
    if player.user_id is None:
        return []
    async with house.database.session(ACTOR, schema(house)) as db:
        return to_structs(
            Remembered, [row async for row in queries.remembered(db.connection, user=player.user_id)]
        )
