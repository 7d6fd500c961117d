"""People of JOSH as rows, for tests that are not about how they got there."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from kith.foundation.actor import service
from kith.foundation.house import House

_PATHS = {
    "unverified": (),
    "verified": ("verified",),
    "interviewing": ("verified", "interviewing"),
    "active": ("verified", "interviewing", "active"),
    "suspended": ("verified", "interviewing", "active", "suspended"),
}


async def enrol(
    house: House,
    phone: str,
    *,
    first_name: str = "Ada",
    last_name: str = "Byron",
    state: str = "active",
    time_zone: str | None = "America/New_York",
    region_id: UUID | None = None,
) -> UUID:
    """A registered person in this state; returns their id."""
    person = uuid4()
    async with house.database.session(service("tests.people"), "josh") as db:
        run = db.connection.execute
        await run(
            "insert into auth.users (id, phone, phone_confirmed_at) values ($1, $2, now())", person, phone
        )
        await run(
            """
            insert into users (id, phone_e164, phone_hash, first_name, last_name, birthday, time_zone,
                               region_id, sms_consent, age_consent, terms_consent, privacy_consent)
            values ($1, $2, $3, $4, $5, $6, $7, $8, true, true, true, true)
            """,
            person,
            phone,
            house.keyring.phone_hash(phone),
            first_name,
            last_name,
            date(1990, 5, 17),
            time_zone,
            region_id,
        )
        for following in _PATHS[state]:
            await run("update users set state = $2::user_state where id = $1", person, following)
    return person


async def open_region(
    house: House, slug: str, *, time_zone: str = "America/New_York", subdivision: str | None = "US-NY"
) -> UUID:
    """An open region; returns its id."""
    async with house.database.session(service("tests.people"), "josh") as db:
        return await db.connection.fetchval(
            """
            insert into regions (slug, display_name, state, geometry, time_zone, country, subdivision)
            values ($1, $1, 'open', '{"zips": ["10001"]}', $2, 'US', $3) returning id
            """,
            slug,
            time_zone,
            subdivision,
        )
