"""`kith person-data`: where a person's data is, table by table. Counts only; that it was asked, and why, goes into the audit."""

from __future__ import annotations

import argparse
import asyncio
from uuid import UUID

from kith.cli.failure import CommandFailed
from kith.cli.own_house import own_settings
from kith.commons.privacy.whereabouts import Found, look_up
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each table.

    Raises:
        CommandFailed: settings are missing, it is no person's number, or the database is away.
    """
    try:
        person = UUID(arguments.person)
    except ValueError:
        raise CommandFailed(f"{arguments.person!r} is not a person's number (a UUID)") from None
    try:
        with own_settings() as settings:
            found = asyncio.run(_look_up(settings, person, arguments.reason))
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem
    width = max((len(one.table) for one in found), default=0)
    for one in found:
        print(f"{one.table:<{width}}  {one.rows:>9,}  {', '.join(one.erasure):<24}  {one.purpose}")
    print(f"\n{sum(one.rows for one in found):,} rows in {len(found)} tables.")
    return 0


async def _look_up(settings: Settings, person: UUID, reason: str) -> list[Found]:
    house = House(settings, load_products(settings.products))
    try:
        return await look_up(house, person, admin=None, reason=reason)
    finally:
        await house.close()
