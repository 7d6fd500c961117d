"""People, hosts and events of Momento, made the short way: as rows, past the pages.

The functions work through a house; `Momento` is a database to attack without one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg

from harness.attacked import Attacked
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.house import House

SCHEMA = "momento"
_ACTOR = service("tests.momento")


class Guest(msgspec.Struct, frozen=True):
    """Somebody with a profile: `id` signs in, `profile_id` is what others see."""

    id: UUID
    profile_id: UUID
    name: str
    email: str


class Host(msgspec.Struct, frozen=True):
    """A guest who hosts."""

    person: Guest
    host_id: UUID


class Event(msgspec.Struct, frozen=True):
    """An event in three days unless told otherwise, and its host."""

    id: UUID
    host: Host
    starts_at: datetime


async def make_guest(house: House, name: str = "Ada", *, birth_date: date = date(1990, 5, 17)) -> Guest:
    """A person of Momento with a profile."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        return await guest_in(db, name, birth_date)


async def guest_in(db: Session, name: str, birth_date: date = date(1990, 5, 17)) -> Guest:
    """As `make_guest`, in a transaction of the caller."""
    person: UUID = await db.connection.fetchval(
        "insert into auth.users (email) values ($1 || substr(gen_random_uuid()::text, 1, 8) || '@example.org') returning id",
        name.lower(),
    )
    email: str = await db.connection.fetchval("select email from auth.users where id = $1", person)
    await db.connection.execute(
        "insert into users (id, email, birth_date) values ($1, $2, $3)", person, email, birth_date
    )
    profile: UUID = await db.connection.fetchval(
        "insert into social_profiles (user_id, first_name, time_zone) values ($1, $2, 'Europe/Berlin') returning id",
        person,
        name,
    )
    return Guest(person, profile, name, email)


async def make_host(house: House, name: str = "Hedda") -> Host:
    """A person who hosts."""
    person = await make_guest(house, name)
    async with house.database.session(_ACTOR, SCHEMA) as db:
        host: UUID = await db.connection.fetchval(
            "insert into host_profiles (user_id, host_name) values ($1, $2) returning id", person.id, name
        )
    return Host(person, host)


async def make_event(
    house: House,
    host: Host,
    *,
    seats: tuple[int, int] = (2, 6),
    price: int = 0,
    starts_in: timedelta = timedelta(days=3),
    stops: int = 1,
    host_takes_part: bool = False,
    plus_one: bool = False,
) -> Event:
    """An event of one-hour stops that follow each other in Berlin."""
    starts_at = (house.clock.now() + starts_in).replace(microsecond=0)
    async with house.database.session(_ACTOR, SCHEMA) as db:
        event: UUID = await db.connection.fetchval(
            """insert into events (host_id, title, min_participants, max_participants, price_in_cents, host_is_attendee,
                                   plus_one_allowed)
               values ($1, 'Soup and stories', $2, $3, $4, $5, $6) returning id""",
            host.host_id,
            *seats,
            price,
            host_takes_part,
            plus_one,
        )
        for order in range(1, stops + 1):
            place: UUID = await db.connection.fetchval(
                """insert into locations (name, address, latitude, longitude, neighbourhood, city, time_zone)
                   values ($1, $1 || ' Street 1', 52.52345 + 0.01 * $2::int, 13.41234, 'Mitte', 'Berlin', 'Europe/Berlin')
                   returning id""",
                f"Place {order}",
                order,
            )
            await db.connection.execute(
                """insert into event_itinerary_stops (event_id, location_id, "order", title, start_time, end_time, time_zone)
                   values ($1, $2, $3, $4, $5, $6, 'Europe/Berlin')""",
                event,
                place,
                order,
                f"Stop {order}",
                starts_at + timedelta(hours=order - 1),
                starts_at + timedelta(hours=order),
            )
    return Event(event, host, starts_at)


async def invite(house: House, event: Event, guests: Sequence[Guest]) -> list[UUID]:
    """Invitations, open until the event begins; their ids in the guests' order."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        return [
            await db.connection.fetchval(
                "insert into invitations (event_id, profile_id, expires_at) values ($1, $2, $3) returning id",
                event.id,
                guest.profile_id,
                event.starts_at,
            )
            for guest in guests
        ]


async def seat(house: House, event: Event, guests: Sequence[Guest]) -> list[UUID]:
    """Guests of a free event, confirmed; the ids of their invitations."""
    invitations = await invite(house, event, guests)
    async with house.database.session(_ACTOR, SCHEMA) as db:
        for invitation in invitations:
            assert await db.connection.fetchval("select confirm_seat($1)", invitation) == "confirmed"
    return invitations


class Person(msgspec.Struct, frozen=True):
    """Somebody in a database under attack: who signs in, and what others see."""

    id: UUID
    profile: UUID


class Momento(Attacked):
    """Momento's rows, committed at once."""

    def __init__(self, url: str, schema: str = SCHEMA) -> None:
        super().__init__(url, schema)
        self._days_ago = itertools.count(20)
        self._began = self.one("select kith.now()")

    def later(self, offset: str, db: psycopg.Connection[Any] | None = None) -> None:
        """Move a connection's clock so far from the real one."""
        (db or self.db).execute("select set_config('kith.clock_offset', %s, false)", (offset,))

    def person(self, name: str = "Ada", **columns: Any) -> Person:
        user = self.one(
            "insert into auth.users (email) values (%s) returning id", f"{uuid4().hex}@example.org"
        )
        self.insert("users", {"id": user, "birth_date": "1990-05-17"} | columns)
        profile = self.insert("social_profiles", {"user_id": user, "first_name": name})
        return Person(user, profile)

    def people(self, number: int) -> list[Person]:
        return [self.person(f"Guest {index}") for index in range(1, number + 1)]

    def host(self, person: Person | None = None) -> UUID:
        person = person or self.person("Hedda")
        return self.insert("host_profiles", {"user_id": person.id, "host_name": "Hedda"})

    def event(
        self,
        host: UUID | None = None,
        *,
        starts: str = "3 days",
        seats: tuple[int, int] = (1, 6),
        **columns: Any,
    ) -> UUID:
        """An event of two hours; `starts` counts from the clock of `db`."""
        row = {
            "host_id": host or self.host(),
            "title": "Soup and stories",
            "min_participants": seats[0],
            "max_participants": seats[1],
        }
        event = self.insert("events", row | columns)
        self.stop(event, 1, starts)
        return event

    def stop(self, event: UUID, order: int, starts: str, hours: int = 2) -> UUID:
        place = self.insert("locations", {"name": "Tree", "latitude": 52.52345, "longitude": 13.41234})
        at = self.one(
            "select %s + coalesce(current_setting('kith.clock_offset', true), '0')::interval + %s::interval",
            self._began,
            starts,
        )
        return self.one(
            """insert into event_itinerary_stops (event_id, location_id, "order", title, start_time, end_time)
               values (%s, %s, %s, 'Meet', %s, %s) returning id""",
            event,
            place,
            order,
            at,
            at + timedelta(hours=hours),
        )

    def invite(self, event: UUID, person: Person, **columns: Any) -> UUID:
        row = {"event_id": event, "profile_id": person.profile, "expires_at": "infinity"}
        return self.insert("invitations", row | columns)

    def seat(self, event: UUID, *people: Person) -> list[UUID]:
        """Guests of a free event."""
        invitations = [self.invite(event, person) for person in people]
        assert [self.one("select confirm_seat(%s)", each) for each in invitations] == ["confirmed"] * len(
            people
        )
        return invitations

    def payment(self, invitation: UUID, db: psycopg.Connection[Any] | None = None) -> UUID:
        """An attempt to pay what the event asks."""
        row = (
            (db or self.db)
            .execute(
                """insert into payments (user_id, event_id, amount_in_cents, currency, invitation_id, seats)
               select p.user_id, e.id, e.price_in_cents * i.seats, e.currency, i.id, i.seats
               from invitations i join events e on e.id = i.event_id join social_profiles p on p.id = i.profile_id
               where i.id = %s returning id""",
                (invitation,),
            )
            .fetchone()
        )
        assert row is not None
        return row[0]

    def pay(self, invitation: UUID, db: psycopg.Connection[Any] | None = None) -> str:
        """Pay, and what became of it."""
        payment = self.payment(invitation, db)
        row = (
            (db or self.db)
            .execute("select settle_payment(%s, %s)", (payment, f"ch_{uuid4().hex}"))
            .fetchone()
        )
        assert row is not None
        return row[0]

    def attended(
        self, *people: Person, status: str = "attended", host: UUID | None = None, days_ago: int | None = None
    ) -> UUID:
        """An event of the past, completed, at which these people were; each on a day of its own unless told."""
        ago = days_ago or next(self._days_ago)
        self.later(f"-{ago + 3} days")
        event = self.event(host, seats=(1, max(2, len(people))))
        self.seat(event, *people)
        self.later(f"-{ago} days 1 hour")
        for person in people:
            self.insert("attendance", {"event_id": event, "profile_id": person.profile, "status": status})
        self.later("0")
        assert self.one("select complete_event(%s)", event)
        return event

    def file(self) -> UUID:
        """A file in the store, as far as the database knows."""
        row = {
            "purpose": "photo",
            "content_type": "image/jpeg",
            "bytes": 1,
            "sha256": bytes(32),
            "state": "kept",
        }
        return self.insert("stored_files", row | {"key": str(uuid4())})

    def insert_block(self, blocker: Person, blocked: Person) -> None:
        self.db.execute(
            "insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", (blocker.id, blocked.id)
        )


async def attend(house: House, event: Event, guests: Sequence[Guest], *, late: Sequence[Guest] = ()) -> None:
    """Guests were there; the clock has to stand after the doors opened."""
    async with house.database.session(_ACTOR, SCHEMA) as db:
        for guest in guests:
            await db.connection.execute(
                "insert into attendance (event_id, profile_id, status) values ($1, $2, $3)",
                event.id,
                guest.profile_id,
                "late" if guest in late else "attended",
            )


async def spend_evening(house: House, guests: Sequence[Guest], *, host: Host | None = None) -> Event:
    """A free event that these people attended, completed two hours after its end."""
    event = await make_event(house, host or await make_host(house), seats=(1, 12))
    await seat(house, event, guests)
    house.clock.move_to(event.starts_at + timedelta(minutes=10))
    await attend(house, event, guests)
    house.clock.move_to(event.starts_at + timedelta(hours=3, minutes=1))
    async with house.database.session(_ACTOR, SCHEMA) as db:
        assert await db.connection.fetchval("select complete_event($1)", event.id)
    return event
