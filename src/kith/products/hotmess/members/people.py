"""Another member's page: what they show, what they put on; reporting and blocking them start here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.commons.safety import commands as safety
from kith.foundation.database import to_structs
from kith.foundation.errors import NotFound
from kith.products.hotmess.members.commands import ACTOR, acting, queries, schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House


class PutOn(msgspec.Struct, frozen=True):
    """Something a member puts on, live now."""

    id: UUID
    title: str
    starts_at: datetime | None
    timezone: str


class HotmessMember(msgspec.Struct, frozen=True, kw_only=True):
    """A member who shows their name. `id` is the profile that a report names; `xp` only of those who are on the leaderboard."""

    id: UUID
    username: str
    city_name: str | None
    since: datetime
    xp: int | None
    mine: bool
    beacons: list[PutOn]


async def shown(house: House, person: Person, username: str) -> HotmessMember:
    """A member's page, for members.

    Raises:
        NotFound: nobody who shows this name, or a block lies between the two; or whoever asks is no member.
        Refused: whoever asks is suspended.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await _member(db, person, username)
        rows = [one async for one in queries.puts_on(db.connection, person=row["user_id"])]
    return HotmessMember(
        id=row["id"],
        username=row["username"],
        city_name=row["city_name"],
        since=row["created_at"],
        xp=row["xp"],
        mine=row["user_id"] == person.id,
        beacons=to_structs(PutOn, rows),
    )


async def block(house: House, person: Person, username: str) -> None:
    """Be through with a member, everywhere in the house: neither sees the other's nights, tickets and posts any more. Nobody is told.

    Raises:
        NotFound, Refused: as `shown`.
        Invalid: oneself.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await _member(db, person, username)
        await safety.block(db, person.id, row["user_id"])


async def _member(db: Session, person: Person, username: str) -> Any:
    row = await queries.by_name(db.connection, username=username.replace("\0", ""), viewer=person.id)
    if row is None:
        raise NotFound
    return row
