"""The memory book: reading it, and what somebody wishes for. A wish is told only when both have it; “rather not” never."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec

from kith.commons.identity.person import Person
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.database import to_struct, to_structs
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.pages import Cursor, Page, encode
from kith.foundation.queries import load
from kith.products.momento import topics

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.memory")
LONGEST_NOTE = 2000
Wish = Literal["again", "rather_not", "none"]


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody met at an event, as they were then. `mutual` once both want to meet again."""

    id: UUID
    connected_profile_id: UUID
    event_id: UUID
    name: str
    face_card_photo_id: UUID | None
    was_photo_authentic: bool
    is_favorite: bool
    wish: Wish
    mutual: bool
    has_notes: bool
    title: str
    starts_at: datetime
    time_zone: str
    created_at: datetime


class SharedEvent(msgspec.Struct, frozen=True):
    """An event two people were at."""

    id: UUID
    title: str
    starts_at: datetime
    time_zone: str


class MemoryOpened(msgspec.Struct, frozen=True, kw_only=True):
    """A memory with its note, which nobody else can read, and the other times."""

    memory: Memory
    notes: str
    events: list[SharedEvent]


def _memory(row: Any) -> Memory:
    wish: Wish = (
        "again"
        if row["wants_to_connect_again"]
        else "rather_not"
        if row["does_not_want_to_connect_again"]
        else "none"
    )
    return to_struct(
        Memory,
        {
            **dict(row),
            "name": row["connected_profile_snapshot_name"],
            "wish": wish,
            "mutual": row["mutual_revealed_at"] is not None and wish == "again",
            "has_notes": bool(row.get("has_notes", row.get("private_notes"))),
        },
    )


def schema(house: House) -> str:
    return house.product("momento").schema


async def book(house: House, person: Person, after: Cursor | None, at_most: int) -> Page[Memory]:
    """One's memories, the latest first."""
    async with house.database.session(person.actor, schema(house)) as db:
        rows = [
            row
            async for row in queries.memories(
                db.connection,
                at=after.at if after else None,
                id=after.id if after else None,
                at_most=at_most + 1,
            )
        ]
    items = [_memory(row) for row in rows[:at_most]]
    return Page(items, encode(Cursor(items[-1].created_at, items[-1].id)) if len(rows) > at_most else None)


async def open_memory(house: House, person: Person, connection: UUID) -> MemoryOpened:
    """One memory, its note readable to its owner.

    Raises:
        NotFound: it is not one's own.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        row = await queries.memory(db.connection, connection=connection)
        if row is None:
            raise NotFound
        shared = [
            event async for event in queries.shared_events(db.connection, profile=row["connected_profile_id"])
        ]
    return MemoryOpened(
        memory=_memory(row),
        notes=_opened(house, connection, row["private_notes"]),
        events=to_structs(SharedEvent, shared),
    )


async def favour(house: House, person: Person, connection: UUID, favorite: bool) -> None:
    """Keep somebody near, for oneself.

    Raises:
        NotFound: it is not one's own.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        if await queries.favour(db.connection, connection=connection, favorite=favorite) != "UPDATE 1":
            raise NotFound


async def wish(house: House, person: Person, connection: UUID, wanted: Wish) -> bool:
    """Say whether one wants to meet again; returns whether both do now. Both are told in that moment, and only then.

    Raises:
        NotFound: it is not one's own.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        done = await queries.wish(
            db.connection, connection=connection, again=wanted == "again", rather_not=wanted == "rather_not"
        )
        if done != "UPDATE 1":
            raise NotFound
    if wanted != "again":
        return False
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.revealed(db.connection, connection=connection)
        if row is None:
            return False
        letters = [(row["one"], row["other_name"], row["id"]), (row["other"], row["one_name"], row["back"])]
        # In the same order whoever of the two comes: both may be here at this moment.
        for reader, name, memory in sorted(letters, key=lambda letter: letter[0]):
            await notify(
                db,
                house,
                reader,
                lambda name=name, memory=memory: _both(name, memory),
                product="Momento",
                topic=topics.MEMORIES,
                purpose="memory.mutual",
                key=f"mutual:{min(row['one'], row['other'])}:{max(row['one'], row['other'])}:{reader}",
            )
    return True


def _both(name: str, memory: UUID) -> Notice:
    return Notice(
        subject=_("%(name)s would like to see you again too", name=name),
        text=_(
            "You both said you would like to meet again. Now you can write to each other, and hosts see that you go well together.",
        ),
        link=f"/momento/memories/{memory}",
        hint=_("Somebody would like to see you again, too."),
    )


async def note(house: House, person: Person, connection: UUID, text: str) -> None:
    """Write a note only its owner can read.

    Raises:
        Invalid: longer than 2,000 characters.
        NotFound: it is not one's own.
    """
    words = text.strip()
    if len(words) > LONGEST_NOTE:
        raise Invalid("A note has at most 2,000 characters.", field="notes")
    sealed = _sealed(house, connection, words) if words else None
    async with house.database.session(person.actor, schema(house)) as db:
        if await queries.note(db.connection, connection=connection, notes=sealed) != "UPDATE 1":
            raise NotFound


def _sealed(house: House, connection: UUID, words: str) -> str:
    """`version.iv.tag.ciphertext`, each part in base64, bound to the memory."""
    sealed = house.keyring.seal(words, f"momento.note:{connection}")
    parts = (sealed.iv, sealed.tag, sealed.ciphertext)
    return ".".join([str(sealed.key_version), *(base64.b64encode(part).decode() for part in parts)])


def _opened(house: House, connection: UUID, envelope: str | None) -> str:
    if not envelope:
        return ""
    version, iv, tag, ciphertext = envelope.split(".")
    sealed = Sealed(base64.b64decode(ciphertext), base64.b64decode(iv), base64.b64decode(tag), int(version))
    try:
        return house.keyring.open(sealed, f"momento.note:{connection}")
    except Unreadable:
        return ""


def note_of(house: House, connection: UUID, envelope: str | None) -> str:
    """A note in clear, for its owner's export."""
    return _opened(house, connection, envelope)
