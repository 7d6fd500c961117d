"""Registration's work outside requests: the waiting list, and numbers nobody confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.products.josh.registration import commands

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("josh.registration")


async def release_waiting(house: House) -> None:
    """Let people in from the waiting lists of open regions."""
    await house.database.transact(
        _ACTOR, house.product("josh").schema, lambda db: commands.release_waiting(db, house)
    )


async def forget_unconfirmed(house: House) -> None:
    """Numbers that nobody confirmed are not kept."""
    await house.database.transact(
        _ACTOR, house.product("josh").schema, lambda db: commands.forget_unconfirmed(db, house.clock.now())
    )


JOBS: list[Job] = []
SCHEDULES = [
    Schedule(name="josh.registration.release", cron="* * * * * */15", run=release_waiting),
    Schedule(name="josh.registration.forget", cron="17 * * * *", run=forget_unconfirmed),
]
