"""Rows past every trigger and foreign key, for what is counted by the hundred; and a week of a product's own numbers."""

from __future__ import annotations

from datetime import date

import asyncpg

from harness.members import TESTS
from kith.commons.numbers import weeks
from kith.foundation.house import House

WEEK = date(2026, 11, 16)
Counts = dict[tuple[str, str, str], tuple[int, int | None, int]]


async def plant(house: House, schema: str, *statements: str) -> None:
    """Write rows as the database's owner, with triggers and foreign keys off; checks stay."""
    owner = await asyncpg.connect(house.settings.database_url, server_settings={"search_path": schema})
    try:
        await owner.execute("set session_replication_role = replica")
        for statement in statements:
            await owner.execute(statement)
    finally:
        await owner.close()


async def counted(house: House, week: date = WEEK) -> Counts:
    """(value, base, people) by measure, city and currency."""
    [product] = house.products
    assert product.numbers is not None
    since, until = weeks.span(week)
    async with house.database.session(TESTS, product.schema) as db:
        cells = await product.numbers.count(db, since, until)
    return {(one.measure, one.city, one.currency): (one.value, one.base, one.people) for one in cells}
