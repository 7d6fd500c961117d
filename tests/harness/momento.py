"""People, hosts and events of Momento, made the short way: as rows, past the pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

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
