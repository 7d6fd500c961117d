"""A pool never leaks an identity: 100,000 interleaved requests of strangers, members and the service see their own rows only."""

from __future__ import annotations

import asyncio
import random
from uuid import UUID

import asyncpg
import pytest

from harness.members import add_person, run
from kith.foundation.actor import ANONYMOUS, Actor, member, service
from kith.foundation.database import Database
from kith.foundation.house import House

REQUESTS = 100_000
AT_ONCE = 24
# One statement that tells who asks, and whose rows that one is shown.
SEEN = "select auth.uid() as who, current_user::text as role, array(select person_id from consents order by 1) as rows"
SEEN_BY_STRANGERS = "select auth.uid() as who, current_user::text as role, array[]::uuid[] as rows"


class Crowd:
    """People with one consent each, and what each of them may see."""

    def __init__(self, database: Database, people: list[UUID]) -> None:
        self._database = database
        self._people = people
        self._all = sorted(people)
        self._random = random.Random(4)
        self.leaks: list[str] = []

    def somebody(self) -> Actor:
        chance = self._random.random()
        if chance < 0.2:
            return ANONYMOUS
        if chance < 0.3:
            return service("tests.identity")
        return member(self._random.choice(self._people))

    def note(self, actor: Actor, row: asyncpg.Record) -> None:
        expected = {"anon": [], "service_role": self._all}.get(actor.role, [actor.person_id])
        if (row["who"], row["role"], sorted(row["rows"])) != (actor.person_id, actor.role, expected):
            self.leaks.append(f"{actor} saw {row}")

    async def read(self) -> None:
        actor = self.somebody()
        statement = SEEN_BY_STRANGERS if actor.role == "anon" else SEEN
        [row] = await self._database.read(actor, "kith", statement)
        self.note(actor, row)

    async def transact(self, ends_badly: str) -> None:
        actor = self.somebody()
        statement = SEEN_BY_STRANGERS if actor.role == "anon" else SEEN
        try:
            async with self._database.session(actor, "kith") as db:
                self.note(actor, await db.connection.fetchrow(statement))
                if ends_badly == "raises":
                    raise ZeroDivisionError
                if ends_badly == "fails":
                    await db.connection.execute("select 1 / 0")
                if ends_badly == "canceled":
                    raise asyncio.CancelledError
        except (ZeroDivisionError, asyncpg.DivisionByZeroError, asyncio.CancelledError):
            pass


@pytest.fixture
async def crowd(house: House) -> Crowd:
    people = [await add_person(house, email=f"p{number}@house.example") for number in range(12)]
    await run(
        house,
        "insert into consent_texts (kind, product, version, body) values ('terms', 'josh', 'test', 'I accept.')",
    )
    for person in people:
        await run(
            house,
            "insert into consents (person_id, product, kind, version, granted, source) values ($1, 'josh', 'terms', 'test', true, 'web')",
            person,
        )
    return Crowd(house.database, people)


@pytest.mark.long
async def test_a_hundred_thousand_interleaved_requests_see_no_foreign_row(crowd: Crowd) -> None:
    left = iter(range(REQUESTS))

    async def visitor() -> None:
        for number in left:
            if number % 20 == 0:
                await crowd.transact(("", "raises", "fails", "canceled")[number // 20 % 4])
            else:
                await crowd.read()

    await asyncio.gather(*(visitor() for _ in range(AT_ONCE)))
    assert crowd.leaks == []


async def test_a_stranger_reads_nothing_of_anybody(house: House, crowd: Crowd) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await house.database.read(ANONYMOUS, "kith", "select * from consents")


async def test_what_one_request_leaves_in_its_connection_is_not_the_next_ones_identity(
    house: House, crowd: Crowd
) -> None:
    one, other = [row["id"] for row in await run(house, "select id from auth.users order by id limit 2")]

    async def leave_behind() -> None:
        await house.database.read(
            member(one), "kith", "select set_config('request.jwt.claim.sub', $1, false)", str(one)
        )

    for _ in range(20):
        await leave_behind()
        [seen] = await house.database.read(member(other), "kith", SEEN)
        assert (seen["who"], seen["rows"]) == (other, [other])
        await leave_behind()
        async with house.database.session(member(other), "kith") as db:
            seen = await db.connection.fetchrow(SEEN)
        assert (seen["who"], seen["rows"]) == (other, [other])
