"""A member's centre: what every product told them, newest first, in one place."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.messaging.notices import Words, bound_to
from kith.commons.privacy import person_keys
from kith.foundation.actor import service
from kith.foundation.crypto import Unreadable
from kith.foundation.queries import load, streamed

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "centre.sql")
ACTOR: Final = service("messaging.centre")
MOST_COUNTED: Final = 99
"""Unread notices are counted up to here: more are many."""
_UNREAD: Final = (
    "select count(*) from (select 1 from kith.notices where person_id = $1 and in_centre and read_at is null "
    "and shown_at <= kith.now() limit $2) n"
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One notice. `cursor` leads to those before it."""

    id: UUID
    product: str
    topic: str
    subject: str
    text: str
    link: str | None
    shown_at: datetime
    read_at: datetime | None
    cursor: str


def live_topic(person_id: UUID) -> str:
    """What a person's open pages follow in schema `kith`: a hash, as the database's trigger announces it."""
    return f"notices:{hashlib.sha256(str(person_id).encode()).hexdigest()[:32]}"


async def unread(house: House, person: Person) -> int:
    """How many notices a person has not read, counted up to 99."""
    [row] = await house.database.read(person.actor, "kith", _UNREAD, person.id, MOST_COUNTED)
    return row["count"]


async def page(
    house: House, person: Person, *, before: tuple[datetime, int] | None = None, at_most: int = 30
) -> list[Told]:
    """A page of a person's centre, newest first; `before` is the place of the last one of the page before."""
    async with house.database.session(person.actor, "kith") as db:
        if before is None:
            found = queries.newest(db.connection, person_id=person.id, at_most=at_most)
        else:
            found = queries.older(
                db.connection, person_id=person.id, shown_at=before[0], sequence=before[1], at_most=at_most
            )
        rows = [row async for row in found]
    if not rows:
        return []
    async with house.database.session(ACTOR, "kith") as db:
        opened = await person_keys.opener(db, house, person.id)
    return [_told(row, words_of(row, opened)) for row in rows]


def place_of(cursor: str) -> tuple[datetime, int]:
    """The place a cursor names.

    Raises:
        ValueError: it is none of ours.
    """
    at, _separator, sequence = cursor.partition("_")
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError("the moment has no zone")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("the moment is none that a clock of ours can show") from None
    number = int(sequence)
    if not 0 <= number < 2**63:
        raise ValueError("no such place")
    return moment, number


def _told(row: Any, words: Words) -> Told:
    return Told(
        id=row["id"],
        product=row["product"],
        topic=row["topic"],
        subject=words.subject,
        text=words.text,
        link=words.link,
        shown_at=row["shown_at"],
        read_at=row["read_at"],
        cursor=f"{row['shown_at'].isoformat()}_{row['sequence']}",
    )


def words_of(row: Any, opened: Callable[[bytes, str], bytes]) -> Words:
    """A notice's words; dots where they cannot be read any more."""
    try:
        return msgspec.json.decode(opened(row["words"], bound_to(row["id"])), type=Words)
    except (Unreadable, msgspec.DecodeError):
        return Words("…", "", None)


async def link_of(house: House, person: Person, notice: UUID) -> str | None:
    """Where a notice leads; None where it leads nowhere, or is not the person's."""
    async with house.database.session(person.actor, "kith") as db:
        row = await queries.one(db.connection, person_id=person.id, id=notice)
    if row is None:
        return None
    async with house.database.session(ACTOR, "kith") as db:
        opened = await person_keys.opener(db, house, person.id)
    return words_of(row, opened).link


async def mark_read(house: House, person: Person, notice: UUID) -> bool:
    """One notice is read; False when the person has no such notice."""
    async with house.database.session(person.actor, "kith") as db:
        return await queries.read_one(db.connection, person_id=person.id, id=notice) is not None


async def mark_unread(house: House, person: Person, notice: UUID) -> bool:
    """One notice is to be looked at again; False when the person has no such notice."""
    async with house.database.session(person.actor, "kith") as db:
        return await queries.unread_one(db.connection, person_id=person.id, id=notice) is not None


async def mark_all_read(house: House, person: Person, until: datetime) -> None:
    """Everything shown up to a moment is read; what came after the page was drawn stays unread."""
    async with house.database.session(person.actor, "kith") as db:
        await queries.read_all(db.connection, person_id=person.id, until=until)


async def of_person(house: House, db: Session, person_id: UUID) -> AsyncIterator[dict[str, Any]]:
    """Everything a person was told, with its words, for their own copy (service, schema `kith`)."""
    try:
        opened = await person_keys.opener(db, house, person_id)
    except Unreadable:
        return  # nothing was ever sealed for them
    async for row in streamed(queries, "everything", db.connection, person_id=person_id):
        words = words_of(row, opened)
        told = {name: value for name, value in dict(row).items() if name != "words"}
        yield told | {"subject": words.subject, "text": words.text, "link": words.link}
