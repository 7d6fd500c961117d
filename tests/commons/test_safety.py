"""Blocks, holds, strikes and reports: once, never weakened, never revealed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from harness.members import TESTS, add_person
from kith.commons.safety import commands as safety
from kith.foundation.actor import member
from kith.foundation.database import Session
from kith.foundation.errors import Invalid
from kith.foundation.house import House


@pytest.fixture
async def ada(house: House) -> UUID:
    return await add_person(house, email="ada@house.example")


@pytest.fixture
async def bob(house: House) -> UUID:
    return await add_person(house, email="bob@house.example", first_name="Bob")


@pytest.fixture
async def db(house: House) -> AsyncIterator[Session]:
    async with house.database.session(TESTS, "kith") as session:
        yield session


async def test_a_block_counts_in_both_directions(db: Session, ada: UUID, bob: UUID) -> None:
    assert not await safety.blocked_between(db, ada, bob)
    await safety.block(db, ada, bob)
    await safety.block(db, ada, bob)
    assert await safety.blocked_between(db, ada, bob)
    assert await safety.blocked_between(db, bob, ada)
    [made] = await safety.blocks_of(db, ada)
    assert made.blocked_id == bob
    assert await safety.blocks_of(db, bob) == []


async def test_only_whoever_blocked_takes_it_back(db: Session, ada: UUID, bob: UUID) -> None:
    await safety.block(db, ada, bob)
    [made] = await safety.blocks_of(db, ada)
    assert not await safety.unblock(db, bob, made.id)
    assert await safety.unblock(db, ada, made.id)
    assert not await safety.blocked_between(db, ada, bob)


async def test_nobody_blocks_or_reports_themselves(db: Session, ada: UUID) -> None:
    with pytest.raises(Invalid):
        await safety.block(db, ada, ada)
    with pytest.raises(Invalid):
        await safety.report(
            db,
            product="josh",
            reporter=ada,
            reported=ada,
            category="rude",
            content_type="person",
            content_id=ada,
            details={},
        )


async def test_the_blocked_person_sees_no_block(house: House, ada: UUID, bob: UUID) -> None:
    async with house.database.session(TESTS, "kith") as db:
        await safety.block(db, ada, bob)
    seen = await house.database.read(member(bob), "kith", "select * from blocks")
    assert seen == []


async def test_blocking_each_other_at_the_same_moment_works(house: House, ada: UUID, bob: UUID) -> None:
    async def block(one: UUID, other: UUID) -> None:
        async with house.database.session(TESTS, "kith") as db:
            await safety.block(db, one, other)

    await asyncio.gather(*(block(*pair) for pair in [(ada, bob), (bob, ada)] * 5))
    [row] = await house.database.read(TESTS, "kith", "select count(*) as made from blocks")
    assert row["made"] == 2


async def test_a_hold_lapses(house: House, ada: UUID) -> None:
    async with house.database.session(TESTS, "kith") as db:
        until = db.now + timedelta(days=1)
        assert await safety.apply_hold(db, ada, "soft_hold", "strikes", until=until, by=None)
        assert await safety.hold_state(db, ada) == "soft_hold"
    house.clock.move(timedelta(days=1, seconds=1))
    async with house.database.session(TESTS, "kith") as db:
        assert await safety.hold_state(db, ada) == "none"
        assert await safety.hold_of(db, ada) is None


async def test_the_house_weakens_no_hold(db: Session, ada: UUID) -> None:
    assert await safety.apply_hold(db, ada, "hard_hold", "six points", until=None, by=None)
    assert not await safety.apply_hold(db, ada, "soft_hold", "three points", until=None, by=None)
    assert await safety.hold_state(db, ada) == "hard_hold"


async def test_the_house_changes_no_operators_hold(db: Session, ada: UUID) -> None:
    operator = uuid4()
    assert await safety.apply_hold(db, ada, "soft_hold", "talk to us", until=None, by=operator)
    assert not await safety.apply_hold(db, ada, "hard_hold", "six points", until=None, by=None)
    found = await safety.hold_of(db, ada)
    assert found is not None
    assert (found.state, found.applied_by) == ("soft_hold", operator)
    assert await safety.apply_hold(db, ada, "hard_hold", "worse", until=None, by=operator)


async def test_a_cleared_hold_can_be_applied_anew(db: Session, ada: UUID) -> None:
    await safety.apply_hold(db, ada, "hard_hold", "report", until=None, by=uuid4())
    assert await safety.clear_hold(db, ada)
    assert not await safety.clear_hold(db, ada)
    assert await safety.hold_state(db, ada) == "none"
    assert await safety.apply_hold(db, ada, "soft_hold", "three points", until=None, by=None)
    assert await safety.hold_state(db, ada) == "soft_hold"


async def test_points_count_within_their_window_and_product(house: House, ada: UUID) -> None:
    async with house.database.session(TESTS, "kith") as db:

        async def strike(product: str, points: int, days: int, key: str) -> UUID | None:
            return await safety.strike(
                db,
                ada,
                product=product,
                kind="no_show",
                points=points,
                reason=None,
                until=db.now + timedelta(days=days),
                key=key,
            )

        assert await strike("josh", 2, 90, "a") is not None
        assert await strike("josh", 2, 90, "a") is None
        await strike("josh", 1, 30, "b")
        await strike("momento", 5, 90, "c")
        assert await safety.points_of(db, ada, "josh") == 3
        for points, days in ((0, 1), (11, 1), (1, 0)):
            with pytest.raises(Invalid):
                await strike("josh", points, days, "d")
    house.clock.move(timedelta(days=31))
    async with house.database.session(TESTS, "kith") as db:
        assert await safety.points_of(db, ada, "josh") == 2


async def test_a_report_is_made_once_and_the_reported_person_sees_nothing_of_it(
    house: House, ada: UUID, bob: UUID
) -> None:
    async with house.database.session(TESTS, "kith") as db:
        for made in (True, False):
            found = await safety.report(
                db,
                product="josh",
                reporter=ada,
                reported=bob,
                category="rude",
                content_type="person",
                content_id=bob,
                details={"words": "He shouted."},
                key="josh:1",
            )
            assert (found is not None) is made
    columns = "id, product, report_type, status"
    assert len(await house.database.read(member(ada), "kith", f"select {columns} from reports")) == 1
    assert await house.database.read(member(bob), "kith", f"select {columns} from reports") == []
