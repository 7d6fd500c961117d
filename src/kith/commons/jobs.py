"""What a worker does: the house's own jobs in schema `kith`, each product's in its schema, and every schema's outbox and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.commons.audit import heads, verifying
from kith.commons.billing import comparing, events, leaving
from kith.commons.invariants import commands as invariants
from kith.commons.media import files
from kith.commons.messaging import digests, outbox
from kith.commons.numbers import counting
from kith.commons.privacy import clock, retention
from kith.commons.privacy import commands as privacy
from kith.commons.safety import banning, deciding
from kith.commons.webhooks import seen as webhooks
from kith.foundation import schedule_runs
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "upkeep.sql")
_ACTOR = service("house.upkeep")


async def tidy(house: House) -> None:
    """Throw away what no rule of retention is about: addresses whose code was never entered, and the house's own measurements."""
    async with house.database.session(_ACTOR, "kith") as db:
        for query in (
            queries.tidy_newcomers,
            queries.tidy_query_times,
            webhooks.queries.tidy,
            schedule_runs.queries.tidy,
        ):
            await query(db.connection)


HOUSE_JOBS: list[Job] = [
    *events.JOBS,
    *comparing.JOBS,
    *clock.JOBS,
    *invariants.JOBS,
    *verifying.JOBS,
]
HOUSE_SCHEDULES: list[Schedule] = [
    *banning.SCHEDULES,
    *events.SCHEDULES,
    *comparing.SCHEDULES,
    *leaving.SCHEDULES,
    *privacy.SCHEDULES,
    *clock.SCHEDULES,
    *retention.SCHEDULES,
    *heads.SCHEDULES,
    *digests.SCHEDULES,
    *deciding.SCHEDULES,
    *verifying.SCHEDULES,
    *counting.SCHEDULES,
    Schedule(name="kith.tidy", cron="23 * * * *", run=tidy),
    *invariants.SCHEDULES,
]


def work_of(house: House) -> dict[str, tuple[list[Job], list[Schedule]]]:
    """Jobs and schedules by schema."""
    owners = [(outbox.HOUSE_SCHEMA, HOUSE_JOBS, HOUSE_SCHEDULES)]
    owners += [(product.schema, list(product.jobs), list(product.schedules)) for product in house.products]
    return {
        schema: (
            [outbox.job_of(schema), banning.job_of(schema), *jobs],
            [outbox.schedule_of(schema), files.schedule_of(schema), *schedules],
        )
        for schema, jobs, schedules in owners
    }
