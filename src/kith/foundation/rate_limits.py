"""Limits on how often something may happen, counted in PostgreSQL and so shared by all processes."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import TooMany
from kith.foundation.language import later

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House


class Limit(msgspec.Struct, frozen=True):
    """At most `times` in any `period`, for each subject. What is refused is not counted."""

    name: str
    times: int
    period: timedelta
    sentence: str = later("That was a bit too often. Please try again later.")


async def take(house: House, limit: Limit, subject: str) -> None:
    """Count one; counted in a transaction of its own, so that a request that fails counts too.

    Raises:
        TooMany: the limit is reached; `retry_after` says when to try again.
    """
    async with house.database.session(service("limits"), "kith") as db:
        blocked_until = await _count(db, house, limit, subject)
    _refuse(limit, blocked_until, db.now)


async def take_within(db: Session, house: House, limit: Limit, subject: str) -> None:
    """Count one in the caller's transaction (service), so that what does not happen does not count.

    Raises:
        TooMany: as `take`.
    """
    _refuse(limit, await _count(db, house, limit, subject), db.now)


async def within(house: House, limit: Limit, subject: str) -> bool:
    """Count one, in a transaction of its own, and say whether it is within the limit."""
    async with house.database.session(service("limits"), "kith") as db:
        return await _count(db, house, limit, subject) is None


async def _count(db: Session, house: House, limit: Limit, subject: str) -> datetime | None:
    # The subject is stored as a keyed hash only.
    hashed = house.keyring.keyed_hash(subject, f"limit:{limit.name}").hex()
    return await db.connection.fetchval(
        "select kith.take_rate_limit($1, $2, $3, $4)", limit.name, hashed, limit.times, limit.period
    )


def _refuse(limit: Limit, blocked_until: datetime | None, now: datetime) -> None:
    if blocked_until is not None:
        seconds = max(1, math.ceil((blocked_until - now).total_seconds()))
        raise TooMany(limit.sentence, retry_after=seconds)
