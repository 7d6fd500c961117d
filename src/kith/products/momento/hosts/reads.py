"""Hosts as anybody may see them, unless there is a block between."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from kith.foundation.database import Session, to_struct, to_structs
from kith.foundation.errors import NotFound
from kith.foundation.queries import load

queries = load(__file__)


class Comment(msgspec.Struct, frozen=True):
    """What a guest wrote: who it was stays open, and so does the day (`month` is its first)."""

    comment: str
    stars: int
    month: datetime


class HostPage(msgspec.Struct, frozen=True, kw_only=True):
    """A host in public; the average and its count from three ratings on."""

    id: UUID
    host_name: str
    host_bio: str | None
    average_rating: float | None
    ratings_count: int | None
    events_completed: int
    photo_id: UUID | None
    comments: list[Comment] = []


class MyHostProfile(msgspec.Struct, frozen=True):
    """One's own host profile."""

    id: UUID
    host_name: str
    host_bio: str | None


async def host_page(db: Session, host: UUID) -> HostPage:
    """A host, in the session of whoever asks.

    Raises:
        NotFound: there is none for this reader.
    """
    row = await queries.seen(db.connection, host=host)
    if row is None:
        raise NotFound
    comments = to_structs(Comment, [row async for row in queries.comments(db.connection, host=host)])
    return msgspec.structs.replace(to_struct(HostPage, row), comments=comments)


async def mine(db: Session) -> MyHostProfile:
    """The member's own host profile.

    Raises:
        NotFound: they do not host.
    """
    row = await queries.mine(db.connection)
    if row is None:
        raise NotFound
    return to_struct(MyHostProfile, row)
