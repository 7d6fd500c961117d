"""LinkUps' work outside requests: waves, windows, reminders, completion."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.jobs import Job, Payload, Schedule
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.josh.linkups import ending, reminders, setting_aside

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_log = logger(__name__)
_ACTOR = service("josh.linkups")
_AT_ONCE = 50


async def attend(house: House, payload: Payload) -> None:
    """One LinkUp: its wave, lock, merger or end."""
    linkup_id = UUID(payload["linkup_id"])
    done = await house.database.transact(
        _ACTOR, house.product("josh").schema, lambda db: ending.attend_to(db, house, linkup_id)
    )
    if done != "nothing":
        _log.info("linkup attended to", linkup=str(linkup_id), done=done)


async def sweep(house: House) -> None:
    """Everything that is due now. Each LinkUp is a transaction of its own, so one that fails holds up no other."""
    schema = house.product("josh").schema
    async with house.database.session(_ACTOR, schema) as db:
        due = [
            row["id"]
            async for row in queries.due_for_attention(
                db.connection, now=db.now, merge_before=ending.MERGE_BEFORE_CUTOFF, at_most=_AT_ONCE
            )
        ]
    for linkup_id in due:
        try:
            await attend(house, {"linkup_id": str(linkup_id)})
        except Exception as failure:
            _log.error(
                "linkup could not be attended to", linkup=str(linkup_id), failure=type(failure).__name__
            )
    await setting_aside.take_out_held(house)
    await house.database.transact(_ACTOR, schema, lambda db: reminders.send_due(db, house))
    await house.database.transact(_ACTOR, schema, reminders.complete_due)


JOBS = [Job(name="josh.linkup.attend", run=attend)]
SCHEDULES = [Schedule(name="josh.linkups.sweep", cron="* * * * * */3", run=sweep)]
