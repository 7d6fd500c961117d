"""Time: beacons whose hour has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.products.hotmess.beacons.commands import queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("hotmess.beacons.time")


async def expire(house: House) -> None:
    """Write down which beacons are over; their pages said so already."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.expire(db.connection)


SCHEDULES = [Schedule(name="hotmess.beacons.expire", cron="* * * * *", run=expire)]
