"""Limits: never more than that many in any stretch of that length, whoever counts, and nothing stored in the clear."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from harness.members import TESTS, run
from kith.foundation.errors import TooMany
from kith.foundation.house import House
from kith.foundation.rate_limits import Limit, take, take_within, within

LIMIT = Limit("tests.limit", 5, timedelta(hours=1), "Enough.")


async def test_so_many_and_no_more(house: House) -> None:
    assert [await within(house, LIMIT, "ada") for _ in range(7)] == [True] * 5 + [False] * 2
    assert await within(house, LIMIT, "bob")
    assert await within(house, Limit("tests.other", 5, timedelta(hours=1)), "ada")


async def test_hits_at_the_same_moment_are_counted_once_each(house: House) -> None:
    answers = await asyncio.gather(*(within(house, LIMIT, "ada") for _ in range(40)))
    assert sum(answers) == 5


async def test_no_stretch_of_an_hour_holds_more_however_the_hits_fall(house: House) -> None:
    allowed: list[float] = []
    minute = 0.0
    pattern = [1, 7, 2, 11, 3, 3, 29, 1, 1, 17, 5, 13, 2, 2, 2, 31, 1, 19]
    for step in pattern * 4:
        house.clock.move(timedelta(minutes=step))
        minute += step
        if await within(house, LIMIT, "ada"):
            allowed.append(minute)
    assert len(allowed) > 15
    for start in allowed:
        assert sum(start <= moment < start + 60 for moment in allowed) <= 5


async def test_it_is_said_when_to_come_back_and_then_it_works(house: House) -> None:
    for _ in range(5):
        await take(house, LIMIT, "ada")
        house.clock.move(timedelta(minutes=4))
    with pytest.raises(TooMany) as refused:
        await take(house, LIMIT, "ada")
    wait = refused.value.retry_after
    assert wait is not None
    assert 30 * 60 < wait <= 63 * 60
    assert refused.value.detail == "Enough."
    house.clock.move(timedelta(seconds=wait))
    await take(house, LIMIT, "ada")


async def test_trying_in_vain_does_not_lengthen_the_wait(house: House) -> None:
    for _ in range(5):
        await take(house, LIMIT, "ada")
    for _ in range(15):
        house.clock.move(timedelta(minutes=4))
        await within(house, LIMIT, "ada")
    house.clock.move(timedelta(minutes=4))
    await take(house, LIMIT, "ada")


async def test_what_is_rolled_back_does_not_count(house: House) -> None:
    async def count_and_fail() -> None:
        async with house.database.session(TESTS, "kith") as db:
            await take_within(db, house, LIMIT, "ada")
            raise ZeroDivisionError

    for _ in range(6):
        with pytest.raises(ZeroDivisionError):
            await count_and_fail()
    assert [await within(house, LIMIT, "ada") for _ in range(6)] == [True] * 5 + [False]


async def test_subjects_are_stored_as_keyed_hashes(house: House) -> None:
    await take(house, LIMIT, "+12025550143")
    [row] = await run(house, "select r.*::text as everything from rate_limits r")
    assert "2025550143" not in row["everything"]
