"""Letters between two who have met: reading, writing, and their end when one blocks the other."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.identity.person import Person
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import constraint_of, to_structs
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.pages import Cursor, Page, encode
from kith.foundation.queries import load
from kith.products.momento import topics

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.messages")
LONGEST = 4000


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    """A line of one's conversations."""

    id: UUID
    name: str
    profile_id: UUID
    face_card_photo_id: UUID | None
    last_words: str | None
    last_is_mine: bool
    last_at: datetime
    unread: int


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One message."""

    id: UUID
    mine: bool
    content: str
    created_at: datetime


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation; not `open` when one of the two has blocked the other or left, which is not told apart. `zone` is the reader's."""

    id: UUID
    name: str
    profile_id: UUID
    face_card_photo_id: UUID | None
    open: bool
    zone: str
    messages: Page[Said]


def schema(house: House) -> str:
    return house.product("momento").schema


async def conversations(house: House, person: Person) -> list[Talk]:
    """One's conversations, the liveliest first."""
    async with house.database.session(person.actor, schema(house)) as db:
        me = await queries.my_profile(db.connection)
        rows = [row async for row in queries.conversations(db.connection)]
    others = await _others(house, [_other(row, me) for row in rows])
    return [
        Talk(
            id=row["id"],
            name=others[_other(row, me)]["name"],
            profile_id=_other(row, me),
            face_card_photo_id=others[_other(row, me)]["face_card_photo_id"],
            last_words=row["last_words"],
            last_is_mine=bool(row["last_is_mine"]),
            last_at=row["last_message_at"] or row["created_at"],
            unread=row["unread"],
        )
        for row in rows
    ]


async def zone_of(house: House, person: Person) -> str:
    """The zone a reader lives by."""
    async with house.database.session(person.actor, schema(house)) as db:
        return await queries.my_zone(db.connection) or "UTC"


async def conversation(
    house: House, person: Person, conversation_id: UUID, after: Cursor | None, at_most: int
) -> Conversation:
    """One conversation, newest message first; reading its first page marks it read.

    Raises:
        NotFound: it is not one's own.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        row = await queries.conversation(db.connection, conversation=conversation_id)
        if row is None:
            raise NotFound
        found = [
            message
            async for message in queries.messages(
                db.connection,
                conversation=conversation_id,
                at=after.at if after else None,
                id=after.id if after else None,
                at_most=at_most + 1,
            )
        ]
        if after is None:
            await queries.read_until(db.connection, conversation=conversation_id, at=db.now)
    other_id = _other(row, row["me"])
    other = (await _others(house, [other_id]))[other_id]
    async with house.database.session(_ACTOR, schema(house)) as db:
        blocked = await queries.blocked(db.connection, me=person.id, other=other["user_id"])
    items = to_structs(Said, found[:at_most])
    more = encode(Cursor(items[-1].created_at, items[-1].id)) if len(found) > at_most else None
    return Conversation(
        id=conversation_id,
        name=other["name"],
        profile_id=other_id,
        face_card_photo_id=other["face_card_photo_id"],
        open=other["active"] and not blocked,
        zone=row["zone"] or "UTC",
        messages=Page(items, more),
    )


async def open_with(house: House, person: Person, profile: UUID) -> UUID:
    """The conversation with somebody one has met.

    Raises:
        NotFound: one has not met them, or may not write: nobody is told which.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        me = await queries.my_profile(db.connection)
    if me is None or me == profile:
        raise NotFound
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            found = await queries.open_between(db.connection, one=me, other=profile)
            if found is None:  # both opened it in this moment
                found = await queries.open_between(db.connection, one=me, other=profile)
    except (asyncpg.CheckViolationError, asyncpg.ForeignKeyViolationError) as refusal:
        raise NotFound from refusal
    return found


async def say(house: House, person: Person, conversation_id: UUID, words: str) -> UUID:
    """Write a message. The other is told by mail when it is the first they have not read.

    Raises:
        Invalid: nothing, or more than 4,000 characters.
        NotFound: it is not one's own conversation.
        Conflict: it is closed.
    """
    text = words.strip()
    if not text or len(text) > LONGEST:
        raise Invalid("A message has between 1 and 4,000 characters.", field="content")
    async with house.database.session(person.actor, schema(house)) as db:
        row = await queries.conversation(db.connection, conversation=conversation_id)
        if row is None:
            raise NotFound
    other_id, me = _other(row, row["me"]), row["me"]
    people = await _others(house, [other_id, me])
    name = people[me]["name"]
    try:
        # As the house, so that the message and what it causes are one transaction; whose it is was asked above.
        async with house.database.session(_ACTOR, schema(house)) as db:
            said = await queries.say(db.connection, conversation=conversation_id, sender=me, words=text)
            await announce(db, f"conversation:{conversation_id}")
            if (
                await queries.unread_before(db.connection, conversation=conversation_id, profile=other_id)
                == 1
            ):
                await notify(
                    db,
                    house,
                    people[other_id]["user_id"],
                    lambda: Notice(
                        subject=_("%(name)s wrote to you", name=name),
                        text=_("%(name)s wrote to you on Momento.", name=name),
                        link=f"/momento/messages/{conversation_id}",
                        hint=_("You have a new message."),
                    ),
                    product="Momento",
                    topic=topics.MESSAGES,
                    purpose="message.new",
                    key=f"message:{said['id']}",
                )
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "messages_open":
            raise Conflict("This conversation is closed.", slug="closed") from refusal
        raise NotFound from refusal
    return said["id"]


def _other(row: Any, me: UUID) -> UUID:
    return row["high_profile_id"] if row["low_profile_id"] == me else row["low_profile_id"]


async def _others(house: House, ids: list[UUID]) -> dict[UUID, Any]:
    async with house.database.session(_ACTOR, schema(house)) as db:
        return {row["id"]: row async for row in queries.others(db.connection, ids=ids)}
