"""The language a person wants to be written to in, kept with their account: letters reach people who are not at any page."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation import language
from kith.foundation.database import Session
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "languages.sql")


async def language_of(db: Session, person_id: UUID | None) -> str | None:
    """The tag of the person's language; None for nobody and for whoever never said (service)."""
    return await queries.language_of(db.connection, person_id=person_id)


async def remember(db: Session, person_id: UUID, tag: str) -> None:
    """Write to the person in this language from now on (service)."""
    await queries.remember(db.connection, person_id=person_id, language=tag)


async def note_first(db: Session, person_id: UUID) -> None:
    """At a sign-in, the language of the request becomes the person's, unless they have one or asked for none (service)."""
    tag = language.stated()
    if tag is not None:
        await queries.note_first(db.connection, person_id=person_id, language=tag)


async def answering(db: Session, house: House, person_id: UUID | None) -> AbstractContextManager[None]:
    """As `writing_to`, for a code somebody asks for: whoever never got in yet reads the language it was asked for in (service)."""
    reader = await queries.reader(db.connection, person_id=person_id)
    is_new = reader is None or not reader["was_here"]
    known = None if reader is None else reader["language"]
    return language.languages(house).speaking(known or (language.stated() if is_new else None))


async def writing_to(db: Session, house: House, person_id: UUID | None) -> AbstractContextManager[None]:
    """A context in which texts are in the person's language (service). To nobody we know, the language in force stays."""
    # Asked for nobody as well: the time it takes tells nothing about who has an account.
    known = await language_of(db, person_id)
    tag = language.stated() if person_id is None else known
    return language.languages(house).speaking(tag)
