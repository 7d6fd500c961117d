"""`kith worker`: one process that runs jobs and schedules."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal

from kith.cli.failure import CommandFailed
from kith.commons.jobs import work_of
from kith.foundation import development_clock, logs
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import MissingSettings, Settings, load
from kith.foundation.worker import Worker
from kith.simulator.people.living import living


def run(_arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or SIGINT, then finish what is running.

    Raises:
        CommandFailed: settings are missing.
    """
    try:
        settings = load(os.environ)
    except MissingSettings as missing:
        raise CommandFailed(str(missing)) from missing
    logs.configure()
    asyncio.run(_work(settings))
    return 0


async def _work(settings: Settings) -> None:
    house = House(settings, load_products(settings.products))
    worker = Worker(house, work_of(house))
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(signum, worker.stop)
    try:
        async with development_clock.following(house), living(house):
            await worker.run()
    finally:
        await house.close()
