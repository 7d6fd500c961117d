"""`kith erasures replay`: what a restored backup brought back of people who were forgotten goes again."""

from __future__ import annotations

import argparse
import asyncio
import os

from kith.cli.failure import CommandFailed
from kith.commons.privacy.commands import replay_erasures
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import MissingSettings, Settings, load


def run(arguments: argparse.Namespace) -> int:
    """Erase again, and say how many.

    Raises:
        CommandFailed: settings are missing, or the database or the store of files is away.
    """
    try:
        again = asyncio.run(_replay(load(os.environ)))
    except MissingSettings as missing:
        raise CommandFailed(str(missing)) from missing
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem
    print(f"{again} people who had been forgotten were back, and are forgotten again.")
    return 0


async def _replay(settings: Settings) -> int:
    house = House(settings, load_products(settings.products))
    try:
        return await replay_erasures(house)
    finally:
        await house.close()
