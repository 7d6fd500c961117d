"""Blocking, a hard stop both ways and told to nobody; reporting, with what was reported kept as it was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

import msgspec

from kith.commons.safety import commands as safety
from kith.commons.safety.reporting import require_category, submit
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.jobs import Schedule
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.mentor.bookings.telling import tell_ended

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.safety")
Kind = Literal["person", "session", "review"]
_MESSAGES_KEPT: Final = 50
_AT_A_TIME: Final = 100


class ReportSubject(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is about: whose it is, and how it stood when it was reported."""

    kind: Kind
    id: UUID
    user_id: UUID
    profile_id: UUID
    name: str
    snapshot: dict[str, Any]


class EndingSession(msgspec.Struct, frozen=True):
    """A session that a block would end; `back_cents` goes back to whoever paid."""

    id: UUID
    start: datetime
    back_cents: int
    currency: str


class Blocking(msgspec.Struct, frozen=True, kw_only=True):
    """What blocking somebody would do; `zone` is the reader's."""

    profile_id: UUID
    name: str
    zone: str
    ends: list[EndingSession]


def schema(house: House) -> str:
    return house.product("mentor").schema


async def _person(db: Session, viewer: Person, profile: UUID) -> Any:
    row = await queries.person(db.connection, viewer=viewer.id, profile=profile)
    if row is None:
        raise NotFound
    return row


async def before_blocking(house: House, person: Person, profile: UUID) -> Blocking:
    """What it would do, to be read before.

    Raises:
        NotFound: nobody one may look at, or oneself.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await _person(db, person, profile)
        ahead = [one async for one in queries.ahead(db.connection, one=person.id, other=row["user_id"])]
        zone = await queries.zone_of(db.connection, person=person.id)
    return Blocking(
        profile_id=profile,
        name=row["name"] or "",
        zone=zone,
        ends=[
            EndingSession(one["id"], one["start_time"], one["back_cents"], one["currency"]) for one in ahead
        ],
    )


async def block(house: House, person: Person, profile: UUID) -> int:
    """Be through with somebody, everywhere in the house: what the two have still to come ends with everything given back and counts against
    nobody, neither finds nor books the other, messages close. Returns how many sessions ended.

    Raises:
        NotFound: nobody one may look at, or oneself.
    """

    async def work(db: Session) -> int:
        row = await _person(db, person, profile)
        # A booking that is being made is either there now, or finds the block.
        await queries.lock(db.connection, one=person.id, other=row["user_id"])
        await safety.block(db, person.id, row["user_id"])
        return await _end(db, house, person.id, row["user_id"])

    return await house.database.transact(_ACTOR, schema(house), work)


async def _end(db: Session, house: House, one: UUID, other: UUID) -> int:
    ended = [row async for row in queries.end_between(db.connection, one=one, other=other)]
    for row in ended:
        if row["known"]:
            await tell_ended(db, house, row["id"], "house")
        await announce(db, f"booking:{row['id']}")
    return len(ended)


async def end_blocked(house: House) -> None:
    """A block made elsewhere in the house ends what is still to come here too."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        pairs = [row async for row in queries.blocked_pairs(db.connection, at_most=_AT_A_TIME)]
    for pair in pairs:

        async def work(db: Session, one: UUID = pair["one"], other: UUID = pair["other"]) -> int:
            await queries.lock(db.connection, one=one, other=other)
            if not await safety.blocked_between(db, one, other):
                return 0  # taken back meanwhile
            return await _end(db, house, one, other)

        await house.database.transact(_ACTOR, schema(house), work)


async def subject(house: House, person: Person, kind: Kind, subject_id: UUID) -> ReportSubject:
    """What somebody wants to report, if they may see it.

    Raises:
        NotFound: it is not theirs to see, or their own.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        if kind == "person":
            row = await _person(db, person, subject_id)
            snapshot = {name: row[name] for name in ("name", "headline", "bio") if row[name] is not None} | (
                {"picture": str(row["avatar_file_id"])} if row["avatar_file_id"] else {}
            )
        elif kind == "review":
            row = await queries.review(db.connection, viewer=person.id, review=subject_id)
            snapshot = {} if row is None else {name: row[name] for name in ("rating", "feedback")}
        else:
            row = await queries.session(db.connection, viewer=person.id, booking=subject_id)
            snapshot = {} if row is None else await _session_as_it_is(db, row)
        if row is None:
            raise NotFound
    return ReportSubject(
        kind=kind,
        id=subject_id,
        user_id=row["user_id"],
        profile_id=row["profile_id"],
        name=row["name"] or "",
        snapshot=snapshot,
    )


async def _session_as_it_is(db: Session, row: Any) -> dict[str, Any]:
    """What the other of the two wrote and sent."""
    booking, other = row["id"], row["user_id"]
    said = [
        f"{one['created_at']:%Y-%m-%d %H:%M} {one['message']}"
        async for one in queries.said(db.connection, booking=booking, person=other, at_most=_MESSAGES_KEPT)
    ]
    sent = [
        f"{one['filename']} ({one['content_type']}, {one['bytes']} bytes)"
        async for one in queries.sent(db.connection, booking=booking, person=other)
    ]
    notes = await queries.notes(db.connection, booking=booking, person=other)
    return {
        "session": f"{row['start_time']:%Y-%m-%d %H:%M} UTC, {row['status']}",
        "messages": "\n".join(reversed(said)),
        "files": "\n".join(sent),
        "notes": notes or "",
    }


async def report(
    house: House, person: Person, kind: Kind, subject_id: UUID, category: str, comment: str
) -> None:
    """Tell our team; it gets what was reported as it is now. The reported person is never told who.

    Raises:
        NotFound: it is not theirs to see, or their own.
        Invalid: no category of ours.
        TooMany: ten in an hour.
    """
    require_category(category)
    found = await subject(house, person, kind, subject_id)
    await submit(
        house,
        product="mentor",
        reporter=person.id,
        reported=found.user_id,
        category=category,
        kind=kind,
        subject=subject_id,
        comment=comment,
        snapshot=found.snapshot,
    )


SCHEDULES = [Schedule(name="mentor.safety.blocks", cron="* * * * *", run=end_blocked)]
