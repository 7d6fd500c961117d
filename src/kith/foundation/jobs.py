"""Jobs: work after the commit, on PgQueuer, queued in the transaction that causes it.

A failed job is tried again with exponential backoff and jitter; after its last try it is held, visible in the console, and can be run
again. A job killed in the middle is taken up by another worker once its heartbeat is stale, so every job must bear being run twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

Payload = Mapping[str, Any]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of job. `attempts` counts the first; the delay doubles from `first_delay` up to `longest_delay`."""

    name: str
    run: Callable[[House, Payload], Awaitable[None]]
    attempts: int = 6
    first_delay: timedelta = timedelta(seconds=2)
    longest_delay: timedelta = timedelta(minutes=10)
    at_once: int = 0


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """Work done again and again. `cron` has five fields, or six with seconds last; real time, never the moved clock."""

    name: str
    cron: str
    run: Callable[[House], Awaitable[None]]


def delay_before(job: Job, attempt: int, jitter: float) -> timedelta:
    """How long to wait after failed attempt number `attempt` (0-based); `jitter` in [0, 1) spreads it over 50–100 %."""
    whole = min(job.first_delay * 2 ** min(attempt, 30), job.longest_delay)
    return whole * (0.5 + jitter / 2)


async def enqueue(
    session: Session,
    name: str,
    payload: Payload | None = None,
    *,
    after: timedelta | None = None,
    once_as: str | None = None,
) -> None:
    """Queue a job in the session's own transaction. With `once_as`, not while one of that name is waiting or running."""
    # Imported here because it brings a command line, a web page and pydantic, which a start does not wait for.
    from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
    from pgqueuer.adapters.persistence.queries import Queries

    queries = Queries(AsyncpgDriver(session.connection))
    await queries.enqueue(
        name, msgspec.json.encode(payload or {}), execute_after=after, dedupe_key=once_as, on_conflict="skip"
    )
