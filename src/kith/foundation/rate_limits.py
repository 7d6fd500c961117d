"""Limits on how often something may happen, counted in PostgreSQL and so shared by all processes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import TooMany

if TYPE_CHECKING:
    from kith.foundation.house import House


class Limit(msgspec.Struct, frozen=True):
    """At most `times` in any `period`, for each subject."""

    name: str
    times: int
    period: timedelta
    sentence: str = "That was a bit too often. Please try again later."


async def take(house: House, limit: Limit, subject: str) -> None:
    """Count one; counted in a transaction of its own, so that a refused or failed request counts too.

    Raises:
        TooMany: the limit is reached; `retry_after` says when to try again.
    """
    if not await within(house, limit, subject):
        raise TooMany(limit.sentence, retry_after=int(limit.period.total_seconds()))


async def within(house: House, limit: Limit, subject: str) -> bool:
    """Count one and say whether it is within the limit. The subject is stored as a keyed hash only."""
    hashed = house.keyring.keyed_hash(subject, f"limit:{limit.name}").hex()
    async with house.database.session(service("limits"), "kith") as db:
        blocked_until = await db.connection.fetchval(
            "select take_rate_limit($1, $2, $3, $4)", limit.name, hashed, limit.times, limit.period
        )
    return blocked_until is None
