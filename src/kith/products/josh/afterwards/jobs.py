"""The day after: asking, and telling two people that both said yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.products.josh.afterwards import commands, conversation

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("josh.afterwards")


async def sweep(house: House) -> None:
    """Ask whoever is due, tell whoever matched."""
    schema = house.product("josh").schema
    await house.database.transact(_ACTOR, schema, lambda db: conversation.ask_due(db, house))
    await house.database.transact(_ACTOR, schema, lambda db: commands.tell_exchanges(db, house))


JOBS: list[Job] = []
SCHEDULES = [Schedule(name="josh.afterwards.sweep", cron="* * * * * */5", run=sweep)]
