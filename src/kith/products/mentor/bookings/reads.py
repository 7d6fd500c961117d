"""Sessions as one of the two sees them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.products.mentor.bookings import commands, room
from kith.products.mentor.bookings.telling import queries

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

ACTOR = service("mentor.sessions")
MOST = 200


class SessionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of “my sessions”. `role` is the reader's: mentor or mentee.

    `state` is what to show: to_pay, requested, declined, unanswered (a request that lapsed), confirmed, running, over, off (called off),
    missed (somebody was absent).
    """

    id: UUID
    role: str
    other_name: str
    other_profile: UUID
    other_picture: str | None
    start: datetime
    end: datetime
    minutes: int
    status: str
    state: str
    mode: str
    expires_at: datetime | None
    price_cents: int
    currency: str


class SessionSeen(msgspec.Struct, frozen=True, kw_only=True):
    """All that a session's page shows. `back_cents` is what the mentee would get back if the reader called it off now."""

    line: SessionLine
    mentor_profile: UUID
    mentor_zone: str
    mentee_zone: str
    notes: str | None
    cancelled_by: str | None
    cancel_reason: str | None
    paid_cents: int
    refunded_cents: int
    paid_with: str
    policy: list[dict[str, float]]
    back_percent: int
    back_cents: int
    room_open: bool
    room_opens_at: datetime
    bank_at_work: bool
    may_call_off: bool
    may_move: bool
    was_confirmed: bool
    moved_to: UUID | None


def _state(row: Any, now: datetime) -> str:
    if row["no_show"] is not None:
        return "missed"
    if row["status"] == "declined":
        return "declined"
    if row["status"] == "cancelled":
        return "unanswered" if row["cancelled_by"] == "lapsed" and row["requested_at"] is not None else "off"
    if row["status"] == "pending":
        return "requested" if row["requested_at"] is not None else "to_pay"
    if row["status"] == "completed" or row["end_time"] <= now:
        return "over"
    return "running" if row["start_time"] <= now else "confirmed"


def _line(row: Any, person: UUID, now: datetime) -> SessionLine:
    role = "mentor" if row["mentor_user_id"] == person else "mentee"
    return SessionLine(
        id=row["id"],
        role=role,
        other_name=row["mentee_name" if role == "mentor" else "mentor_name"] or "",
        other_profile=row["mentee_profile" if role == "mentor" else "mentor_profile"],
        other_picture=row["mentee_picture" if role == "mentor" else "mentor_picture"],
        start=row["start_time"],
        end=row["end_time"],
        minutes=row["duration_minutes"],
        status=row["status"],
        state=_state(row, now),
        mode=row["mode"],
        expires_at=row["expires_at"],
        price_cents=row["price_cents"],
        currency=row["currency"],
    )


async def my_sessions(house: House, person: Person) -> list[SessionLine]:
    """One's sessions both ways, the latest first; at most 200."""
    async with house.database.session(ACTOR, commands.schema(house)) as db:
        rows = [row async for row in queries.of_person(db.connection, person=person.id, at_most=MOST)]
        return [_line(row, person.id, db.now) for row in rows]


async def session_seen(house: House, person: Person, booking: UUID) -> SessionSeen:
    """One session.

    Raises:
        NotFound: not theirs, or still being paid for by somebody else.
    """
    async with house.database.session(ACTOR, commands.schema(house)) as db:
        row = await commands.own(db, person, booking)
        now = db.now
    line = _line(row, person.id, now)
    live = line.state in ("requested", "confirmed")
    percent = commands.percent_if_called_off(row, line.role, now) if live else 0
    return SessionSeen(
        line=line,
        mentor_profile=row["mentor_profile"],
        mentor_zone=row["mentor_timezone"],
        mentee_zone=row["mentee_timezone"],
        notes=row["notes"],
        cancelled_by=row["cancelled_by"],
        cancel_reason=row["cancel_reason"],
        paid_cents=row["paid_cents"],
        refunded_cents=row["refunded_cents"],
        paid_with=row["paid_with"],
        policy=sorted(row["cancellation_policy"], key=lambda step: -step["hours"]),
        back_percent=percent,
        back_cents=row["paid_cents"] * percent // 100,
        room_open=row["status"] == "confirmed" and room.is_open(row["start_time"], row["end_time"], now),
        room_opens_at=row["start_time"] - room.OPENS_BEFORE,
        bank_at_work=row["bank_at_work"],
        may_call_off=live and row["start_time"] > now,
        was_confirmed=row["confirmed_at"] is not None,
        moved_to=row["moved_to"],
        may_move=live and line.role == "mentee" and row["start_time"] > now and percent == 100,
    )


async def way_in(house: House, person: Person, booking: UUID) -> str | None:
    """The address of the room for one of the two, None while it is closed.

    Raises:
        NotFound: not theirs.
    """
    async with house.database.session(ACTOR, commands.schema(house)) as db:
        row = await commands.own(db, person, booking)
        now = db.now
    if row["status"] not in ("confirmed", "completed") or not room.is_open(
        row["start_time"], row["end_time"], now
    ):
        return None
    name = row["mentor_name" if row["mentor_user_id"] == person.id else "mentee_name"] or ""
    return room.way_in(house.settings, row, name, now)
