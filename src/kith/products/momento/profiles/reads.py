"""One's own profile, people as others see them, and what one can be interested in. In a member's session, who asks is checked by the database."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from kith.foundation.database import Session, to_struct, to_structs
from kith.foundation.errors import NotFound
from kith.foundation.queries import load

queries = load(__file__)
MOST_SUGGESTED = 12


class MyProfile(msgspec.Struct, frozen=True, kw_only=True):
    """One's own profile, the private parts included. `location` is the city."""

    id: UUID
    first_name: str
    preferred_name: str | None
    last_name: str | None
    birth_date: date
    status: str
    bio: str | None
    gender: str | None
    occupation: str | None
    location: str | None
    palette: str
    current_photo_id: UUID | None
    current_face_card_photo_id: UUID | None
    interests: list[str]

    @property
    def name(self) -> str:
        return self.preferred_name or self.first_name


class SeenPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody as the viewer may see them; `liked` is the viewer's own secret."""

    id: UUID
    name: str
    photo_id: UUID | None
    face_card_photo_id: UUID | None
    photo_authentic: bool
    bio: str | None
    occupation: str | None
    gender: str | None
    location: str | None
    interests: list[str]
    host_id: UUID | None
    liked: bool


class Interest(msgspec.Struct, frozen=True):
    """Something to be interested in."""

    id: int
    name: str
    theme: str


async def mine(db: Session) -> MyProfile:
    """The member's own profile.

    Raises:
        NotFound: they have none yet.
    """
    row = await queries.mine(db.connection)
    if row is None:
        raise NotFound
    return to_struct(MyProfile, row)


async def has_profile(db: Session) -> bool:
    """Whether the member has a profile here."""
    return await queries.my_profile_id(db.connection) is not None


async def person(db: Session, profile_id: UUID) -> SeenPerson:
    """Somebody the member may look at.

    Raises:
        NotFound: they may not, or there is nobody.
    """
    found = await _seen(db, [profile_id])
    if not found:
        raise NotFound
    return found[0]


async def liked(db: Session) -> list[SeenPerson]:
    """Whom the member likes and may still look at, newest first."""
    likes: list[UUID] = await queries.my_likes(db.connection) or []
    by_id = {seen.id: seen for seen in await _seen(db, likes)}
    return [by_id[like] for like in reversed(likes) if like in by_id]


async def _seen(db: Session, ids: list[UUID]) -> list[SeenPerson]:
    likes = set(await queries.my_likes(db.connection) or [])
    rows = [row async for row in queries.people(db.connection, ids=ids)]
    return [msgspec.convert({**dict(row), "liked": row["id"] in likes}, SeenPerson) for row in rows]


async def catalogue(db: Session) -> list[Interest]:
    """Everything, by theme and name."""
    return to_structs(Interest, [row async for row in queries.interests(db.connection)])


async def suggested(db: Session, words: str) -> list[Interest]:
    """At most twelve interests that fit what was typed, best first; none for nothing."""
    words = words.strip()
    if not words:
        return []
    plain = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    found = queries.interests_like(
        db.connection, pattern=f"{plain}%", inside=f"%{plain}%", at_most=MOST_SUGGESTED
    )
    return to_structs(Interest, [row async for row in found])


async def my_interests(db: Session) -> list[int]:
    """What the member picked."""
    return [row["interest_id"] async for row in queries.my_interests(db.connection)]
