"""The development clock: moved in one process, followed by all. In production the table stays empty and nobody looks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.errors import Problem

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("development.clock")
_EVERY = 1.0


async def move(house: House, by: timedelta) -> None:
    """Move the house's time forwards, for every process.

    Raises:
        ValueError: backwards, or in production.
    """
    if house.settings.production:
        raise ValueError("Time cannot be moved in production.")
    if by < timedelta():
        raise ValueError("The clock can only be moved forwards.")
    async with house.database.session(_ACTOR, "kith") as db:
        moved = await db.connection.fetchval(
            "insert into clock as c (moved_by) values ($1) on conflict (only_row) "
            "do update set moved_by = c.moved_by + excluded.moved_by returning moved_by",
            by,
        )
    house.clock.moved_by = moved


async def catch_up(house: House) -> None:
    """Take over what another process moved."""
    async with house.database.session(_ACTOR, "kith") as db:
        moved = await db.connection.fetchval("select moved_by from clock")
    if moved is not None and moved > house.clock.moved_by:
        house.clock.moved_by = moved


@contextlib.asynccontextmanager
async def following(house: House) -> AsyncGenerator[None]:
    """While open, this process's clock follows the others'. Does nothing outside development."""
    if not house.settings.development:
        yield
        return

    async def follow() -> None:
        while True:
            with contextlib.suppress(Problem, OSError):
                await catch_up(house)
            await asyncio.sleep(_EVERY)

    task = asyncio.create_task(follow())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
