"""Publishing the hours that are over, each five minutes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.jobs import Schedule
from kith.foundation.live import announce
from kith.products.hotmess.pulse import noise
from kith.products.hotmess.pulse.reads import TOPIC, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR: Final = service("hotmess.pulse")


async def refresh(house: House) -> int:
    """Publish what is due, with noise where the settings ask for it; how many hours."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        epsilon = house.settings.pulse_epsilon
        published: int
        if epsilon:
            published = await _with_noise(db, epsilon, house.settings.pulse_budget)
        else:
            published = await queries.refresh(db.connection)
        if published:
            await announce(db, TOPIC)
    return published


async def _with_noise(db: Session, epsilon: float, most: float) -> int:
    if not await queries.held(db.connection):
        return 0
    measure = noise.measure(epsilon)
    published = 0
    for hour in await queries.due(db.connection):
        published += await _publish(db, hour, epsilon, most, measure)
    if published:
        await queries.tidy(db.connection)
    return published


async def _publish(db: Session, hour: datetime, epsilon: float, most: float, measure: Any) -> bool:
    # Every city pays for every hour, whether anybody was out or not: who paid says nothing.
    spent = queries.spend(
        db.connection, day=hour.date(), epsilon=Decimal(str(epsilon)), most=Decimal(str(most))
    )
    paid = {row["city_id"] async for row in spent}
    rows = [row async for row in queries.bounded(db.connection, hour=hour) if row["city_id"] in paid]
    people: list[int] = [row["people"] for row in rows]
    drawn: list[int] = measure(people) if people else []
    cells = [
        {
            "city_id": str(row["city_id"]),
            "kind": row["kind"],
            "beacon_id": None if row["beacon_id"] is None else str(row["beacon_id"]),
            "people": count,
        }
        for row, count in zip(rows, noise.shown(people, drawn, epsilon), strict=True)
        if count is not None
    ]
    return bool(await queries.publish(db.connection, hour=hour, cells=cells, epsilon=Decimal(str(epsilon))))


async def _run(house: House) -> None:
    await refresh(house)


SCHEDULES = [Schedule(name="hotmess.pulse.refresh", cron="*/5 * * * *", run=_run)]
