"""Reading and writing a beacon's thread; taking posts out of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit.commands import Admin, record
from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.database import Session, to_structs
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.hotmess.beacons import commands as beacons
from kith.products.hotmess.evidence.commands import link_proof
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.rulesets import commands as rulesets
from kith.products.hotmess.rulesets.checks import flags

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("hotmess.threads")
LONGEST: Final = 2000
SHOWN: Final = 30
_POSTS: Final = Limit(
    "hotmess.posts",
    10,
    timedelta(minutes=10),
    later("Let others have a word too; please wait a few minutes."),
)


class ThreadPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post. `author` is a name if they show it; `status` is other than visible for its author only."""

    id: UUID
    post_type: str
    author: str | None
    mine: bool
    body: str
    status: str
    created_at: datetime


def schema(house: House) -> str:
    return house.product("hotmess").schema


def topic(beacon: UUID) -> str:
    """What an open thread follows."""
    return f"beacon:{beacon}:thread"


async def posts(
    house: House, viewer: UUID | None, beacon: UUID, cursor: str = "", at_most: int = SHOWN
) -> keyset.Page[ThreadPost]:
    """A thread, newest first, as the viewer may see it.

    Raises:
        NotFound: not a beacon they may see.
        Invalid: a cursor that is none.
    """
    after = keyset.decode(cursor)
    async with house.database.session(_ACTOR, schema(house)) as db:
        await beacons.read(db, beacon, viewer)
        rows: list[Any] = [
            row
            async for row in queries.listed(
                db.connection,
                beacon=beacon,
                viewer=viewer,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
    found = to_structs(ThreadPost, [dict(row) | {"mine": bool(row["mine"])} for row in rows[:at_most]])
    more = keyset.encode(keyset.Cursor(found[-1].created_at, found[-1].id)) if len(rows) > at_most else None
    return keyset.Page(found, more)


async def write(
    house: House, person: Person, beacon: UUID, body: str, post_type: str = "comment"
) -> tuple[UUID, bool]:
    """Write a comment or a proof of having been there. What the beacon's rules notice is held back until somebody has read it.

    Returns the post and whether others see it.

    Raises:
        NotFound: not a beacon they may see, or not a member.
        Invalid: nothing to say, or too much.
        Conflict: the thread is closed.
        TooMany: ten posts in ten minutes.
    """
    body = body.strip()
    if not body:
        raise Invalid("Write a word or two first.", field="body")
    if len(body) > LONGEST:
        raise Invalid("A post has at most 2,000 characters.", field="body")
    if post_type not in ("comment", "proof"):
        raise Invalid("A post is a comment or a proof.", field="post_type")
    await take(house, _POSTS, str(person.id))
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await acting(db, person.id)
            row = await beacons.read(db, beacon, person.id)
            if row["state"] != "live":
                raise Conflict("This thread is closed.", slug="thread-closed")
            noticed = flags(rulesets.checks_of(await rulesets.of_beacon(db, beacon)), body)
            post: UUID = await queries.add(
                db.connection,
                beacon=beacon,
                author=person.id,
                post_type=post_type,
                body=body,
                status="flagged" if noticed else "visible",
                flags=noticed,
            )
            if post_type == "proof":
                await link_proof(db, beacon, person.id, post)
            if not noticed:
                await announce(db, topic(beacon))
    except asyncpg.PostgresError as refusal:
        if getattr(refusal, "sqlstate", "") == "KT409":
            raise Conflict("This thread is closed.", slug="thread-closed") from refusal
        raise
    return post, not noticed


async def say(db: Session, beacon: UUID, body: str) -> UUID:
    """The house says something in a thread, in the caller's transaction (service)."""
    post: UUID = await queries.add(
        db.connection,
        beacon=beacon,
        author=None,
        post_type="system",
        body=body,
        status="visible",
        flags={},
    )
    await announce(db, topic(beacon))
    return post


async def find(house: House, person: Person, post: UUID) -> tuple[UUID, Any]:
    """A post that this person may take out, with its beacon.

    Raises:
        NotFound: as `take_out`.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, post=post)
    if row is None or person.id not in (row["author_id"], row["owner_id"]) or row["status"] == "removed":
        raise NotFound
    return row["beacon_id"], row


async def take_out(house: House, person: Person, post: UUID) -> UUID:
    """Take a post out of a thread: its author removes it, the beacon's owner hides it (which is written down). Returns the beacon.

    Raises:
        NotFound: it is gone, or neither one's post nor one's beacon.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, post=post)
        if row is None or person.id not in (row["author_id"], row["owner_id"]):
            raise NotFound
        to_state = "removed" if person.id == row["author_id"] else "hidden"
        if row["status"] in ("removed", to_state) or row["post_type"] == "system":
            raise NotFound
        await queries.move(
            db.connection, post=post, from_state=row["status"], to_state=to_state, by=person.id
        )
        if to_state == "hidden":
            await record(
                db,
                admin=None,
                actor_id=person.id,
                action="post.hidden",
                target_type="post",
                target_id=post,
                before={"status": row["status"]},
                after={"status": to_state},
                product="hotmess",
            )
        await announce(db, topic(row["beacon_id"]))
    return row["beacon_id"]


async def moderate(house: House, admin: Admin, post: UUID, to_state: str, reason: str) -> None:
    """A moderator clears a held-back post (visible), hides or removes one, or brings one back.

    Raises:
        NotFound: there is no such post.
        Conflict: it cannot go there.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, post=post)
        if row is None or to_state not in ("visible", "hidden", "removed"):
            raise NotFound
        await queries.move(db.connection, post=post, from_state=row["status"], to_state=to_state, by=admin.id)
        await record(
            db,
            admin=admin,
            action=f"post.{to_state}",
            target_type="post",
            target_id=post,
            reason=reason,
            before={"status": row["status"]},
            after={"status": to_state},
            product="hotmess",
        )
        await announce(db, topic(row["beacon_id"]))


async def held_back(house: House) -> list[Any]:
    """What the checks held back, oldest first; at most 100."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        return [row async for row in queries.flagged(db.connection, at_most=100)]
