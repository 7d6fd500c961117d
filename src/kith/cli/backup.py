"""`kith backup`: the database and the files as they are at one moment, in one archive. The keys stay where they are."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path

from kith.cli.failure import CommandFailed
from kith.cli.own_house import house_on, own_database
from kith.cli.terminal import Terminal
from kith.commons.backups import making
from kith.commons.backups.manifest import BackupFailed, Manifest
from kith.foundation.errors import Problem


def run(arguments: argparse.Namespace) -> int:
    """Make a backup, read it through, and say what is in it and what is not.

    Raises:
        CommandFailed: something cannot be read or written; there is no archive then.
    """
    terminal = Terminal()
    file = making.named(Path(arguments.target).expanduser().absolute(), datetime.now(UTC))
    try:
        with own_database() as url, terminal.step("backup") as step:
            manifest = asyncio.run(_make(url, file))
            step.note = f"{file.stat().st_size / 1024**2:.1f} MB, written and read through again"
    except BackupFailed as failed:
        raise CommandFailed(str(failed)) from failed
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem
    except OSError as refused:
        raise CommandFailed(f"{file} cannot be written: {refused.strerror}.") from refused
    for line in words(manifest, file):
        terminal.line(line)
    return 0


async def _make(url: str, file: Path) -> Manifest:
    async with house_on(url) as house:
        return await making.make(house, url, file)


def words(manifest: Manifest, file: Path) -> list[str]:
    """What there is to say about a backup that was made."""
    return [
        "",
        f"  {file}",
        f"  {sum(manifest.rows.values()):,} rows in {len(manifest.rows)} tables, {manifest.files:,} files, "
        f"as of {manifest.made_at:%d %B %Y, %H:%M} UTC.",
        "",
        "  The keys are not in it, so that whoever finds it can read nothing that is sealed.",
        "  Without them nobody can, you included. Keep these somewhere else, safe:",
        *(f"    {name:<24} fingerprint {fingerprint}" for name, fingerprint in manifest.keys.items()),
        "  On a machine of `kith up` they are in the data folder's secrets.json.",
        "",
        f"  It knows of {manifest.erasures} people who were forgotten. Whoever is forgotten from now on must stay forgotten:",
        "  keep newer backups beside it, or `kith erasures list FILE` elsewhere; `kith restore` reads both.",
    ]
