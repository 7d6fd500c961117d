"""The promise that the database and filters.py say the same of everybody, to the day and to the microsecond."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg.types.json import Jsonb
from psycopg.types.range import TimestamptzRange

from harness.crowd import Crowd
from harness.exact_scan import scan
from harness.postgres import FreshDatabase
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.josh.matching.filters import FILTERS, apply_filters
from kith.products.josh.matching.pool import judge

TINY, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
AROUND = (-DAY, -TINY, timedelta(), TINY, DAY)


class World:
    """People who stand at the borders of every filter, around one LinkUp."""

    def __init__(self, crowd: Crowd, now: datetime, seed: int) -> None:
        self.crowd = crowd
        self.now = now
        self.chance = Random(seed)
        self.starts_at, self.ends_at = now + 3 * DAY, now + 3 * DAY + 2 * HOUR
        self.people = crowd.grow(300, now, ["coffee", "drinks"], oddity=0.3)
        self.group = self.people[:3]
        crowd.connection.execute(
            "update users set state = 'active', birthday = '1990-05-05' where id = any (%s)", (self.group,)
        )
        self.linkup = crowd.linkup(
            self.group,
            self.starts_at,
            self.ends_at,
            brief={
                "activity_key": "drinks",
                "time_window": "SAT_NIGHT",
                "constraints": {"smoke_free": True},
            },
        )
        with crowd.connection.transaction():
            crowd.connection.execute("set local session_replication_role = replica")
            for person in self.people[3:]:
                self._trouble(person)

    def _run(self, query: str, *arguments: object) -> None:
        self.crowd.connection.execute(query, arguments)

    def _perhaps(self, share: float = 0.15) -> bool:
        return self.chance.random() < share

    def _trouble(self, person: UUID) -> None:
        member, chance = self.chance.choice(self.group), self.chance
        if self._perhaps():
            expires_at = self.now + chance.choice(AROUND)
            self._run("update entitlements set expires_at = %s where user_id = %s", expires_at, person)
        if self._perhaps():
            self._run(
                """
                insert into kith.holds (person_id, state, applied_at, expires_at, cleared_at) values (%s, %s, %s, %s, %s)
                on conflict do nothing
                """,
                person,
                chance.choice(["none", "soft_hold", "hard_hold"]),
                self.now,
                chance.choice([None, *(self.now + away for away in AROUND)]),
                chance.choice([None, None, self.now]),
            )
        for words in chance.sample(["stop", "start", "stop"], chance.choice([0, 0, 0, 0, 1, 2, 3])):
            self._run(
                "insert into kith.sms_opt_outs (phone_hash, action, words, channel, product)"
                " select phone_hash, %s, %s, 'sms', 'josh' from users where id = %s",
                words,
                words,
                person,
            )
        if self._perhaps(0.05):
            self._run("insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", person, member)
        if self._perhaps(0.05):
            self._run("insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", member, person)
        for one, other in ((person, member), (member, person)):
            if self._perhaps(0.1):
                self._run(
                    "insert into contact_exchange_choices (linkup_id, chooser_user_id, target_user_id, choice) values (%s, %s, %s, %s)",
                    uuid4(),
                    one,
                    other,
                    self._perhaps(0.5),
                )
        if self._perhaps(0.3):
            self._seat(person)
        for _ in range(chance.choice([0, 0, 2, 3, 4])):
            self._invite(
                person, chance.choice([None, *(self.now - 7 * DAY + away for away in AROUND), self.now])
            )
        if self._perhaps(0.8):
            self._met(person, member)
        if self._perhaps(0.4):
            self._run(
                "update users set birthday = %s where id = %s", chance.choice(self._birthdays()), person
            )
        if self._perhaps(0.3):
            refused = chance.sample(["bars", "alcohol", "night", "late_night", "SAT_NIGHT", "coffee"], 2)
            needed = {chance.choice(["smoke_free", "step_free"]): chance.choice([True, False, "perhaps"])}
            self._run(
                "update profiles set boundaries = %s where user_id = %s",
                Jsonb({"no_thanks": refused, "hard_constraints": needed}),
                person,
            )
        if self._perhaps(0.05):
            self._run("delete from profiles where user_id = %s", person)
        if self._perhaps(0.05):
            self._run("delete from entitlements where user_id = %s", person)

    def _birthdays(self) -> list[datetime]:
        wanted = scan(self.crowd.connection, self.linkup, self.now).wanted
        return [
            edge + timedelta(days=away)  # type: ignore[misc]
            for edge in (wanted.born_from, wanted.born_to)
            for away in (-1, 0, 1)
        ]

    def _meeting(self, state: str, event_time: datetime) -> UUID:
        linkup = uuid4()
        self._run(
            """
            insert into linkups (id, initiator_user_id, region_id, state, brief, starts_at, ends_at, acceptance_window_ends_at, event_time,
                                 locked_at, lock_version, linkup_create_key, time_zone)
            values (%s, %s, %s, %s::linkup_state, '{"activity_key": "coffee", "time_window": "X"}', %s, %s, %s, %s, %s, 1, %s, 'UTC')
            """,
            linkup,
            self.group[0],
            self.crowd.region,
            state,
            event_time,
            event_time + HOUR,
            event_time,
            event_time,
            event_time,
            str(linkup),
        )
        return linkup

    def _seat(self, person: UUID) -> None:
        starts_at, ends_at = self.chance.choice(
            [
                (self.starts_at - HOUR, self.starts_at),
                (self.starts_at - HOUR, self.starts_at + TINY),
                (self.ends_at, self.ends_at + HOUR),
                (self.ends_at - TINY, self.ends_at + HOUR),
                (self.starts_at + HOUR, self.starts_at + HOUR + TINY),
            ]
        )
        self._take(self._meeting("broadcasting", starts_at), person, starts_at, ends_at)

    def _take(self, linkup: UUID, person: UUID, starts_at: datetime, ends_at: datetime) -> None:
        self._run(
            """
            insert into linkup_seats (linkup_id, user_id, person, during)
            select %s, id, int8range(-number, -number, '[]'), %s from users where id = %s on conflict do nothing
            """,
            linkup,
            TimestamptzRange(starts_at, ends_at),
            person,
        )

    def _invite(self, person: UUID, sent_at: datetime | None) -> None:
        self._run(
            "insert into linkup_invites (linkup_id, invited_user_id, sent_at, idempotency_key) values (%s, %s, %s, %s)",
            uuid4(),
            person,
            sent_at,
            str(uuid4()),
        )

    def _met(self, person: UUID, member: UUID) -> None:
        chance = self.chance
        border = self.starts_at + chance.choice([-1, 1]) * timedelta(weeks=8)
        state = chance.choice(["broadcasting", "locked", "completed", "canceled"])
        met_at = border + chance.choice(AROUND)
        linkup = self._meeting(state, met_at)
        for who in (person, member):
            # Every seat of its own hour: what is asked here is the meeting, not the time it takes.
            if state in ("broadcasting", "locked"):
                hour = self.starts_at + timedelta(
                    days=100 + chance.randrange(100_000), hours=chance.randrange(20)
                )
                self._take(linkup, who, hour, hour + TINY)
            self._run(
                "insert into linkup_participants (linkup_id, user_id, role, status, left_at) values (%s, %s, 'participant', %s, %s)",
                linkup,
                who,
                chance.choice(["confirmed", "attended", "attended", "attended", "no_show", "canceled"]),
                met_at,
            )
            self._run(
                "insert into linkup_outcomes (linkup_id, user_id, do_again) values (%s, %s, %s)",
                linkup,
                who,
                chance.choice([True, True, False, None]),
            )


@pytest.fixture
def crowd(fresh_database: FreshDatabase) -> Iterator[Crowd]:
    made = Crowd(fresh_database.url)
    yield made
    made.close()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.long
async def test_the_database_and_the_predicates_agree_on_every_filter_of_everybody(
    house: House, crowd: Crowd, seed: int
) -> None:
    now = house.clock.now()
    world = World(crowd, now, seed)
    found = scan(crowd.connection, world.linkup, now)
    async with house.database.session(service("tests.matching"), "josh") as db:
        verdicts = await judge(db, world.people, found.wanted, world.linkup)
    assert verdicts.keys() == set(world.people)
    failures: Counter[str] = Counter()
    for person, verdict in verdicts.items():
        expected = apply_filters(found.candidates[person], found.wanted)
        assert verdict.filtered == expected, found.candidates[person]
        failures.update(expected.failed)
    # A test in which some filter never fails, or fails for everybody, would show nothing.
    assert {name: failures[name] for name in FILTERS if not 5 <= failures[name] <= 250} == {}


async def test_people_who_are_in_it_or_were_asked_are_told_apart(house: House, crowd: Crowd) -> None:
    now = house.clock.now()
    people = crowd.grow(10, now, ["coffee"], oddity=0.0)
    brief: dict[str, Any] = {"activity_key": "coffee", "time_window": "SAT_MORNING"}
    linkup = crowd.linkup(people[:2], now + DAY, now + DAY + HOUR, brief=brief)
    crowd.connection.execute(
        "insert into linkup_invites (linkup_id, invited_user_id, idempotency_key) values (%s, %s, 'k')",
        (linkup, people[2]),
    )
    wanted = scan(crowd.connection, linkup, now).wanted
    async with house.database.session(service("tests.matching"), "josh") as db:
        verdicts = await judge(db, [*people, UUID(int=1)], wanted, linkup)
    assert {person for person, verdict in verdicts.items() if not verdict.unasked} == set(people[:3])
    assert UUID(int=1) not in verdicts
