"""How recurring work ended, for those who run the house: written at every failure, at the first success after one, and about once a minute."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Final

from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.logs import logger
from kith.foundation.metrics import JOBS
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.jobs import Schedule

queries = load(__file__, "schedule_runs.sql")
_ACTOR = service("worker.schedules")
_log = logger(__name__)
_EVERY: Final = 60.0


class _Noted:
    """When this process wrote last about a schedule, by its own clock, and whether it went well."""

    def __init__(self, _house: House) -> None:
        self.well: dict[tuple[str, str], float] = {}


async def run(house: House, schema: str, schedule: Schedule) -> None:
    """Do recurring work once. A failure is logged, counted and written down, and waits for the next time."""
    started = time.monotonic()
    failure: str | None = None
    try:
        await schedule.run(house)
    except Exception as problem:
        failure = type(problem).__name__
        _log.warning("scheduled work failed", job=schedule.name, failure=failure)
    JOBS.labels(schedule.name, "done" if failure is None else "failed").inc()
    with contextlib.suppress(Problem):  # the database is away: the next time tells
        await _note(house, schema, schedule.name, time.monotonic() - started, failure)


async def _note(house: House, schema: str, name: str, seconds: float, failure: str | None) -> None:
    noted = house.part("foundation.schedule_runs", _Noted).well
    last = noted.get((schema, name))
    if failure is None and last is not None and time.monotonic() - last < _EVERY:
        return
    noted.pop((schema, name), None)
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.note(db.connection, schema=schema, name=name, seconds=seconds, failure=failure)
    if failure is None:
        noted[schema, name] = time.monotonic()
