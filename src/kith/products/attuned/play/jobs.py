"""Evenings that nobody goes on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.jobs import Schedule
from kith.products.attuned.play.evening import ACTOR, queries
from kith.products.attuned.players.player import schema

if TYPE_CHECKING:
    from kith.foundation.house import House


async def abandon_idle(house: House) -> None:
    """Write down that evenings are over. No yes waits for it: that compares with the time itself."""
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.abandon_idle(db.connection)


SCHEDULES = [Schedule(name="attuned.play.idle", cron="47 * * * *", run=abandon_idle)]
