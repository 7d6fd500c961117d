"""What time does to events: too few guests a day before the start, and it is called off."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.products.momento.events.commands import call_off, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("momento.events")
DECIDED_BEFORE = timedelta(hours=24)


async def call_off_empty(house: House) -> None:
    """Events that begin within a day without enough guests, and those whose start passed unconfirmed, are called off by the house."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        due = [row["id"] async for row in queries.too_few(db.connection, before=db.now + DECIDED_BEFORE)]
        due += [row["id"] async for row in queries.never_filled(db.connection)]
    for event in due:
        async with house.database.session(_ACTOR, schema(house)) as db:
            found = await queries.lock(db.connection, event=event)
            # Looked at again under the lock: somebody may have said yes meanwhile.
            if found["seats_taken"] < found["min_participants"] or found["starts_at"] <= db.now:
                await call_off(db, house, event, "house", None)


JOBS: list[Job] = []
SCHEDULES = [Schedule(name="momento.events.call_off", cron="* * * * *", run=call_off_empty)]
