"""`kith keys`: the keys that sign what products print, and changing to the next."""

from __future__ import annotations

import argparse
import asyncio

from kith.cli.failure import CommandFailed
from kith.cli.own_house import own_settings
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Say which keys there are, or change to the next.

    Raises:
        CommandFailed: settings are missing, the database is away, or there is no next key.
    """
    try:
        with own_settings() as settings:
            return asyncio.run(_do(settings, arguments.reason))
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem


async def _do(settings: Settings, reason: str | None) -> int:
    house = House(settings, load_products(settings.products))
    try:
        for product in house.products:
            if product.printed_keys is None:
                continue
            if reason is not None:
                print(f"{product.name}: {await product.printed_keys.rotate(house, reason)}")
            for sentence in await product.printed_keys.described(house):
                print(f"{product.name}: {sentence}")
    finally:
        await house.close()
    return 0
