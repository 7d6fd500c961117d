"""Promises about choosing from the database: the best of everybody there is, and nobody whom a filter keeps out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest

from harness.crowd import Crowd
from harness.exact_scan import scan
from harness.postgres import FreshDatabase
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.products.josh.matching.filters import FILTERS
from kith.products.josh.matching.pool import Chosen, Pools, choose, pairs_that_pass
from kith.products.josh.matching.region_people import RegionPeople

ACTIVITIES = ["coffee", "tennis", "drinks", "hike", "board_games"]
TESTS = service("tests.matching")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def crowd(fresh_database: FreshDatabase) -> Iterator[Crowd]:
    """An empty region and the owner's connection."""
    made = Crowd(fresh_database.url)
    yield made
    made.close()


class Place:
    """A region full of people, and a house that chooses among them."""

    def __init__(self, house: House, crowd: Crowd) -> None:
        self.house = house
        self.crowd = crowd
        self.run = crowd.connection.execute
        self.now = house.clock.now()
        self.people: list[UUID] = []

    def fill(self, count: int, **how: float) -> list[UUID]:
        more = self.crowd.grow(count, self.now, ACTIVITIES, **how)
        self.people += more
        return more

    def linkup(self, *group: UUID, days: float = 2, arm: str = "scored", **brief: Any) -> UUID:
        starts_at = self.now + days * DAY
        full = {"activity_key": "coffee", "time_window": "SAT_MORNING"} | brief
        return self.crowd.linkup(list(group), starts_at, starts_at + 2 * HOUR, brief=full, arm=arm)

    def invite(self, linkup: UUID, person: UUID) -> None:
        self.run(
            """
            insert into linkup_invites (linkup_id, invited_user_id, sent_at, idempotency_key)
            values (%s, %s, %s, gen_random_uuid()::text)
            """,
            (linkup, person, self.house.clock.now()),
        )

    async def choose(self, linkup: UUID, count: int = 20) -> list[Chosen]:
        async with self.house.database.session(TESTS, "josh") as db:
            return await choose(db, self.house, linkup, count)

    async def ids(self, linkup: UUID, count: int = 20) -> list[UUID]:
        return [chosen.user_id for chosen in await self.choose(linkup, count)]

    def exactly(self, linkup: UUID, count: int = 20) -> list[UUID]:
        found = scan(self.crowd.connection, linkup, self.house.clock.now())
        return [scored.user_id for scored in found.best[:count]]

    def able(self) -> list[UUID]:
        """People who pass whatever concerns themselves alone, all of them between 30 and 36."""
        return [
            row[0]
            for row in self.run(
                """
                update users set birthday = date '1992-01-01' + (number %% 1000)::int
                where id in (select u.id from users u join profiles p on p.user_id = u.id join entitlements e on e.user_id = u.id
                             where u.state = 'active' and u.region_id = %s and u.paused_at is null and e.eligible_to_participate
                               and (e.expires_at is null or e.expires_at > %s) and p.state in ('complete_mvp', 'complete_full')
                               and not exists (select 1 from kith.holds h where h.person_id = u.id) and kith.sms_allowed(u.phone_hash))
                returning id
                """,
                (self.crowd.region, self.now),
            )
        ]


@pytest.fixture
def place(house: House, crowd: Crowd) -> Place:
    return Place(house, crowd)


async def test_the_choice_is_exactly_what_reading_everybody_whole_would_choose(place: Place) -> None:
    people = place.fill(600, turned_away=0.02)
    able = place.able()
    chance = Random(5)
    for number, activity in enumerate([*ACTIVITIES, "unheard_of"]):
        linkup = place.linkup(
            *chance.sample(able, 1 + number % 3),
            days=2 + number,
            activity_key=activity,
            time_window=chance.choice(["SAT_MORNING", "FRI_EVENING", "SUN_NIGHT", "SOON"]),
            motive_emphasis=chance.choice([{}, {"energy": 0.7, "fun": 0.2}, {"comfort": 1.0}]),
            constraints=chance.choice([{}, {"smoke_free": True}, {"step_free": False}]),
        )
        expected = place.exactly(linkup)
        assert len(expected) == 20
        assert await place.ids(linkup) == expected
    assert len(people) == 600


async def test_everybody_who_passes_is_found_when_more_are_asked_for_than_there_are(place: Place) -> None:
    place.fill(150, oddity=0.7)
    linkup = place.linkup(place.able()[0])
    expected = place.exactly(linkup, 1000)
    assert 5 < len(expected) < 150
    assert await place.ids(linkup, 1000) == expected
    assert await place.ids(linkup, 0) == []


async def test_scores_in_the_explanation_are_those_of_the_scan(place: Place) -> None:
    place.fill(200)
    linkup = place.linkup(*place.able()[:2])
    best = {
        scored.user_id: scored
        for scored in scan(place.crowd.connection, linkup, place.house.clock.now()).best
    }
    for chosen in await place.choose(linkup):
        said, scored = chosen.explainability, best[chosen.user_id]
        assert set(said) == {"friend_score", "moment_fit", "final_score", "filters", "top_reasons", "arm"}
        assert said["friend_score"] == round(scored.friend_score, 4)
        assert said["moment_fit"] == round(scored.moment_fit, 4)
        assert said["final_score"] == round(scored.final_score, 4)
        assert list(said["filters"]["passed"]) == list(FILTERS)
        assert list(said["filters"]["failed"]) == []
        assert said["arm"] == "scored"


async def test_what_was_committed_before_a_choice_counts_in_it(place: Place) -> None:
    place.fill(300)
    able = place.able()
    initiator = able[0]
    linkup = place.linkup(initiator)
    first = await place.ids(linkup)
    changes = [
        ("update users set paused_at = kith.now() where id = %s", first[0]),
        ("update users set region_id = null where id = %s", first[1]),
        ("update users set state = 'suspended' where id = %s", first[2]),
        ("update profiles set state = 'partial' where user_id = %s", first[3]),
        ("update entitlements set expires_at = kith.now() where user_id = %s", first[4]),
        ("update users set birthday = '1950-01-01' where id = %s", first[5]),
        ('update profiles set boundaries = \'{"no_thanks": ["coffee"]}\' where user_id = %s', first[6]),
        ("select erase_user(%s)", first[7]),
        ("update user_ratings set openness = 0, appeal = 0 where user_id = %s", first[8]),
        (
            "insert into kith.sms_opt_outs (phone_hash, action, words, channel, product)"
            " select phone_hash, 'stop', 'STOP', 'sms', 'josh' from users where id = %s",
            first[9],
        ),
        (
            "insert into kith.holds (person_id, state, applied_at) values (%s, 'hard_hold', kith.now())",
            first[10],
        ),
    ]
    for statement, person in changes:
        place.run(statement, (person,))
        now_chosen = await place.ids(linkup)
        assert now_chosen == place.exactly(linkup), statement
        if "user_ratings" not in statement:
            assert person not in now_chosen
    # And back again.
    place.run("update users set paused_at = null where id = %s", (first[0],))
    place.run("update users set region_id = %s where id = %s", (place.crowd.region, first[1]))
    place.run("update profiles set state = 'complete_mvp' where user_id = %s", (first[3],))
    place.run("delete from kith.holds where person_id = %s", (first[10],))
    place.run(
        "insert into kith.sms_opt_outs (phone_hash, action, words, channel, product)"
        " select phone_hash, 'start', 'START', 'sms', 'josh' from users where id = %s",
        (first[9],),
    )
    back = await place.ids(linkup)
    assert back == place.exactly(linkup)
    assert {first[0], first[1], first[3], first[9], first[10]} <= set(back)


async def test_newcomers_are_seen_by_the_very_next_choice(place: Place) -> None:
    place.fill(100)
    linkup = place.linkup(place.able()[0])
    await place.choose(linkup)
    place.fill(100)
    place.able()
    assert await place.ids(linkup, 60) == place.exactly(linkup, 60)


async def test_a_change_whose_transaction_was_open_during_a_choice_is_seen_by_the_next(
    place: Place, fresh_database: FreshDatabase
) -> None:
    place.fill(100)
    linkup = place.linkup(place.able()[0])
    best = (await place.ids(linkup))[0]
    with psycopg.connect(fresh_database.url, options="-c search_path=josh") as slow:
        slow.execute("update users set paused_at = kith.now() where id = %s", (best,))
        # Others begin, commit and are noticed while the slow one is open.
        for other in place.people[:3]:
            place.run("update users set first_name = 'Renamed' where id = %s", (other,))
            assert (await place.ids(linkup))[0] == best
        slow.commit()
    assert best not in await place.ids(linkup)


async def test_choices_made_at_the_same_time_are_each_exact(place: Place) -> None:
    place.fill(300)
    able = place.able()
    linkups = [place.linkup(able[number], days=2 + number) for number in range(6)]
    expected = [place.exactly(linkup) for linkup in linkups]
    assert await asyncio.gather(*(place.ids(linkup) for linkup in linkups)) == expected


async def test_what_a_transaction_undoes_is_not_remembered(place: Place) -> None:
    place.fill(100)
    linkup = place.linkup(place.able()[0])
    best = (await place.ids(linkup))[0]

    async def undone() -> None:
        async with place.house.database.session(TESTS, "josh") as db:
            await db.connection.execute("update users set paused_at = kith.now() where id = $1", best)
            inside = await choose(db, place.house, linkup, 20)
            assert best not in [chosen.user_id for chosen in inside]
            raise LookupError("not after all")

    with pytest.raises(LookupError, match="not after all"):
        await undone()
    assert (await place.ids(linkup))[0] == best


async def test_a_clock_that_lags_behind_hides_nobody(place: Place) -> None:
    place.fill(100)
    linkup = place.linkup(place.able()[0], days=30)
    clock = place.house.clock
    clock.move(20 * DAY)
    await place.choose(linkup)
    clock.moved_by = timedelta()
    place.run("update users set latitude = 30.3, longitude = -97.7, paused_at = null")
    assert await place.ids(linkup, 100) == place.exactly(linkup, 100)


async def test_nobody_is_asked_twice_and_three_times_a_week_is_enough(place: Place) -> None:
    place.fill(60, oddity=0.0)
    able = place.able()
    tired: dict[UUID, int] = {}
    for number in range(5):
        linkup = place.linkup(able[number], days=2 + 3 * number)
        for _wave in range(2):
            wave = await place.ids(linkup, 15)
            assert wave == place.exactly(linkup, 15)
            for person in wave:
                tired[person] = tired.get(person, 0) + 1
                place.invite(linkup, person)
    assert max(tired.values()) == 3
    place.house.clock.move(7 * DAY)
    linkup = place.linkup(able[5], days=30)
    assert await place.ids(linkup, 60) == place.exactly(linkup, 60)


async def test_whoever_was_too_late_last_time_comes_first(place: Place) -> None:
    place.fill(200, oddity=0.0)
    able = place.able()
    last = (await place.ids(place.linkup(able[0]), 200))[-1]
    place.run(
        """
        insert into user_ratings (user_id, priority_since) values (%s, kith.now())
        on conflict (user_id) do update set priority_since = kith.now()
        """,
        (last,),
    )
    for arm in ("scored", "random"):
        first = (await place.choose(place.linkup(able[1], arm=arm, days=5 if arm == "random" else 3), 5))[0]
        assert first.user_id == last
        assert first.explainability["top_reasons"][0] == "said yes too late last time"
        assert first.explainability["arm"] == "scored"


async def test_the_random_arm_draws_among_those_who_pass_the_same_for_the_same_linkup(place: Place) -> None:
    place.fill(300, oddity=0.5)
    able = place.able()
    linkup = place.linkup(able[0], arm="random")
    drawn = await place.choose(linkup, 20)
    passing = place.exactly(linkup, 1000)
    assert len({chosen.user_id for chosen in drawn}) == 20
    assert {chosen.user_id for chosen in drawn} <= set(passing)
    assert [chosen.user_id for chosen in drawn] != passing[:20]
    assert all(chosen.explainability["arm"] == "random" for chosen in drawn)
    assert await place.choose(linkup, 20) == drawn
    other = place.linkup(able[1], arm="random", days=4)
    assert await place.ids(other, 20) != [chosen.user_id for chosen in drawn]


async def test_a_linkup_that_gathers_nobody_chooses_nobody(place: Place) -> None:
    place.fill(30)
    able = place.able()
    linkup = place.linkup(able[0])
    place.run("update linkups set state = 'canceled' where id = %s", (linkup,))
    assert await place.ids(linkup) == []
    assert await place.ids(UUID(int=5)) == []


def test_a_process_keeps_so_many_people_and_lets_go_of_the_region_it_did_not_need_for_longest() -> None:
    def with_people(pools: Pools, number: int, count: int) -> RegionPeople:
        people = pools.of(UUID(int=number))
        people.ids = [UUID(int=at) for at in range(count)]
        return people

    pools = Pools(most_people=100)
    first, second, third = (with_people(pools, number, 40) for number in (1, 2, 3))
    assert pools.of(UUID(int=1)) is first
    assert pools.of(UUID(int=3)) is third
    assert pools.of(UUID(int=2)) is not second


async def test_pairs_pass_in_both_orders_only_if_nothing_stands_between_them(place: Place) -> None:
    place.fill(60, oddity=0.0)
    place.run("update profiles set boundaries = '{}'")
    able = place.able()
    ours, theirs = able[:3], able[3:6]
    linkup = place.linkup(*ours)
    place.linkup(*theirs)
    for number in range(3):
        elsewhere = place.linkup(able[10], days=40 + number)
        for person in theirs:
            place.invite(elsewhere, person)

    async def passing() -> set[tuple[UUID, UUID]]:
        async with place.house.database.session(TESTS, "josh") as db:
            return await pairs_that_pass(db, place.house, ours, theirs, linkup)

    every = {(a, b) for a in ours for b in theirs} | {(b, a) for a in ours for b in theirs}
    assert await passing() == every
    place.run("insert into kith.blocks (blocker_id, blocked_id) values (%s, %s)", (theirs[0], ours[0]))
    assert await passing() == every - {(ours[0], theirs[0]), (theirs[0], ours[0])}
    place.run(
        "insert into kith.holds (person_id, state, applied_at) values (%s, 'soft_hold', kith.now())",
        (ours[1],),
    )
    left = await passing()
    assert left == {pair for pair in every if pair[1] != ours[1] and set(pair) != {ours[0], theirs[0]}}
