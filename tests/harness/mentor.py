"""Mentors, mentees and sessions, made the short way: as rows, past the pages.

The functions work through a house; `MentorRows` is a database to attack without one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from harness.attacked import Attacked
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.house import House

SCHEMA = "mentor"
_ACTOR = service("tests.mentor")


class Member(msgspec.Struct, frozen=True):
    """Somebody of Mentor: `id` signs in, `profile_id` is what addresses of pages name."""

    id: UUID
    profile_id: UUID
    name: str
    email: str


async def make_mentee(house: House, name: str = "Mia", zone: str = "Europe/Berlin") -> Member:
    """A mentee who finished the onboarding."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        member = await _member(db, name, "mentee")
        await db.connection.execute(
            "insert into mentee_profiles (user_id, timezone) values ($1, $2)", member.id, zone
        )
    return member


async def make_mentor(
    house: House, name: str = "Max", *, zone: str = "Europe/Berlin", open_always: bool = True, **columns: Any
) -> Member:
    """An active mentor: 60 minutes for 50.00 usd, booked at once, open every day around the clock unless told otherwise.

    `columns` are columns of mentor_profiles.
    """
    row = {
        "headline": "Has shipped it before",
        "skills": ["python"],
        "languages": ["English"],
        "hourly_rate": 5000,
        "notice": 0,
        "is_active": True,
        "timezone": zone,
    } | columns
    async with house.database.session(_ACTOR, SCHEMA) as db:
        member = await _member(db, name, "mentor")
        names = ", ".join(row)
        places = ", ".join(f"${index}" for index in range(2, len(row) + 2))
        await db.connection.execute(
            f"insert into mentor_profiles (user_id, {names}) values ($1, {places})", member.id, *row.values()
        )
        if open_always:
            await db.connection.execute(
                """insert into mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone)
                   select $1, weekday, 0, 1440, $2 from generate_series(0, 6) weekday""",
                member.id,
                zone,
            )
    return member


async def make_booking(
    house: House,
    mentor: Member,
    mentee: Member,
    start: datetime,
    *,
    minutes: int = 60,
    price: int = 0,
    paid_with: str = "nothing",
) -> UUID:
    """A booking through the one atomic call, nothing to pay unless told otherwise: confirmed, or before the mentor.

    Raises:
        AssertionError: it was refused.
    """
    async with house.database.session(_ACTOR, SCHEMA) as db:
        row = await db.connection.fetchrow(
            "select * from create_booking_if_free($1, $2, $3, $4, p_price_cents => $5, p_paid_with => $6)",
            mentor.id,
            mentee.id,
            start,
            start + timedelta(minutes=minutes),
            price,
            paid_with,
        )
    assert row["booking_id"] is not None, row["outcome"]
    return row["booking_id"]


async def complete(house: House, booking: UUID) -> None:
    """Have a session's end be reached; the clock must be past it."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        await db.connection.execute("update bookings set status = 'completed' where id = $1", booking)


def hour(house: House, days: int = 3, at: int = 12) -> datetime:
    """A full hour so many days from the house's now, UTC."""
    return (house.clock.now() + timedelta(days=days)).replace(hour=at, minute=0, second=0, microsecond=0)


async def _member(db: Session, name: str, role: str) -> Member:
    email = f"{name.lower().replace(' ', '.')}{uuid4().hex[:8]}@example.org"
    person: UUID = await db.connection.fetchval(
        "insert into auth.users (email, email_confirmed_at) values ($1, kith.now()) returning id", email
    )
    profile: UUID = await db.connection.fetchval(
        """insert into profiles (user_id, email, full_name, role, onboarding_completed)
           values ($1, $2, $3, $4::app_role, true) returning id""",
        person,
        email,
        name,
        role,
    )
    return Member(person, profile, name, email)


class MentorRows(Attacked):
    """Mentor's rows, committed at once."""

    def __init__(self, url: str, schema: str = SCHEMA) -> None:
        super().__init__(url, schema)

    def person(self, name: str = "Mia") -> UUID:
        user: UUID = self.one(
            "insert into auth.users (email) values (%s) returning id", f"{uuid4().hex}@example.org"
        )
        self.insert("profiles", {"user_id": user, "full_name": name})
        return user

    def mentor(self, **columns: Any) -> UUID:
        user = self.person("Max")
        self.db.execute("insert into mentor_profiles (user_id, is_active) values (%s, true)", (user,))
        for name, value in columns.items():
            self.db.execute(f"update mentor_profiles set {name} = %s where user_id = %s", (value, user))
        return user

    def book(
        self, mentor: UUID, mentee: UUID, start: str, minutes: int = 60, **how: Any
    ) -> tuple[UUID | None, str]:
        """Book at midnight UTC of next month plus `start` (an interval); `how` are named arguments of the atomic call."""
        named = "".join(f", {name} => %({name})s" for name in how)
        row = self.db.execute(
            f"""select booking_id, outcome from (select date_trunc('month', kith.now(), 'UTC') + interval '2 months' as d) t,
                  create_booking_if_free(%(mentor)s, %(mentee)s, d + %(start)s::interval,
                    d + %(start)s::interval + make_interval(mins => %(minutes)s){named})""",
            {"mentor": mentor, "mentee": mentee, "start": start, "minutes": minutes} | how,
        ).fetchone()
        assert row is not None
        return row[0], row[1]
