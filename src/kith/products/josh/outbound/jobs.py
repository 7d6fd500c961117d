"""The texting jobs: delivery at once, and the sweeps that find what was missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.jobs import Job, Schedule
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.foundation.queries import load
from kith.products.josh.outbound.delivery import OUTBOUND, deliver
from kith.products.josh.outbound.reconciling import settle_unknown, take_in_missing
from kith.products.josh.outbound.upkeep import forget_bodies, rotate_keys

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "delivery.sql")
_log = logger(__name__)

_NUMBERS_AT_ONCE = 200


async def sweep(house: House) -> None:
    """Give up on leases that ran out, and wake deliveries for texts whose time has come."""
    schema = house.product("josh").schema
    async with house.database.session(OUTBOUND, schema) as db:
        lost = [row["id"] async for row in queries.lose_track_of_expired(db.connection)]
        await queries.wake_deliveries(db.connection, at_most=_NUMBERS_AT_ONCE)
    if lost:
        _log.warning("leases ran out", count=len(lost))
        ALERTS.labels("josh.text.lease_expired").inc(len(lost))


async def forget(house: House) -> None:
    await forget_bodies(house)


async def rotate(house: House) -> None:
    await rotate_keys(house)


JOBS = [Job(name="josh.text.deliver", run=deliver)]

SCHEDULES = [
    Schedule(name="josh.text.sweep", cron="* * * * * */3", run=sweep),
    Schedule(name="josh.text.settle", cron="* * * * * */10", run=settle_unknown),
    Schedule(name="josh.text.missing", cron="* * * * *", run=take_in_missing),
    Schedule(name="josh.text.forget", cron="17 * * * *", run=forget),
    Schedule(name="josh.text.rotate", cron="*/10 * * * *", run=rotate),
]
