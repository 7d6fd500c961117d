"""Records that come out by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.jobs import Schedule
from kith.products.hotmess.radio.reads import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


async def advance(house: House) -> None:
    """Write down which records came out; they were out to the second already."""
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.advance_releases(db.connection)


SCHEDULES = [Schedule(name="hotmess.radio.releases", cron="* * * * *", run=advance)]
