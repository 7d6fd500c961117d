"""`kith audit`: the heads of the audit's chains, and whether they hold. Neither needs a right."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from kith.cli.failure import CommandFailed
from kith.cli.own_house import own_settings
from kith.commons.audit import heads
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.settings import Settings


def run(arguments: argparse.Namespace) -> int:
    """Write the heads, or verify; 1 when the chain does not hold.

    Raises:
        CommandFailed: settings are missing, the database is away, or the file holds no heads.
    """
    try:
        with own_settings() as settings:
            return asyncio.run(_do(settings, arguments))
    except (OSError, ValueError) as wrong:
        raise CommandFailed(str(wrong)) from wrong
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem


async def _do(settings: Settings, arguments: argparse.Namespace) -> int:
    house = House(settings, ())
    try:
        if arguments.action == "heads":
            found = await heads.heads(house)
            heads.write(Path(arguments.file), found)
            print(
                f"{len(found)} months written to {arguments.file}. Keep a copy where nobody of the house can write."
            )
            return 0
        kept = [] if arguments.file is None else heads.read(Path(arguments.file))
        check = await heads.verify(house, kept)
    finally:
        await house.close()
    for sequence in check.broken:
        print(f"Entry {sequence} is not what it was, or one before it is missing.")
    for head in check.rewritten:
        print(
            f"The log up to {head.month:%B %Y} (entry {head.last_sequence}) is not the one whose head you kept."
        )
    if check.holds:
        print(
            "The audit holds."
            if kept
            else "The chain holds. Give a file of kept heads to see whether it was rewritten."
        )
    return 0 if check.holds else 1
