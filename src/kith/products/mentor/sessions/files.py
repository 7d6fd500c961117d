"""Files that the two of a session hand each other: PDF, pictures, texts and office documents, up to 10 MB each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg

from kith.commons.media import files
from kith.commons.media.files import StoredFile
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _, later
from kith.foundation.live import announce
from kith.foundation.rate_limits import Limit, take
from kith.products.mentor import topics
from kith.products.mentor.sessions.commands import own, queries, schema, topic

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_ACTOR = service("mentor.session_files")
MOST: Final = 30
MOST_SENT: Final = 15_000_000
"""Bytes that are listened to, so that somebody whose file is a little too large hears so in words."""
_UPLOADS: Final = Limit(
    "mentor.session_files",
    30,
    timedelta(hours=1),
    later("That were many files at once. Please take a break of an hour."),
)


async def share(house: House, person: Person, booking: UUID, filename: str, data: bytes) -> UUID:
    """Hand the other a file; they are told once an hour at most.

    Raises:
        NotFound: not a confirmed session of theirs.
        Invalid: larger than 10 MB, or of a kind that is not passed on; the sentence says which are.
        Conflict: closed, as messages are, or thirty files are there already.
        TooMany: thirty within an hour.
        Unavailable: the store cannot be reached.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await own(db, person, booking)
    if row["closed"] is not None:
        raise Conflict("This session is closed for files. What is there stays for both of you.")
    await take(house, _UPLOADS, str(person.id))
    kept = await files.keep_document(
        house, schema(house), owner=person.id, purpose="session", data=data, filename=filename
    )
    role = "mentor" if row["mentor_user_id"] == person.id else "mentee"
    name = row[f"{role}_name"] or ""
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await files.use(db, [kept])
            made: UUID = await queries.share(db.connection, booking=booking, uploader=person.id, file=kept)
            await notify(
                db,
                house,
                row["mentee_user_id" if role == "mentor" else "mentor_user_id"],
                lambda: Notice(
                    subject=_("%(name)s sent you a file", name=name),
                    text=_("It waits on the page of your session."),
                    link=f"/mentor/sessions/{booking}#files",
                    hint=_("A file for a session of yours."),
                ),
                product="Mentor",
                topic=topics.MESSAGES,
                purpose="session.file",
                key=f"session-file:{booking}:{role}:{db.now:%Y%m%d%H}",
            )
            await announce(db, topic(booking))
    except asyncpg.IntegrityConstraintViolationError as refusal:
        if constraint_of(refusal) == "session_files_most":
            raise Conflict(
                "Thirty files are enough for a session. Take one away first.", slug="enough-files"
            ) from refusal
        raise
    return made


async def shared(house: House, person: Person, booking: UUID, file: UUID) -> StoredFile:
    """A file of a session, for its two.

    Raises:
        NotFound: not theirs, or taken back.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await own(db, person, booking)
        row = await queries.shared(db.connection, booking=booking, file=file)
        if row is None:
            raise NotFound
        return await files.known(db, row["file_id"])


async def take_back(house: House, person: Person, booking: UUID, file: UUID) -> None:
    """Take one's own file away; it leaves the store too.

    Raises:
        NotFound: not theirs.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        await own(db, person, booking)
        if await queries.withdraw(db.connection, booking=booking, file=file, uploader=person.id) is None:
            raise NotFound
        await announce(db, topic(booking))
