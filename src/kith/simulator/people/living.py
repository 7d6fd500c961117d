"""The life of the demo: again and again, every crowd does what is due. Never in production, never where real providers are used."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.settings import Settings

_log = logger(__name__)
_EVERY = 1.0


def alive(settings: Settings) -> bool:
    """Whether virtual people may act here: wished for, outside production, and among stand-ins only."""
    return (
        settings.virtual_people > 0
        and not settings.production
        and bool(settings.standins_url)
        and settings.twilio_api_base.startswith(settings.standins_url)
    )


async def once(house: House) -> None:
    """Everybody whose time has come acts; does nothing where they may not."""
    if not alive(house.settings):
        return
    for product in house.products:
        if product.crowd is not None:
            await product.crowd.act(house)


@contextlib.asynccontextmanager
async def living(house: House) -> AsyncGenerator[None]:
    """While open, virtual people act once a second (development only)."""
    if not (house.settings.development and alive(house.settings)):
        yield
        return

    async def live() -> None:
        while True:
            try:
                await once(house)
            except Exception as failure:
                # A stand-in that is away or a page that refuses: the next second tries again.
                _log.info("virtual people could not act", failure=type(failure).__name__)
            await asyncio.sleep(_EVERY)

    task = asyncio.create_task(live())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
