"""What time does to invitations: answers that never came, and events that fill themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.foundation.live import announce
from kith.products.momento.invitations.commands import fill, queries, schema

if TYPE_CHECKING:
    from uuid import UUID

    from kith.foundation.house import House

_ACTOR = service("momento.invitations")


async def expire(house: House) -> None:
    """Invitations whose time is over say so."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        events = {row["event_id"] async for row in queries.expire(db.connection)}
        for event in events:
            await announce(db, f"event:{event}")


async def fill_all(house: House) -> None:
    """Every event that fills itself asks as many as it may."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        events: list[UUID] = [row["id"] async for row in queries.filling(db.connection)]
    for event in events:
        await fill(house, event)


JOBS: list[Job] = []
SCHEDULES = [
    Schedule(name="momento.invitations.expire", cron="* * * * * */20", run=expire),
    Schedule(name="momento.invitations.fill", cron="* * * * * */30", run=fill_all),
]
