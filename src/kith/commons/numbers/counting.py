"""Counting a product's weeks: those that are open anew each time, each closed once."""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kith.commons.numbers import weeks
from kith.commons.numbers.disclosure import by_city, order_of, told
from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.language import later
from kith.foundation.product import Cell, Measure
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import Product

queries = load(__file__)
_ACTOR: Final = service("numbers.counting")
LOOKS_BACK: Final = 12
"""Weeks that are counted when none is closed yet, or after a long rest."""
SAFETY: Final = (
    Measure(key="reports", label=later("Reports"), unit="count", family="safety"),
    Measure(
        key="response",
        label=later("Time to a decision"),
        unit="mean_minutes",
        family="safety",
        hint=later("From the first report to the decision, on average, of cases decided that week."),
    ),
)


def measures_of(product: Product) -> tuple[Measure, ...]:
    """What is told of a product: its own measures, then what the house knows of its safety."""
    own = () if product.numbers is None else tuple(product.numbers.measures)
    return (*own, *SAFETY)


async def count(house: House, product: Product) -> list[date]:
    """Count a product's open weeks anew and close those that are settled; which were closed.

    A week is closed in the transaction that counts it for the last time. From then on the database refuses every change.
    """
    closed: list[date] = []
    wanted = weeks.weeks_back(house.clock.now(), LOOKS_BACK)
    async with house.database.session(_ACTOR, "kith") as db:
        done = {
            row["week"] async for row in queries.closed(db.connection, product=product.slug, since=wanted[0])
        }
    for week in wanted:
        if week not in done and await _count_week(house, product, week):
            closed.append(week)
    return closed


async def _count_week(house: House, product: Product, week: date) -> bool:
    since, until = weeks.span(week)
    # What is settled is decided before it is counted: whatever happens in between belongs to a week that is over for long.
    settled = weeks.is_settled(week, house.clock.now())
    cells: list[Cell] = []
    if product.numbers is not None:
        async with house.database.session(_ACTOR, product.schema) as db:
            cells = await product.numbers.count(db, since, until)
    async with house.database.session(_ACTOR, "kith") as db:
        await db.lock("numbers", product.slug)
        already = queries.closed(db.connection, product=product.slug, since=week)
        if week in {row["week"] async for row in already}:
            return False
        safety = queries.safety(db.connection, product=product.slug, since=since, until=until)
        cells += [msgspec.convert(dict(row), Cell) async for row in safety]
        rows = (
            rows_told(house, product, week, cells) if settled else [_row(cell, shown=False) for cell in cells]
        )
        await queries.clear(db.connection, product=product.slug, week=week)
        await queries.keep(db.connection, product=product.slug, week=week, cells=rows)
        if settled:
            await queries.close(db.connection, product=product.slug, week=week)
    return settled


def _row(cell: Cell, *, shown: bool) -> dict[str, Any]:
    return msgspec.structs.asdict(cell) | {"shown": shown}


def rows_told(house: House, product: Product, week: date, cells: Sequence[Cell]) -> list[dict[str, Any]]:
    """The rows of a week that is settled, each with whether it may be told."""
    families = {measure.key: measure.family or measure.key for measure in measures_of(product)}
    secret = hmac.digest(house.settings.pepper, f"numbers|{product.slug}".encode(), "sha256")
    together: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        together[families[cell.measure], cell.currency].append(cell)
    rows: list[dict[str, Any]] = []
    for group in together.values():
        totals, cities = by_city([(cell.measure, cell.city, cell.people) for cell in group])
        everywhere, where = told(totals, cities, order_of(list(cities), secret, week.isoformat()))
        rows += [
            _row(cell, shown=cell.measure in totals and (cell.city in where if cell.city else everywhere))
            for cell in group
        ]
    return rows


async def count_all(house: House) -> None:
    """Count every product of the house."""
    for product in house.products:
        await count(house, product)


SCHEDULES = [Schedule(name="kith.numbers.count", cron="17 * * * *", run=count_all)]
