"""Checking in: by position, by the host's code, or both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.identity.person import Person
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid
from kith.foundation.language import later
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.momento.attendance.commands import (
    ACTOR,
    OPEN_BEFORE,
    guest_frame,
    host_frame,
    schema,
    topic,
)
from kith.products.momento.attendance.commands import queries as attendance
from kith.products.momento.attendance.weighing import arrival
from kith.products.momento.checkin.code import fits
from kith.products.momento.checkin.position import (
    MOST_FAVOUR,
    NEAR,
    Fix,
    Spot,
    believable,
    distance,
    is_there,
)

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
TOGETHER: Final = timedelta(minutes=15)
_TRIES = Limit(
    "momento.check_in", 12, timedelta(minutes=10), later("Please wait a few minutes before you try again.")
)


class CheckedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A check-in as its guest sees it. status: attended, late, no_show or disputed; method: position, code, host_list, reports, operator."""

    status: str
    method: str
    checked_in_at: datetime | None
    incontestable: bool


async def check_in(
    house: House,
    person: Person,
    event: UUID,
    *,
    code: str = "",
    fixes: Sequence[Fix] = (),
    sent_at: datetime | None = None,
) -> CheckedIn:
    """A guest says that they are there. A code, a position or both; with both and another guest beside them, nobody can contest it.
    `sent_at`: what the phone's clock said when it sent this; a clock that is wrong makes no fix old.

    Raises:
        NotFound: no confirmed seat.
        Conflict: too early or too late.
        Invalid: neither the code (field `code`) nor the position (field `fixes`) is right.
        TooMany: tried too often.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await guest_frame(db, event, person.id)
    await take(house, _TRIES, f"{event}:{person.id}")
    async with house.database.session(ACTOR, schema(house)) as db:
        await attendance.lock(db.connection, event=event)
        frame = await guest_frame(db, event, person.id)
        _check_time(db.now, frame)
        stops = [
            Spot(row["latitude"], row["longitude"]) async for row in queries.stops(db.connection, event=event)
        ]
        fix = await _fix_at(db, frame["profile_id"], stops, _by_our_clock(fixes, sent_at, db.now))
        by_code = bool(code.strip()) and fits(
            bytes(await queries.secret(db.connection, event=event)), event, code, db.now
        )
        if not by_code and (code.strip() or fix is None):
            raise _not_here(code, fixes)
        row = await queries.check_in(
            db.connection,
            event=event,
            profile=frame["profile_id"],
            status=arrival(db.now, frame["starts_at"]),
            method="code" if by_code else "position",
            latitude=None if fix is None else fix.latitude,
            longitude=None if fix is None else fix.longitude,
            accuracy=None if fix is None else fix.accuracy,
        )
        certain = row["incontestable"]
        if by_code and fix is not None:
            certain = await _certain(db, event, frame["profile_id"], row["id"], fix) or certain
        await announce(db, topic(event))
    return CheckedIn(
        status=row["status"], method=row["method"], checked_in_at=row["checked_in_at"], incontestable=certain
    )


async def check_in_as_host(house: House, person: Person, event: UUID) -> None:
    """The host, who has a seat too, is there: the code is theirs, so nobody need tell it to them.

    Raises:
        NotFound: not this person's event, or they do not take part in it.
        Conflict: too early or too late.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await host_frame(db, event, person.id)
        await attendance.lock(db.connection, event=event)
        frame = await guest_frame(db, event, person.id)
        _check_time(db.now, frame)
        await queries.check_in(
            db.connection,
            event=event,
            profile=frame["profile_id"],
            status=arrival(db.now, frame["starts_at"]),
            method="code",
            latitude=None,
            longitude=None,
            accuracy=None,
        )
        await announce(db, topic(event))


def _check_time(now: datetime, frame: Any) -> None:
    if now < frame["starts_at"] - OPEN_BEFORE:
        raise Conflict("Check-in opens half an hour before the first stop.", slug="too-early")
    if now > frame["ends_at"]:
        raise Conflict("This event is over, so nobody can check in any more.", slug="too-late")


def _by_our_clock(fixes: Sequence[Fix], sent_at: datetime | None, now: datetime) -> list[Fix]:
    if sent_at is None:
        return list(fixes)
    return [msgspec.structs.replace(fix, at=now - (sent_at - fix.at)) for fix in fixes]


async def _fix_at(db: Session, profile: UUID, stops: list[Spot], fixes: Sequence[Fix]) -> Fix | None:
    if not fixes:
        return None
    last = await queries.last_fix(db.connection, profile=profile)
    before = (
        None
        if last is None
        else Fix(
            latitude=last["latitude"], longitude=last["longitude"], accuracy=last["accuracy"], at=last["at"]
        )
    )
    fix = believable(fixes, stops, db.now, before)
    return fix if fix is not None and is_there(fix, stops) else None


def _not_here(code: str, fixes: Sequence[Fix]) -> Invalid:
    if code.strip():
        return Invalid(
            "That is not the code of this moment. Look at the host’s page again, it changes every half minute.",
            field="code",
        )
    if fixes:
        return Invalid(
            "By your phone’s position you are not at one of the stops. Ask the host for the code, or to tick you off the list.",
            field="fixes",
        )
    return Invalid("Type the host’s code, or let your phone tell where you are.", field="code")


async def _certain(db: Session, event: UUID, profile: UUID, own: UUID, fix: Fix) -> bool:
    beside: list[UUID] = []
    async for row in queries.together_with(
        db.connection, event=event, profile=profile, since=db.now - TOGETHER
    ):
        room = NEAR + min(fix.accuracy, MOST_FAVOUR) + min(row["accuracy"], MOST_FAVOUR)
        if distance(fix.spot, Spot(row["latitude"], row["longitude"])) <= room:
            beside.append(row["id"])
    if not beside:
        return False
    await queries.make_certain(db.connection, ids=[own, *beside])
    return True


def opens_at(frame: Any) -> datetime:
    """When check-in opens."""
    return frame["starts_at"] - OPEN_BEFORE


def phase(now: datetime, frame: Any) -> str:
    """early, open or over."""
    if now < opens_at(frame):
        return "early"
    return "open" if now <= frame["ends_at"] else "over"
