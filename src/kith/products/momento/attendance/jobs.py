"""What time does to attendance: positions are forgotten after thirty days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from kith.foundation.jobs import Schedule
from kith.products.momento.attendance.commands import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

KEPT_FOR: Final = timedelta(days=30)


async def forget_positions(house: House) -> None:
    """Where somebody checked in is nobody's business a month later."""
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.forget_positions(db.connection, before=db.now - KEPT_FOR)


SCHEDULES = [Schedule(name="momento.attendance.forget_positions", cron="17 * * * *", run=forget_positions)]
