"""Profiles' work outside requests: what has become too old to be sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.products.josh.profiles import commands

if TYPE_CHECKING:
    from kith.foundation.house import House


async def mark_stale(house: House) -> None:
    """Mark profiles whose oldest factor has become too old."""
    await house.database.transact(
        service("josh.profiles"), house.product("josh").schema, commands.mark_stale_profiles
    )


SCHEDULES = [Schedule(name="josh.profiles.stale", cron="41 * * * *", run=mark_stale)]
