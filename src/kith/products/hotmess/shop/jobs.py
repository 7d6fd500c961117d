"""Tidying of stock: reservations that lapsed, and what products say of their shelf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.jobs import Schedule
from kith.products.hotmess.shop.reads import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House


async def tidy(house: House) -> None:
    """Write down what has lapsed and how much is left; both were true before."""
    async with house.database.session(ACTOR, schema(house)) as db:
        await queries.lapse(db.connection, at_most=1000)
        await queries.note_stock(db.connection)
        await queries.note_listings(db.connection)


SCHEDULES = [Schedule(name="hotmess.shop.stock", cron="* * * * * */20", run=tidy)]
