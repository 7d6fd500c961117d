"""What time does to drops, written down; and letting the next people of a line in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.jobs import Schedule
from kith.foundation.live import announce
from kith.products.hotmess.drops.machine import to_let_in
from kith.products.hotmess.drops.reads import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


async def advance(house: House) -> None:
    """Write down which drops have begun and ended; their pages and the till knew to the second."""
    async with house.database.session(ACTOR, schema(house)) as db:
        changed = [row["id"] async for row in queries.just_changed(db.connection)]
        if changed:
            await queries.advance(db.connection)
        for drop in changed:
            await announce(db, f"drop:{drop}")


async def let_in(house: House) -> None:
    """The next people of each line, as many as there is something for."""
    async with house.database.session(ACTOR, schema(house)) as db:
        for row in [row async for row in queries.lines(db.connection)]:
            people = to_let_in(row["free"])
            if people:
                await queries.let_in(db.connection, drop=row["id"], people=people)
                await announce(db, f"drop:{row['id']}")


SCHEDULES = [
    Schedule(name="hotmess.drops.advance", cron="* * * * * */5", run=advance),
    Schedule(name="hotmess.drops.let_in", cron="* * * * * */5", run=let_in),
]
