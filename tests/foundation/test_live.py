"""Live: who follows a topic hears of it after the commit, in every process, and misses nothing while a connection is away."""

from __future__ import annotations

import asyncio

import pytest

from harness import house as houses
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.live import Follower, Hub, announce, hub

_ACTOR = service("tests.live")
_SOON = 5.0


async def test_a_change_is_heard_by_followers_of_its_topic_in_every_process_and_by_nobody_else(
    house: House,
) -> None:
    elsewhere = houses.open_house(house.settings)
    async with (
        hub(house).following("kith", "event:1") as here,
        hub(elsewhere).following("kith", "event:1") as there,
        hub(house).following("kith", "event:2") as other,
    ):
        for follower in (here, there, other):
            await follower.changed(0.2)  # whoever came before the connection was open looks once
        async with house.database.session(_ACTOR, "kith") as db:
            await announce(db, "event:1")
        assert await here.changed(_SOON)
        assert await there.changed(_SOON)
        assert not await other.changed(0.05)
    await elsewhere.close()


async def _announce_and_fail(house: House) -> None:
    async with house.database.session(_ACTOR, "kith") as db:
        await announce(db, "event:1")
        raise RuntimeError


async def test_what_is_rolled_back_is_not_heard(house: House) -> None:
    async with hub(house).following("kith", "event:1") as follower:
        assert await follower.changed(_SOON)
        with pytest.raises(RuntimeError):
            await _announce_and_fail(house)
        assert not await follower.changed(0.05)


async def test_a_lost_connection_comes_back_and_everybody_looks_again(
    house: House, database_url: str
) -> None:
    import psycopg

    async with hub(house).following("kith", "event:1") as follower:
        assert await follower.changed(_SOON)
        with psycopg.connect(database_url, autocommit=True) as admin:
            admin.execute(
                """select pg_terminate_backend(pid) from pg_stat_activity
                   where datname = current_database() and application_name = 'live_kith'"""
            )
        assert await follower.changed(_SOON)
        async with house.database.session(_ACTOR, "kith") as db:
            await announce(db, "event:1")
        assert await follower.changed(_SOON)


async def test_the_connection_goes_when_nobody_follows_any_more(house: House) -> None:
    ears = Hub(house)
    async with ears.following("kith", "event:1"):
        pass
    rows = await house.database.read(
        _ACTOR,
        "kith",
        "select 1 from pg_stat_activity where datname = current_database() and application_name = 'live_kith'",
    )
    for _ in range(100):
        if not rows:
            break
        rows = await house.database.read(
            _ACTOR,
            "kith",
            "select 1 from pg_stat_activity where datname = current_database() and application_name = 'live_kith'",
        )
    assert not rows


async def test_a_topic_is_short(house: House) -> None:
    async with house.database.session(_ACTOR, "kith") as db:
        with pytest.raises(ValueError, match="200 bytes"):
            await announce(db, "x" * 201)


@pytest.mark.parametrize("steps", range(6))
async def test_a_follower_who_is_told_to_end_at_the_moment_of_a_change_ends(steps: int) -> None:
    follower = Follower()

    async def follow() -> None:
        while True:
            await follower.changed(60)

    following = asyncio.create_task(follow())
    await asyncio.sleep(0)
    follower.wake()
    # Between the change and the task that hears of it lie a few steps of the loop.
    for _ in range(steps):
        await asyncio.sleep(0)
    following.cancel()
    _done, still = await asyncio.wait([following], timeout=10)
    assert not still
