"""A drop begins and ends to the second without anybody at work; its line is fair; its page counts by the server's clock."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import httpx

from harness.hotmess import make_member
from harness.hotmess_paying import sql
from harness.hotmess_shop import make_drop, make_product, to_till
from harness.house import run_schedule
from harness.members import Browser
from kith.foundation.house import House
from kith.products.hotmess.drops.machine import AT_ONCE, DROP, to_let_in

SECOND = timedelta(seconds=1)


async def test_a_drop_begins_and_ends_to_the_second_with_no_job_running(
    house: House, client: httpx.AsyncClient, open_program: Any
) -> None:
    drop = await make_drop(house, "friday", begins=timedelta(minutes=5), lasts=timedelta(minutes=10))
    product = await make_product(house, drop=drop)
    ash = await open_program(await make_member(house))

    async def state() -> str:
        return (await client.get("/api/hotmess/drops/friday")).json()["drop"]["state"]

    house.clock.move(timedelta(minutes=5) - SECOND)
    early = await to_till(ash, product=product)
    assert (early.status_code, await state()) == (409, "scheduled")
    assert "has not begun" in early.json()["detail"]
    house.clock.move(SECOND)
    assert await state() == "live"
    assert (await ash.post("/api/hotmess/till/house")).status_code == 200
    kit = await open_program(await make_member(house))
    house.clock.move(timedelta(minutes=10) - SECOND)
    assert (await to_till(kit, product=product)).status_code == 200
    house.clock.move(SECOND)
    late = await to_till(await open_program(await make_member(house)), product=product)
    assert (late.status_code, await state()) == (409, "ended")
    assert "over" in late.json()["detail"]
    # The row still says scheduled: nobody has written anything down. The job does both steps in one go.
    assert (await sql(house, "select status from drops"))[0]["status"] == "scheduled"
    await run_schedule(house, "hotmess.drops.advance")
    assert (await sql(house, "select status from drops"))[0]["status"] == "ended"


async def test_the_page_carries_the_servers_time_and_what_can_be_had(
    house: House, client: httpx.AsyncClient, open_browser: Any
) -> None:
    drop = await make_drop(house, "friday", begins=timedelta(minutes=2), per_person_limit=2)
    await make_product(house, 3, drop=drop, title="Harness, red")
    browser = await open_browser(await make_member(house, membership_version=1))
    before = house.clock.now()
    found = (await browser.get("/hotmess/drops/friday")).text
    said = re.search(r'data-now="([^"]+)"', found)
    assert said is not None
    assert before - SECOND <= datetime.fromisoformat(said[1]) <= house.clock.now() + SECOND
    assert all(words in found for words in ("data-countdown", "Harness, red", "at most 2 each", "3 left"))
    assert "Friday drop" in (await browser.get("/hotmess/shop")).text
    assert (await browser.get("/hotmess/drops/monday")).status_code == 404
    away = await Browser(client).get("/hotmess/drops/friday")
    assert away.headers["location"] == "/hotmess?next=/hotmess/drops/friday"


async def test_people_are_let_in_in_the_order_they_came_and_keep_their_place(
    house: House, open_program: Any
) -> None:
    drop = await make_drop(house, "friday", begins=timedelta(minutes=1), queued=True)
    product = await make_product(house, 2, drop=drop)
    people = [await open_program(await make_member(house)) for _ in range(4)]

    async def places() -> list[int]:
        return [(await one.post("/api/hotmess/drops/friday/line")).json()["place"] for one in people]

    assert await places() == [1, 2, 3, 4]
    assert await places() == [1, 2, 3, 4]
    house.clock.move(timedelta(minutes=2))
    refused = await to_till(people[0], product=product)
    assert "There is a line" in refused.json()["detail"]
    await run_schedule(house, "hotmess.drops.advance")
    await run_schedule(house, "hotmess.drops.let_in")
    assert await places() == [0, 0, 1, 2]
    assert [(await to_till(one, product=product)).status_code for one in people[1:3]] == [200, 409]
    assert (await people[0].post("/api/hotmess/till/house")).status_code == 200
    # Both are taken: nobody more is let in before one is given back.
    await run_schedule(house, "hotmess.drops.let_in")
    assert await places() == [0, 0, 1, 2]
    house.clock.move(timedelta(minutes=11))
    await run_schedule(house, "hotmess.drops.let_in")
    assert await places() == [0, 0, 0, 0]


def test_never_more_are_let_in_than_there_is_something_for() -> None:
    assert [to_let_in(free) for free in (-1, 0, 1, AT_ONCE, AT_ONCE + 1)] == [0, 0, 1, AT_ONCE, AT_ONCE]
    assert DROP.successors("ended") == frozenset()
