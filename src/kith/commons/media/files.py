"""Files of a schema. `keep` writes the row, then the store; the transaction that refers to a file `use`s it; what nobody uses goes after an hour.

Who may see a file the product decides: nothing here asks.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.commons.media import documents
from kith.commons.media.store import Missing, store_of
from kith.foundation.actor import service
from kith.foundation.database import to_struct
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "files.sql")
_log = logger(__name__)
_ACTOR = service("media.files")
UNUSED_FOR: Final = timedelta(hours=1)
KEPT_LOCK: Final = "kith.files.kept"
"""Advisory lock that whoever copies the store holds; meanwhile nothing is taken out of it."""


class StoredFile(msgspec.Struct, frozen=True):
    """What is known of a file. `key` is where it lies, for the store only."""

    id: UUID
    owner_id: UUID | None
    purpose: str
    filename: str | None
    content_type: str
    size: int
    sha256: bytes
    key: str
    created_at: datetime


async def keep(
    house: House,
    schema: str,
    *,
    owner: UUID | None,
    purpose: str,
    data: bytes,
    content_type: str,
    filename: str | None = None,
) -> UUID:
    """Write a file that was checked before; outside any transaction. It goes again within an hour or two unless something `use`s it.

    Raises:
        Unavailable: the store cannot be reached.
    """
    key = f"{schema}/{purpose}/{secrets.token_hex(24)}"
    async with house.database.session(_ACTOR, schema) as db:
        file_id: UUID = await queries.announce(
            db.connection,
            owner_id=owner,
            purpose=purpose,
            filename=filename,
            content_type=content_type,
            bytes=len(data),
            sha256=hashlib.sha256(data).digest(),
            key=key,
        )
    await store_of(house).put(key, data, content_type)
    return file_id


async def keep_document(
    house: House, schema: str, *, owner: UUID, purpose: str, data: bytes, filename: str, field: str = "file"
) -> UUID:
    """As `keep`, for a file as somebody sent it: of a known kind, at most 10 MB.

    Raises:
        Invalid: it is not one of those; the sentence says which are.
        Unavailable: the store cannot be reached.
    """
    found = documents.examine(data, filename, field=field)
    return await keep(
        house,
        schema,
        owner=owner,
        purpose=purpose,
        data=data,
        content_type=found.content_type,
        filename=found.filename,
    )


async def use(db: Session, file_ids: Sequence[UUID]) -> None:
    """From the caller's commit on (service), something refers to these files.

    Raises:
        Conflict: one of them is gone already.
    """
    used = [row async for row in queries.use(db.connection, ids=list(file_ids))]
    if len(used) != len(set(file_ids)):
        raise Conflict("This file was sent too long ago. Please send it again.", slug="file-gone")


async def known(db: Session, file_id: UUID) -> StoredFile:
    """A file in use (service).

    Raises:
        NotFound: there is none.
    """
    row = await queries.one(db.connection, id=file_id)
    if row is None:
        raise NotFound
    return to_struct(StoredFile, row)


async def known_to_moderators(db: Session, file_id: UUID) -> StoredFile:
    """A file in use, or one that a decision took away and that may come back (service). For nobody but those who decide.

    Raises:
        NotFound: there is none.
    """
    row = await queries.kept_or_hidden(db.connection, id=file_id)
    if row is None:
        raise NotFound
    return to_struct(StoredFile, row)


async def read(house: House, file: StoredFile) -> bytes:
    """The bytes of a file, outside any transaction.

    Raises:
        NotFound: it has just gone.
        Unavailable: the store cannot be reached.
    """
    try:
        return await store_of(house).get(file.key)
    except Missing:
        raise NotFound from None


async def open_file(house: House, schema: str, file_id: UUID) -> tuple[StoredFile, bytes]:
    """A file and its bytes, outside any transaction.

    Raises:
        NotFound: there is none.
        Unavailable: the store cannot be reached.
    """
    async with house.database.session(_ACTOR, schema) as db:
        file = await known(db, file_id)
    return file, await read(house, file)


async def of_owner(db: Session, person_id: UUID) -> list[StoredFile]:
    """A person's files in this schema, oldest first (service)."""
    return [to_struct(StoredFile, row) async for row in queries.of_owner(db.connection, owner_id=person_id)]


async def delete_later(db: Session, file_ids: Sequence[UUID]) -> None:
    """From the caller's commit on (service) these files are gone; the sweep empties the store."""
    await queries.throw_away(db.connection, ids=list(file_ids))


async def delete_all_of(db: Session, person_id: UUID) -> None:
    """As `delete_later`, for everything a person owns in this schema."""
    await queries.throw_away_of(db.connection, owner_id=person_id)


async def sweep(house: House, schema: str) -> None:
    """Take what is unwanted, or was never used, out of the store; the row goes last, so a killed sweep is finished by the next.

    Nothing happens while a backup is being made.
    """
    async with house.database.session(_ACTOR, schema) as db:
        if not await queries.may_take_out(db.connection, lock=KEPT_LOCK):
            return
        await queries.forgotten(db.connection, before=db.now - UNUSED_FOR)
        going = [row async for row in queries.unwanted(db.connection, at_most=200)]
    for row in going:
        await store_of(house).delete(row["key"])
        async with house.database.session(_ACTOR, schema) as db:
            await queries.gone(db.connection, id=row["id"])


def schedule_of(schema: str) -> Schedule:
    """The sweep of a schema's files."""

    async def run(house: House) -> None:
        await sweep(house, schema)

    return Schedule(name=f"{schema}.files.sweep", cron="* * * * *", run=run)
