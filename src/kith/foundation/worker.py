"""The worker: runs the jobs and schedules of every schema until told to stop, then lets running ones finish."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec
from pgqueuer import PgQueuer
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.adapters.persistence.qb import (
    QueryBuilderEnvironment,
    QueryQueueBuilder,
    QuerySchedulerBuilder,
)
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import DBSettings
from pgqueuer.errors import RetryRequested
from pgqueuer.models import Job as QueuedJob
from pgqueuer.models import Schedule as QueuedSchedule
from pgqueuer.types import Channel

from kith.foundation import schedule_runs
from kith.foundation.jobs import Job, Schedule, delay_before
from kith.foundation.logs import logger
from kith.foundation.metrics import JOBS

if TYPE_CHECKING:
    from kith.foundation.house import House

_log = logger(__name__)
_HEARTBEAT = timedelta(seconds=15)


class Worker:
    """One PgQueuer for each schema, so that a product's jobs live and move with the product."""

    def __init__(self, house: House, jobs: Mapping[str, tuple[Sequence[Job], Sequence[Schedule]]]) -> None:
        """`jobs` maps a schema to its jobs and schedules."""
        self._house = house
        self._jobs = jobs
        self._queues: list[PgQueuer] = []
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop`; a database that goes away is waited for."""
        await asyncio.gather(*(self._run_schema(schema, *work) for schema, work in self._jobs.items()))

    def stop(self) -> None:
        self._stopping.set()
        for queue in self._queues:
            queue.shutdown.set()

    async def _run_schema(self, schema: str, jobs: Sequence[Job], schedules: Sequence[Schedule]) -> None:
        pause = 0.2
        while not self._stopping.is_set():
            queue: PgQueuer | None = None
            try:
                pool = await self._house.database.pool("service_role", schema)
                queue = _queue(pool, schema)
                for job in jobs:
                    self._add_job(queue, job)
                for schedule in schedules:
                    self._add_schedule(queue, schema, schedule)
                self._queues.append(queue)
                pause = 0.2
                await queue.run(
                    dequeue_timeout=timedelta(seconds=5),
                    batch_size=20,
                    heartbeat_timeout=_HEARTBEAT,
                    shutdown_on_listener_failure=True,
                )
            except Exception as failure:
                _log.warning("worker interrupted", schema=schema, failure=type(failure).__name__)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._stopping.wait()
                pause = min(pause * 2, 10)
            finally:
                if queue in self._queues:
                    self._queues.remove(queue)

    def _add_job(self, queue: PgQueuer, job: Job) -> None:
        house = self._house

        async def perform(queued: QueuedJob) -> None:
            try:
                await job.run(house, msgspec.json.decode(queued.payload or b"{}"))
            except Exception as failure:
                JOBS.labels(job.name, "failed").inc()
                _log.warning(
                    "job failed", job=job.name, attempt=queued.attempts + 1, failure=type(failure).__name__
                )
                if queued.attempts + 1 >= job.attempts:
                    raise
                delay = delay_before(job, queued.attempts, house.randomness.random())
                raise RetryRequested(delay=delay, reason=type(failure).__name__) from failure
            JOBS.labels(job.name, "done").inc()

        queue.entrypoint(job.name, concurrency_limit=job.at_once, on_failure="hold", accepts_context=False)(
            perform
        )

    def _add_schedule(self, queue: PgQueuer, schema: str, schedule: Schedule) -> None:
        house = self._house

        async def perform(_queued: QueuedSchedule) -> None:
            await schedule_runs.run(house, schema, schedule)

        queue.schedule(schedule.name, schedule.cron, clean_old=True, accepts_context=False)(perform)


def _queue(pool: Any, schema: str) -> PgQueuer:
    """A PgQueuer that listens, and checks that it hears, on the schema's own channel."""
    settings = DBSettings(channel=Channel(f"pgqueuer_{schema}"))
    driver = AsyncpgPoolDriver(pool)
    queries = Queries(
        driver,
        qbe=QueryBuilderEnvironment(settings),
        qbq=QueryQueueBuilder(settings),
        qbs=QuerySchedulerBuilder(settings),
    )
    return PgQueuer(driver, channel=settings.channel, queries=queries)
