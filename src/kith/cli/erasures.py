"""`kith erasures`: who was forgotten, as a list to be kept elsewhere; and forgetting again whom a restored backup brought back."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from uuid import UUID

from kith.cli.failure import CommandFailed
from kith.cli.own_house import house_on, own_database
from kith.commons.backups.archive import write_erasures
from kith.commons.privacy import erased
from kith.commons.privacy.commands import replay_erasures
from kith.foundation.errors import Problem


def run(arguments: argparse.Namespace) -> int:
    """Erase again, or write the list, and say how many.

    Raises:
        CommandFailed: settings are missing, the database or the store of files is away, or the list cannot be written.
    """
    try:
        with own_database() as url:
            if arguments.action == "list":
                return _write(asyncio.run(_known(url)), Path(arguments.file).expanduser())
            again = asyncio.run(_replay(url))
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem
    except OSError as refused:
        raise CommandFailed(f"{arguments.file} cannot be written: {refused.strerror}.") from refused
    print(f"{again} people who had been forgotten were back, and are forgotten again.")
    return 0


async def _replay(url: str) -> int:
    async with house_on(url) as house:
        return await replay_erasures(house)


async def _known(url: str) -> list[UUID]:
    async with house_on(url) as house:
        return await erased.noted(house)


def _write(people: list[UUID], file: Path) -> int:
    file.write_bytes(write_erasures(people))
    print(
        f"{len(people)} numbers written to {file}. Keep a copy away from this machine; `kith restore --erasures` reads it."
    )
    return 0
