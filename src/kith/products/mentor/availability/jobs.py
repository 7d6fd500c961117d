"""Each mentor's next free slot, kept right within a minute."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger
from kith.products.mentor.availability import reads

if TYPE_CHECKING:
    from kith.foundation.house import House

_log = logger(__name__)
_ACTOR = service("mentor.next_free")
_AT_A_TIME: Final = 200


async def refresh(house: House) -> None:
    """Look for the next free slot of everybody for whom something changed; a change during the look is found the next time."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        soon = db.now + timedelta(seconds=30)
        stale = [row async for row in reads.queries.stale(db.connection, soon=soon, at_most=_AT_A_TIME)]
    for row in stale:
        try:
            async with house.database.session(_ACTOR, schema) as db:
                found = await reads.next_free(db, row["user_id"])
                await reads.queries.note_next(
                    db.connection,
                    mentor=row["user_id"],
                    version=row["slots_version"],
                    slot=found.slot,
                    recheck_at=found.recheck_at,
                )
        except Exception as failure:  # one mentor's hours never keep the others waiting
            _log.error(
                "a next free slot cannot be told", mentor=str(row["user_id"]), failure=type(failure).__name__
            )


SCHEDULES = [Schedule(name="mentor.availability.next_free", cron="* * * * * */10", run=refresh)]
