"""Weeks are counted exactly, told once when they are settled, and never change; the page reads nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import asyncpg
import httpx
import msgspec
import psycopg
import pytest

from harness import house as houses
from harness.members import Browser, add_person, make_admin, run, sign_in
from harness.postgres import FreshDatabase
from kith.commons.numbers import counting, weeks
from kith.foundation.database import Session
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.foundation.product import Cell, Measure, Numbers
from kith.web import cookies

MEASURES = (
    Measure(key="signups", label="Sign-ups", unit="count"),
    Measure(key="fill", label="Seats filled", unit="share", family="tables"),
    Measure(key="show", label="Came", unit="share", family="tables"),
    Measure(key="lock", label="Time to lock", unit="mean_minutes"),
    Measure(key="revenue", label="Revenue", unit="money"),
)


class Counted:
    """What the product counts: changed by the tests."""

    def __init__(self) -> None:
        self.signups = {"Bonn": 30, "Köln": 14, "Trier": 4}
        self.asked: list[datetime] = []

    async def count(self, _db: Session, since: datetime, until: datetime) -> list[Cell]:
        assert until - since == timedelta(days=7)
        self.asked.append(since)
        people = sum(self.signups.values())
        return [
            Cell(measure="signups", value=people, people=people),
            *(
                Cell(measure="signups", city=city, value=number, people=number)
                for city, number in self.signups.items()
            ),
            Cell(measure="fill", value=30, base=40, people=30),
            Cell(measure="show", value=24, base=30, people=30),
            Cell(measure="lock", value=1500, base=10, people=25),
            Cell(measure="revenue", value=19900, people=12, currency="EUR"),
            Cell(measure="revenue", value=900, people=2, currency="USD"),
        ]


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
async def house(house: House, counted: Counted) -> AsyncIterator[House]:
    opened = houses.open_house(house.settings)
    [josh] = opened.products
    opened.products = (msgspec.structs.replace(josh, numbers=Numbers(MEASURES, counted.count)),)
    yield opened
    await opened.close()


async def test_a_week_is_counted_anew_until_it_is_settled_and_told_once(
    house: House, counted: Counted
) -> None:
    [josh] = house.products
    this = weeks.monday(house.clock.now().date())
    closed = await counting.count(house, josh)
    assert this not in closed
    assert set(counted.asked) == {weeks.span(week)[0] for week in weeks.weeks_back(house.clock.now(), 12)}
    rows = await run(
        house, "select week, value, shown from weekly_numbers where measure = 'signups' and city = ''"
    )
    assert {row["value"] for row in rows} == {48}
    assert {row["week"] for row in rows if row["shown"]} == set(closed)

    counted.signups["Bonn"] = 50
    assert await counting.count(house, josh) == []
    rows = await run(house, "select week, value from weekly_numbers where measure = 'signups' and city = ''")
    assert {row["week"] for row in rows if row["value"] == 48} == set(closed)
    house.clock.move(weeks.span(this)[1] + weeks.SETTLES - house.clock.now() - timedelta(minutes=1))
    assert this not in await counting.count(house, josh)
    house.clock.move(timedelta(minutes=2))
    assert await counting.count(house, josh) == [this]
    [row] = await run(
        house,
        "select value, shown from weekly_numbers where measure = 'signups' and city = '' and week = $1",
        this,
    )
    assert (row["value"], row["shown"]) == (68, True)
    told = await run(
        house, "select city from weekly_numbers where week = $1 and measure = 'signups' and shown", this
    )
    # Trier's four would follow from the others: one of them is left out too.
    assert len(told) == 2
    assert "Trier" not in {row["city"] for row in told}
    money = await run(
        house, "select currency, shown from weekly_numbers where week = $1 and measure = 'revenue'", this
    )
    assert {row["currency"]: row["shown"] for row in money} == {"EUR": True, "USD": False}

    for statement in (
        "update weekly_numbers set value = 69 where week = $1",
        "delete from weekly_numbers where week = $1",
        "insert into weekly_numbers (product, measure, week, value, people) values ('josh', 'extra', $1, 1, 1)",
        "delete from closed_weeks where week = $1",
    ):
        with pytest.raises((Conflict, asyncpg.InsufficientPrivilegeError)):
            await run(house, statement, this)


@pytest.mark.postgres15
def test_the_database_shows_nothing_of_fewer_than_ten(fresh_database: FreshDatabase) -> None:
    add = "insert into kith.weekly_numbers (product, measure, week, value, people, shown) values ('josh', 'signups', '2026-11-02', 9, %s, true)"
    with psycopg.connect(fresh_database.url, autocommit=True) as owner:
        with pytest.raises(psycopg.errors.CheckViolation):
            owner.execute(add, (9,))
        owner.execute(add, (10,))
        owner.execute("insert into kith.closed_weeks (product, week) values ('josh', '2026-11-02')")
        for statement in ("truncate kith.weekly_numbers", "update kith.weekly_numbers set people = 11"):
            with pytest.raises(psycopg.Error) as refused:
                owner.execute(statement)  # not even their owner
            assert refused.value.sqlstate == "KT403"


async def test_the_page_and_the_downloads_tell_what_may_be_told_and_nothing_else(
    house: House, client: httpx.AsyncClient
) -> None:
    boss, ada = [await add_person(house, email=f"{name}@house.example") for name in ("boss", "ada")]
    await make_admin(house, boss, "support")
    desk = Browser(client)
    desk.cookies.set(cookies.access_name(house), (await sign_in(house, boss)).access_token)
    assert "No week is told yet" in (await desk.get("/console/numbers")).text
    [josh] = house.products
    closed = await counting.count(house, josh)
    text = (await desk.get("/console/numbers?product=josh&weeks=8")).text
    for said in ("Seats filled", "75%", "2 h 30 min", "8 of 8 weeks told", "<desc", "€"):
        assert said in text, said
    assert "$" not in text
    assert "Trier" not in text
    assert "384" in text  # eight weeks of forty-eight
    everything = (await desk.get("/console/numbers")).text
    assert "Sign-ups" in everything
    assert "Seats filled" not in everything
    drawings = [one.split("</svg>")[0] for one in everything.split('<svg class="chart__svg"')[1:]]
    assert drawings
    for drawing in drawings:
        # Whatever is later in a drawing lies over what is before it.
        assert drawing.rindex('class="chart__part"') < drawing.index('class="chart__label"')
    places = (await desk.get("/console/numbers.json?product=josh&weeks=8")).json()
    for city in {line["city"] for line in places} - {""}:
        assert "Sign-ups" in (await desk.get(f"/console/numbers?product=josh&city={city}")).text
    few = (await desk.get("/console/numbers?product=josh&city=Trier")).text
    assert "Nothing here rests on ten people" in few
    # It says of which city, and does not look as if it were about everywhere.
    assert '<option value="Trier" selected>' in few

    lines = (await desk.get("/console/numbers.json?product=josh&weeks=8")).json()
    assert {line["week"] for line in lines} == {week.isoformat() for week in closed[-8:]}
    assert {line["currency"] for line in lines} == {"", "EUR"}
    assert not {line["city"] for line in lines} & {"Trier"}
    # What is downloaded cannot be subtracted either: in no week is but one city missing from the sum.
    for week in {line["week"] for line in lines}:
        here = {
            line["city"]: line["value"]
            for line in lines
            if line["week"] == week and line["measure"] == "signups"
        }
        assert here.pop("") == 48
        assert len(here) == 1
    sheet = list(
        csv.DictReader(io.StringIO((await desk.get("/console/numbers.csv?product=josh&weeks=8")).text))
    )
    assert [
        {name: str("" if value is None else value) for name, value in line.items()} for line in lines
    ] == sheet

    for wrong in ("product=nothing", "weeks=7", "weeks=x"):
        assert (await desk.get(f"/console/numbers?{wrong}")).status_code == 422
    nobody = Browser(client)
    nobody.cookies.set(cookies.access_name(house), (await sign_in(house, ada)).access_token)
    for path in ("", ".csv", ".json"):
        assert (await nobody.get(f"/console/numbers{path}")).status_code == 404
