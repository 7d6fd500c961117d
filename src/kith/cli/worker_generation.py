"""One generation of `kith worker`: runs jobs and schedules until another follows or it is told to end, then finishes what is running."""

from __future__ import annotations

import asyncio
import signal

from kith.commons.jobs import work_of
from kith.foundation import development_clock, logs
from kith.foundation.generation import generation_of
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import Settings
from kith.foundation.worker import Worker
from kith.simulator.people.living import living


def work(settings: Settings) -> None:
    """Returns when the last job has ended."""
    logs.configure()
    asyncio.run(_work(settings))


async def _work(settings: Settings) -> None:
    house = House(settings, load_products(settings.products))
    worker = Worker(house, work_of(house))
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, worker.stop)
    generation = generation_of(house)
    generation.on_retiring(worker.stop)
    try:
        async with development_clock.following(house), living(house):
            with generation.serving(orphaned=worker.stop):
                await worker.run()
    finally:
        await house.close()
