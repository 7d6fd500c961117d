"""The house's own jobs, in schema `kith`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.commons.billing import events
from kith.commons.messaging import outbox
from kith.commons.privacy import commands as privacy
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "upkeep.sql")
_ACTOR = service("house.upkeep")


async def tidy(house: House) -> None:
    """Throw away what has served: counters, answers to repeated requests, spent codes, links and challenges."""
    async with house.database.session(_ACTOR, "kith") as db:
        for query in (
            queries.tidy_limits,
            queries.tidy_idempotency,
            queries.tidy_codes,
            queries.tidy_links,
            queries.tidy_challenges,
            queries.tidy_jobs,
        ):
            await query(db.connection)


HOUSE_JOBS: list[Job] = [*outbox.JOBS, *events.JOBS, *privacy.JOBS]
HOUSE_SCHEDULES: list[Schedule] = [
    *outbox.SCHEDULES,
    *events.SCHEDULES,
    *privacy.SCHEDULES,
    Schedule(name="kith.tidy", cron="23 * * * *", run=tidy),
]
