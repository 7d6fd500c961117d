"""Writing on an event's board, taking posts off it, reporting them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit import commands as audit
from kith.commons.identity.person import Person
from kith.commons.safety import commands as safety
from kith.foundation.actor import service
from kith.foundation.database import Session, constraint_of, to_structs
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.posts")
LONGEST: Final = 1000
SHOWN: Final = 50
_POSTS = Limit(
    "momento.posts",
    10,
    timedelta(minutes=10),
    later("Let others have a word too; please wait a few minutes."),
)
_REPORTS = Limit("momento.post_reports", 10, timedelta(hours=1))
_END: Final = datetime(9999, 1, 1, tzinfo=UTC)


class Board(msgspec.Struct, frozen=True, kw_only=True):
    """An event's board as somebody sees it. `hosting`: they may remove posts; `may_write`: they may post."""

    event_id: UUID
    title: str
    begun: bool
    hosting: bool
    may_write: bool
    time_zone: str


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A post. `author` is a part and a number before the event begins, then a first name for those who are in."""

    id: UUID
    author: str
    mine: bool
    content: str
    created_at: datetime


def schema(house: House) -> str:
    return house.product("momento").schema


def topic(event: UUID) -> str:
    """What an open board follows."""
    return f"event:{event}:posts"


async def board(db: Session, event: UUID) -> Board:
    """The board, in a member's session.

    Raises:
        NotFound: they neither host the event nor were ever asked to it.
    """
    row = await queries.seen(db.connection, event=event)
    if row is None:
        raise NotFound
    begun = row["starts_at"] is not None and row["starts_at"] <= db.now
    return Board(
        event_id=event,
        title=row["title"],
        begun=begun,
        hosting=bool(row["hosting"]),
        may_write=row["may_write"],
        time_zone=row["time_zone"],
    )


async def posts(db: Session, event: UUID, before: datetime | None = None, at_most: int = SHOWN) -> list[Post]:
    """Posts newest first, in a member's session; none across a block."""
    rows: list[Any] = [
        row
        async for row in queries.listed(db.connection, event=event, before=before or _END, at_most=at_most)
    ]
    return to_structs(Post, rows)


async def write(house: House, person: Person, event: UUID, content: str) -> UUID:
    """Post on the board.

    Raises:
        NotFound: not one's event.
        Invalid: nothing to say, or more than 1000 characters.
        Conflict: one's invitation is over, or the event was called off.
        TooMany: ten posts in ten minutes.
    """
    content = content.strip()
    if not content:
        raise Invalid("Write a word or two first.", field="content")
    if len(content) > LONGEST:
        raise Invalid("A post has at most 1000 characters.", field="content")
    async with house.database.session(person.actor, schema(house)) as db:
        await board(db, event)
    await take(house, _POSTS, str(person.id))
    try:
        async with house.database.session(person.actor, schema(house)) as db:
            post: UUID = await queries.write(db.connection, event=event, content=content)
            await announce(db, topic(event))
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "event_posts_invited_only":
            raise Conflict("The host, guests and people still invited write here.") from refusal
        raise
    return post


async def find(house: House, person: Person, event: UUID, post: UUID) -> tuple[Board, Post]:
    """One post as this person sees it.

    Raises:
        NotFound: it is gone, or not theirs to see.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        seen = await board(db, event)
        before: datetime | None = None
        while page := await posts(db, event, before, 100):
            for each in page:
                if each.id == post:
                    return seen, each
            before = page[-1].created_at
    raise NotFound


async def remove(house: House, person: Person, event: UUID, post: UUID) -> None:
    """The host, or whoever wrote it, takes a post off the board; a host's removal of another's post is written down.

    Raises:
        NotFound: it is gone, or neither their event nor their post.
    """
    await find(house, person, event, post)
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.post(db.connection, post=post, event=event)
        if row is None or person.id not in (row["author_id"], row["host_user_id"]):
            raise NotFound
        await queries.remove(db.connection, post=post, by=person.id)
        await audit.record(
            db,
            admin=None,
            action="momento.post.removed",
            target_type="event_post",
            target_id=post,
            payload={
                "event": str(event),
                "by": "author" if person.id == row["author_id"] else "host",
                "person": str(person.id),
            },
            product="momento",
        )
        await announce(db, topic(event))


async def report(house: House, person: Person, event: UUID, post: UUID, reason: str) -> None:
    """Tell the moderators of a post; they get it as it is now, whatever becomes of it.

    Raises:
        NotFound: it is gone, or not theirs to see.
        Invalid: one's own.
        TooMany: ten in an hour.
    """
    _seen, found = await find(house, person, event, post)
    if found.mine:
        raise Invalid("This is your own post; you can remove it.", field="reason")
    await take(house, _REPORTS, str(person.id))
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.post(db.connection, post=post, event=event)
        if row is None:
            raise NotFound
        await safety.report(
            db,
            product="momento",
            reporter=person.id,
            reported=row["author_id"],
            category="other",
            content_type="post",
            content_id=post,
            details={"kind": "post", "comments": reason.strip()[:LONGEST]},
            snapshot={
                "content": row["content"],
                "event": str(event),
                "written_at": row["created_at"].isoformat(),
            },
            key=f"momento:post:{post}:{person.id}",
        )
