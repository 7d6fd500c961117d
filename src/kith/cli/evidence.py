"""`kith evidence`: whether the products' chains of evidence hold. Looks, changes nothing."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from kith.cli.failure import CommandFailed
from kith.cli.own_house import own_settings
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Say for each product whether its chain holds; 1 when one does not.

    Raises:
        CommandFailed: settings are missing, the database is away, or the file holds no heads.
    """
    try:
        kept = None if arguments.file is None else Path(arguments.file).read_bytes()
        with own_settings() as settings:
            return asyncio.run(_look(settings, kept))
    except (OSError, ValueError) as wrong:
        raise CommandFailed(str(wrong)) from wrong
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem


async def _look(settings: Settings, kept: bytes | None = None) -> int:
    house = House(settings, load_products(settings.products))
    wrong = 0
    try:
        for product in house.products:
            if product.chains is None:
                continue
            found = await product.chains(house, kept)
            for sentence in found:
                print(sentence)
            if not found:
                print(f"{product.name}: the chain of evidence holds.")
            wrong += len(found)
    finally:
        await house.close()
    return 1 if wrong else 0
