"""The sweeps of Attuned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.commons.privacy.data_keys import rotate
from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.queries import load
from kith.products.attuned.players.player import schema

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("attuned.retention")


async def _sweep(house: House, *sweeps: Any) -> None:
    for sweep in sweeps:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await sweep(db.connection)


async def every_minute(house: House) -> None:
    await _sweep(house, queries.expire_requests)


async def every_hour(house: House) -> None:
    await _sweep(house, queries.reset_counts)


async def wrap_keys_anew(house: House) -> None:
    await rotate(house, schema(house))


SCHEDULES = [
    Schedule(name="attuned.requests.expire", cron="* * * * *", run=every_minute),
    Schedule(name="attuned.counts.reset", cron="17 * * * *", run=every_hour),
    Schedule(name="attuned.keys.rotate", cron="*/10 * * * *", run=wrap_keys_anew),
]
