"""`kith restore`: a backup brought back into an empty machine, nobody with it who was forgotten since, and every promise asked."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import psycopg

from kith.cli import invariants as shown
from kith.cli import kept_secrets
from kith.cli.failure import CommandFailed
from kith.cli.own_house import house_on, installed, settings_on
from kith.cli.place import data_folder
from kith.cli.terminal import Terminal
from kith.commons.backups import archive, restoring
from kith.commons.backups.archive import Reading
from kith.commons.backups.manifest import BackupFailed
from kith.foundation import invariants
from kith.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable
from kith.foundation.errors import Problem
from kith.foundation.house import House
from kith.foundation.migrations import MigrationFailed, migrate


def run(arguments: argparse.Namespace) -> int:
    """Restore, and say what was done; 1 when a promise does not hold afterwards.

    Raises:
        CommandFailed: the machine is not empty, the archive is damaged, or its keys are not here; nothing is left of the attempt.
    """
    # Whatever is made here is for its owner only.
    os.umask(0o077)
    terminal = Terminal()
    file = Path(arguments.archive).expanduser().absolute()
    more = [Path(name).expanduser().absolute() for name in arguments.erasures]
    try:
        with archive.reading(file) as found:
            with terminal.step("the archive") as step:
                found.check()
                step.note = f"whole; of {found.manifest.made_at:%d %B %Y, %H:%M} UTC"
            _take_keys(arguments.keys)
            with _empty_database(found, terminal) as url:
                return asyncio.run(_restore(found, url, file, more, terminal))
    except BackupFailed as failed:
        raise CommandFailed(str(failed)) from failed
    except Problem as problem:
        raise CommandFailed(problem.detail) from problem
    except MigrationFailed as refusal:
        raise CommandFailed(f"A migration was refused. {refusal}") from refusal
    except psycopg.OperationalError as away:
        raise CommandFailed(f"The database cannot be reached: {str(away).strip()}") from away
    except PostgresUnavailable as problem:
        raise CommandFailed(str(problem)) from problem


def _take_keys(named: str | None) -> None:
    """The keys of the machine that made the backup become this machine's."""
    if named is None:
        return
    source = Path(named).expanduser().absolute()
    target = data_folder() / "secrets.json"
    if not source.exists():
        raise CommandFailed(f"There is no file {source}.")
    wanted = kept_secrets.kept(source)
    if target.exists() and kept_secrets.kept(target) != wanted:
        raise CommandFailed(
            f"{target} holds other keys already. Restore into an empty folder (KITH_DATA_FOLDER)."
        )
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copyfile(source, target)
        target.chmod(0o600)


@contextlib.contextmanager
def _empty_database(found: Reading, terminal: Terminal) -> Generator[str]:
    """The owner's URL of a database that holds nothing of ours: that of DATABASE_URL, or a new one in the data folder."""
    named = os.environ.get("DATABASE_URL", "").strip()
    embedded = None if named else EmbeddedPostgres(data_folder())
    if embedded is not None and embedded.cluster.exists():
        raise CommandFailed(
            f"There is a house in {embedded.data_folder} already. A backup is restored into an empty folder: "
            "name one with KITH_DATA_FOLDER, or move this one away."
        )
    url = named if embedded is None else embedded.url()
    products = installed()
    restoring.fits(found.manifest, settings_on(url), products)
    if embedded is None:
        if not asyncio.run(restoring.is_empty(url, products)):
            raise CommandFailed(
                "This database is not empty. A backup is restored into an empty one: make a new database and name it "
                "with DATABASE_URL."
            )
        yield url
        return
    with terminal.step("PostgreSQL"):
        embedded.start()
    try:
        yield url
    except BaseException:
        embedded.stop(immediate=True)
        # It was made a moment ago, by us, for this.
        shutil.rmtree(embedded.cluster, ignore_errors=True)
        raise
    embedded.stop()


async def _restore(found: Reading, url: str, file: Path, more: list[Path], terminal: Terminal) -> int:
    manifest = found.manifest
    async with house_on(url) as house:
        with terminal.step("the database") as step:
            await restoring.database(found, url)
            step.note = f"{sum(manifest.rows.values()):,} rows in {len(manifest.rows)} tables, counted"
        with terminal.step("the files") as step:
            step.note = f"{await restoring.files(found, house):,}"
        with terminal.step("migrations") as step:
            owners = [product.owner for product in house.products]
            applied = await asyncio.to_thread(migrate, url, owners)
            step.note = f"{len(applied)} applied" if applied else "up to date"
        with terminal.step("who was forgotten since") as step:
            people = restoring.erasures_known(file, more)
            again = await restoring.forget_again(house, people)
            step.note = f"{again} forgotten again, of {len(people)} known"
        return await _ask(house, terminal, manifest.waiting)


async def _ask(house: House, terminal: Terminal, waiting: int) -> int:
    with terminal.step("promises") as step:
        findings = await invariants.look(house)
        broken = sum(not one.holds for one in findings)
        step.note = f"{len(findings)} asked, {broken} broken"
    status = shown.show(findings, all_of_them=False)
    terminal.line()
    if waiting:
        terminal.line(
            f"  {waiting} messages had not gone out when the backup was made; they will when the worker starts."
        )
    terminal.line("  What was forgotten after the newest list given here is back: bring every list you have.")
    terminal.line("  Restored. Start it as ever: `kith up` here, `kith web` and `kith worker` in production.")
    return status
