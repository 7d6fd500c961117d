"""Making a backup while people use the house: the database at one moment, and exactly the files that it speaks of at that moment.

While the dump runs the sweep takes nothing out of the store (`media.files.kept_lock`), so that every file of the snapshot is still there.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import asyncpg
import msgspec

from kith.commons.backups import archive, programs
from kith.commons.backups.archive import Writing
from kith.commons.backups.manifest import (
    DUMP,
    ERASURES,
    FILES,
    FILES_LIST,
    FORMAT,
    BackupFailed,
    FileEntry,
    Manifest,
    fingerprints,
)
from kith.commons.media.files import KEPT_LOCK
from kith.commons.media.store import Missing, store_of
from kith.commons.privacy import erased
from kith.foundation.owners import HOUSE_SCHEMA

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import Product

_connect: Any = getattr(asyncpg, "connect")  # noqa: B009 - asyncpg's own type of it is partly unknown
_TABLES: Final = """
select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any($1::text[]) and c.relkind in ('r', 'p') and not c.relispartition order by 1, 2
"""


def schemas_of(products: Sequence[Product]) -> list[str]:
    """What a backup holds: the house's schemas and these products'."""
    return ["auth", HOUSE_SCHEMA, *(product.schema for product in products)]


def named(target: Path, now: datetime) -> Path:
    """The archive's file: `target` itself when it is called .zip, else a new one in that folder."""
    return target if target.suffix == ".zip" else target / f"kith-{now:%Y%m%dT%H%M%SZ}.zip"


async def make(house: House, owner_url: str, file: Path) -> Manifest:
    """Write a backup of the database that `owner_url` owns, and of the house's files, to `file`, and read it through again.

    Raises:
        BackupFailed: something cannot be read or written; there is no archive then.
        Unavailable: the store of files is away.
    """
    async with _snapshot(owner_url) as (connection, snapshot):
        with archive.writing(file) as out:
            server = connection.get_server_version().major
            dumped_with = await _dump(out, owner_url, snapshot, server, schemas_of(house.products))
            entries = await _files(out, house, connection)
            people = await erased.noted(house)
            out.add(ERASURES, archive.write_erasures(people))
            manifest = Manifest(
                format=FORMAT,
                made_at=datetime.now(UTC),
                postgres=server,
                dumped_with=dumped_with,
                products=[product.slug for product in house.products],
                migrations=await _migrations(connection, schemas_of(house.products)),
                rows=await rows(connection, schemas_of(house.products)),
                files=len(entries),
                file_bytes=sum(entry.bytes for entry in entries),
                erasures=len(people),
                waiting=await _waiting(connection, house),
                keys=fingerprints(house.settings),
                sums=out.sums,
            )
            out.close_with(manifest)
    await asyncio.to_thread(_verify, file)
    return manifest


def _verify(file: Path) -> None:
    try:
        with archive.reading(file) as found:
            found.check()
    except BackupFailed:
        file.rename(file.with_suffix(".damaged"))
        raise


@asynccontextmanager
async def _snapshot(owner_url: str) -> AsyncGenerator[tuple[Any, str]]:
    """A transaction that sees one moment, and the name under which others see it too."""
    try:
        connection: Any = await _connect(owner_url)
    except (OSError, asyncpg.PostgresError) as away:
        raise BackupFailed(f"The database cannot be reached: {away}") from away
    try:
        # First the lock, then the moment: what the sweep took out before it was unwanted before.
        await connection.execute("select pg_advisory_lock(hashtextextended($1, 0))", KEPT_LOCK)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            yield connection, await connection.fetchval("select pg_export_snapshot()")
    except asyncpg.PostgresError as refused:
        raise BackupFailed(f"The database did not let itself be read: {refused}") from refused
    finally:
        await connection.close()


async def _dump(out: Writing, url: str, snapshot: str, server: int, schemas: list[str]) -> int:
    """Returns the major version of the program that did it."""
    program = await programs.find("pg_dump", server)
    words = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", *programs.lines(schemas, "--schema")]
    with out.part(DUMP) as part:
        async for piece in programs.output(program, *words, url):
            part.write(piece)
    return program.major


async def _files(out: Writing, house: House, connection: Any) -> list[FileEntry]:
    store = store_of(house)
    entries: list[FileEntry] = []
    for schema in schemas_of(house.products)[1:]:
        query = (
            f"select key, sha256 from {schema}.stored_files where state in ('kept', 'hidden') order by key"  # noqa: S608 - a schema of ours
        )
        for row in await connection.fetch(query):
            try:
                data = await store.get(row["key"])
            except Missing:
                raise BackupFailed(
                    f"The store has no file {row['key']}, which the database speaks of. "
                    "Nothing was written; look at the store first."
                ) from None
            if hashlib.sha256(data).digest() != row["sha256"]:
                raise BackupFailed(f"The file {row['key']} in the store is not the one that was put there.")
            out.add(FILES + row["key"], data)
            entries.append(FileEntry(row["key"], len(data), row["sha256"].hex()))
    out.add(FILES_LIST, b"".join(msgspec.json.encode(entry) + b"\n" for entry in entries))
    return entries


async def rows(connection: Any, schemas: list[str]) -> dict[str, int]:
    """How many rows each table of these schemas has."""
    counted: dict[str, int] = {}
    for table in await connection.fetch(_TABLES, schemas):
        name = f"{table['schema']}.{table['name']}"
        counted[name] = await connection.fetchval(
            f'select count(*) from "{table["schema"]}"."{table["name"]}"'  # noqa: S608 - names from the catalog
        )
    return counted


async def _migrations(connection: Any, schemas: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for schema in schemas[1:]:
        query = f"select migration_id from {schema}._yoyo_migrations order by 1"  # noqa: S608 - a schema of ours
        found[schema] = [row[0] for row in await connection.fetch(query)]
    return found


async def _waiting(connection: Any, house: House) -> int:
    total = 0
    for schema in schemas_of(house.products)[1:]:
        total += await connection.fetchval(
            f"select count(*) from {schema}.outbox where status = 'pending'"  # noqa: S608 - a schema of ours
        )
    return total
