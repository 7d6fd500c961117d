"""Many yeses at once: one lock, never too many, everybody answered once. The bench runs the same with workers killed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest

from harness.people import enrol, open_region
from harness.phone import Phone
from kith.foundation.actor import service
from kith.foundation.house import House

_TESTS = service("tests.race")
GUESTS, SEATS = 30, 5


async def _gathering(house: House, people: list[UUID], region: UUID) -> UUID:
    linkup = uuid4()
    async with house.database.session(_TESTS, "josh") as db:
        await db.connection.execute(
            """
            insert into linkups (id, initiator_user_id, region_id, brief, starts_at, ends_at, acceptance_window_ends_at,
                                 min_size, max_size, linkup_create_key, time_zone)
            values ($1, $2, $3, $4, $5, $6, $7, 2, $8, 'race', 'UTC')
            """,
            linkup,
            people[0],
            region,
            {"activity_key": "coffee", "time_window": "SAT_MORNING"},
            db.now + timedelta(days=1),
            db.now + timedelta(days=1, hours=1),
            db.now + timedelta(hours=4),
            SEATS + 1,
        )
        await db.connection.execute("update linkups set state = 'broadcasting' where id = $1", linkup)
        await db.connection.execute(
            """
            insert into linkup_invites (linkup_id, invited_user_id, sent_at, idempotency_key)
            select $1::uuid, person, kith.now(), 'race:' || person::text from unnest($2::uuid[]) person
            """,
            linkup,
            people[1:],
        )
    return linkup


@pytest.mark.postgres15
async def test_thirty_yeses_for_five_seats_lock_once_and_everybody_gets_one_fitting_answer(
    house: House, client: httpx.AsyncClient
) -> None:
    region = await open_region(house, "race")
    numbers = [f"+1212555{1000 + number}" for number in range(GUESTS + 1)]
    people = [await enrol(house, number, region_id=region) for number in numbers]
    linkup = await _gathering(house, people, region)
    phones = [Phone(house, client, number) for number in numbers[1:]]

    await asyncio.gather(*(phone.text("YES") for phone in phones))

    row = (
        await phones[0].rows(
            "select state::text, lock_version, seats_taken from linkups where id = $1", linkup
        )
    )[0]
    assert (row["state"], row["lock_version"], row["seats_taken"]) == ("locked", 1, SEATS + 1)
    seated = await phones[0].rows("select user_id from linkup_participants where linkup_id = $1", linkup)
    assert len(seated) == SEATS + 1
    told = await phones[0].rows(
        """
        select u.id, array_agg(j.purpose) as purposes from users u join sms_outbound_jobs j on j.user_id = u.id
        where u.id <> $1 and not (j.status = 'failed' and j.last_error = 'answered otherwise')
          and (j.purpose <> 'linkup.locked' or j.kind = 'reply')
        group by u.id
        """,
        people[0],
    )
    inside = {found["user_id"] for found in seated}
    assert len(told) == GUESTS
    for person in told:
        fitting = (
            {"invite.accepted", "linkup.locked"}
            if person["id"] in inside
            else {"invite.just_filled", "linkup.closed"}
        )
        assert len(person["purposes"]) == 1
        assert person["purposes"][0] in fitting
