"""Restoring a backup into an empty machine: everything compared with what was written, and nobody brought back who was forgotten since."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from kith.commons.backups import archive, programs
from kith.commons.backups.archive import Reading
from kith.commons.backups.making import rows, schemas_of
from kith.commons.backups.manifest import DUMP, BackupFailed, Manifest, missing_keys
from kith.commons.media.store import store_of
from kith.commons.privacy import commands as privacy
from kith.commons.privacy import erased
from kith.foundation.migrations import make_roles, migrations_of

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import Product
    from kith.foundation.settings import Settings

_connect: Any = getattr(asyncpg, "connect")  # noqa: B009 - asyncpg's own type of it is partly unknown


def fits(manifest: Manifest, settings: Settings, products: Sequence[Product]) -> None:
    """Whether these keys open it and this Kith knows all that is in it.

    Raises:
        BackupFailed: what is missing, and what to do.
    """
    missing = missing_keys(manifest.keys, settings)
    if missing:
        raise BackupFailed(
            f"Without its keys this backup cannot be read. Not the right ones here: {', '.join(missing)}. "
            "They are in the file secrets.json of the machine that made it (name it with --keys), "
            "or wherever you keep the settings of that machine."
        )
    unknown = sorted(set(manifest.products) - {product.slug for product in products})
    if unknown:
        raise BackupFailed(f"The backup holds {', '.join(unknown)}; add it to KITH_PRODUCTS.")
    known = migrations_of([product.owner for product in products])
    newer = [
        f"{schema}/{name}"
        for schema, names in manifest.migrations.items()
        for name in names
        if name not in known.get(schema, ())
    ]
    if newer:
        raise BackupFailed(
            f"The backup was made by a newer Kith: it has {newer[-1]}, which this one does not know. "
            "Restore it with that version."
        )


async def is_empty(owner_url: str, products: Sequence[Product]) -> bool:
    """Whether the database holds nothing of ours.

    Raises:
        BackupFailed: it cannot be reached.
    """
    connection = await _connected(owner_url)
    try:
        found: int = await connection.fetchval(
            "select count(*) from pg_namespace where nspname = any($1::text[])", schemas_of(products)
        )
    finally:
        await connection.close()
    return found == 0


async def database(found: Reading, owner_url: str) -> None:
    """Put the database back, in one transaction, and count it.

    Raises:
        BackupFailed: the dump is damaged, the server refuses it, or something is missing afterwards; nothing is kept of it but what is said.
    """
    make_roles(owner_url)
    connection = await _connected(owner_url)
    server = connection.get_server_version().major
    await connection.close()
    if server < found.manifest.postgres:
        raise BackupFailed(
            f"The backup comes from PostgreSQL {found.manifest.postgres}; this server is older ({server})."
        )
    program = await programs.find("pg_restore", max(server, found.manifest.dumped_with))
    with tempfile.NamedTemporaryFile(prefix="kith-restore-") as unpacked:
        found.unpack(DUMP, found.manifest.sums[DUMP], unpacked.file)
        unpacked.flush()
        words = ["--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={owner_url}"]
        async for _said in programs.output(program, *words, unpacked.name):
            pass
    connection = await _connected(owner_url)
    try:
        counted = await rows(connection, list({name.split(".")[0] for name in found.manifest.rows}))
        await connection.execute("analyze")
    finally:
        await connection.close()
    different = [name for name, count in found.manifest.rows.items() if counted.get(name) != count]
    if different:
        raise BackupFailed(
            f"Not everything came back: {', '.join(different[:5])} differ from what was written."
        )


async def files(found: Reading, house: House) -> int:
    """Put the files back where they lay. Returns how many.

    Raises:
        BackupFailed: one is damaged.
        Unavailable: the store is away.
    """
    store = store_of(house)
    entries = found.files()
    for entry in entries:
        await store.put(entry.key, found.file(entry), "application/octet-stream")
    return len(entries)


async def forget_again(house: House, people: Iterable[UUID]) -> int:
    """Note whoever was forgotten beside the new database, and forget again who is back. Returns how many were.

    Raises:
        Unavailable: the store or the database is away.
    """
    noted = set(await erased.noted(house))
    for person in sorted(set(people) - noted):
        await erased.note(house, person)
    return await privacy.replay_erasures(house)


def erasures_known(archive_file: Path, more: Iterable[Path]) -> set[UUID]:
    """Everybody whom this archive, the others in its folder, and these lists or archives know to be forgotten.

    Raises:
        BackupFailed: one of the named ones cannot be read.
    """
    people: set[UUID] = set()
    for file in more:
        people.update(_erasures_in(file))
    for file in sorted(archive_file.parent.glob("*.zip")):
        try:
            people.update(_erasures_in(file))
        except BackupFailed:
            if file == archive_file:
                raise
    return people


def _erasures_in(file: Path) -> list[UUID]:
    if file.suffix == ".zip":
        with archive.reading(file) as found:
            return found.erasures()
    if file.is_dir():
        # The folder of a store: a file for each, named after them.
        return archive.read_erasures("\n".join(one.name for one in (file / "erasures").glob("*")))
    try:
        return archive.read_erasures(file.read_text())
    except OSError as wrong:
        raise BackupFailed(f"{file} cannot be read: {wrong.strerror or wrong}.") from wrong


async def _connected(url: str) -> Any:
    try:
        return await _connect(url)
    except (OSError, asyncpg.PostgresError) as away:
        raise BackupFailed(f"The database cannot be reached: {away}") from away
