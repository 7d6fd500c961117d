"""Blocking, a hard stop in both directions and told to nobody; reporting, with what was reported kept as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from uuid import UUID

import msgspec

from kith.commons.identity.person import Person
from kith.commons.safety import commands as safety
from kith.commons.safety.reporting import require_category, submit
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.live import announce
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.safety")
Kind = Literal["person", "message", "photo", "event"]
KINDS: Final = get_args(Kind)


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is about: whose it is, and how it stood when it was reported."""

    kind: Kind
    id: UUID
    profile_id: UUID
    name: str
    snapshot: dict[str, Any]


def schema(house: House) -> str:
    return house.product("momento").schema


async def block(house: House, person: Person, profile: UUID) -> None:
    """Be through with somebody: open invitations between the two end, and from now on neither meets the other anywhere in the house.

    Raises:
        NotFound: nobody one may look at.
        Invalid: oneself.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        if not await queries.seen(db.connection, profile=profile):
            raise NotFound
    async with house.database.session(_ACTOR, schema(house)) as db:
        other = await queries.person(db.connection, profile=profile)
        await safety.block(db, person.id, other["user_id"])
        async for row in queries.withdraw(db.connection, one=person.id, other=other["user_id"]):
            await announce(db, f"event:{row['event_id']}")


async def subject(house: House, person: Person, kind: Kind, subject_id: UUID) -> Subject:
    """What somebody wants to report, if they may see it.

    Raises:
        NotFound: it is not theirs to see, or their own.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        found = await _seen(db, kind, subject_id)
    async with house.database.session(_ACTOR, schema(house)) as db:
        profile: UUID | None = found.get("profile_id")
        if kind == "photo":
            owner = await queries.photo_owner(db.connection, photo=subject_id)
            profile = owner["profile_id"]
            found["file"] = str(owner["large_file_id"])
        elif kind == "event":
            profile = await queries.host_profile(db.connection, host=found.pop("host_id"))
        if profile is None:
            raise NotFound
        somebody = await queries.person(db.connection, profile=profile)
    if somebody is None or somebody["user_id"] == person.id:
        raise NotFound
    if kind == "person":
        found = {
            "name": somebody["name"],
            "bio": somebody["bio"],
            "photo": str(somebody["current_photo_id"] or ""),
        }
    return Subject(
        kind=kind,
        id=subject_id,
        profile_id=profile,
        name=somebody["name"],
        snapshot={name: value for name, value in found.items() if name != "profile_id"},
    )


async def _seen(db: Any, kind: Kind, subject_id: UUID) -> dict[str, Any]:
    if kind == "person":
        if not await queries.seen(db.connection, profile=subject_id):
            raise NotFound
        return {"profile_id": subject_id}
    find = {"message": queries.message, "photo": queries.photo, "event": queries.event}[kind]
    row = await find(db.connection, **{kind: subject_id})
    if row is None:
        raise NotFound
    return {name: str(value) if name in ("id", "created_at") else value for name, value in dict(row).items()}


async def report(
    house: House, person: Person, kind: Kind, subject_id: UUID, category: str, comment: str
) -> None:
    """Tell our team; it gets what was reported as it is now, whatever becomes of it. The reported person is never told who.

    Raises:
        NotFound: it is not theirs to see, or their own.
        Invalid: no category of ours.
        TooMany: ten in an hour.
    """
    require_category(category)
    found = await subject(house, person, kind, subject_id)
    async with house.database.session(_ACTOR, schema(house)) as db:
        reported = await queries.person(db.connection, profile=found.profile_id)
    await submit(
        house,
        product="momento",
        reporter=person.id,
        reported=reported["user_id"],
        category=category,
        kind=kind,
        subject=subject_id,
        comment=comment,
        snapshot=found.snapshot,
    )
