"""Half a year of numbers for a demo city, which opened today: drawn from a seed, closed as real weeks are, and nowhere else."""

from __future__ import annotations

import math
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Final

from kith.commons.numbers import counting, weeks
from kith.foundation.actor import service
from kith.foundation.product import Cell, Measure

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import Product

_ACTOR: Final = service("numbers.demo")
WEEKS: Final = 30
_USUAL: Final = {"reports": 16, "response": 14, "count": 40, "share": 120, "mean_minutes": 60, "money": 60}


async def plant(house: House) -> None:
    """Give every product that counts itself a past, in a house that has none yet."""
    for product in house.products:
        if product.numbers is not None:
            await _plant(house, product)


async def _plant(house: House, product: Product) -> None:
    dice = Random(f"numbers {product.slug}")  # noqa: S311 - the same past every time
    past = [
        week
        for week in weeks.weeks_back(house.clock.now(), WEEKS)
        if weeks.is_settled(week, house.clock.now())
    ]
    places = await _places(house, product)
    for number, week in enumerate(past):
        grown = 0.5 + number / len(past) + 0.12 * math.sin(number / 2)
        cells = [
            cell
            for measure in counting.measures_of(product)
            for cell in _cells(measure, places.get(measure.key, []), grown, dice)
        ]
        async with house.database.session(_ACTOR, "kith") as db:
            rows = counting.rows_told(house, product, week, cells)
            await counting.queries.keep(db.connection, product=product.slug, week=week, cells=rows)
            await counting.queries.close(db.connection, product=product.slug, week=week)


async def _places(house: House, product: Product) -> dict[str, list[str]]:
    """The cities each measure has of a demo that has just been built."""
    if product.numbers is None:
        return {}
    found: dict[str, list[str]] = {}
    this: date = weeks.weeks_back(house.clock.now(), 1)[0]
    for week in (this, this + weeks.WEEK):
        async with house.database.session(_ACTOR, product.schema) as db:
            for cell in await product.numbers.count(db, *weeks.span(week)):
                cities = found.setdefault(cell.measure, [])
                if cell.city and cell.city not in cities:
                    cities.append(cell.city)
    return found


def _cells(measure: Measure, cities: list[str], grown: float, dice: Random) -> list[Cell]:
    people = max(12, round(_USUAL.get(measure.key, _USUAL[measure.unit]) * grown * dice.uniform(0.85, 1.15)))
    whole = _cell(measure, "", people, dice)
    if not cities:
        return [whole]
    shares = [1 / (place + 1.6) for place in range(len(cities))]
    parts = [
        _cell(measure, city, round(people * share / sum(shares)), dice)
        for city, share in zip(cities, shares, strict=True)
    ]
    parts = [part for part in parts if part.people]
    return [
        Cell(
            measure=measure.key,
            value=sum(part.value for part in parts),
            base=None if whole.base is None else sum(part.base or 0 for part in parts),
            people=sum(part.people for part in parts),
            currency=whole.currency,
        ),
        *parts,
    ]


def _cell(measure: Measure, city: str, people: int, dice: Random) -> Cell:
    value, base, currency = people, None, ""
    if measure.unit == "share":
        base = round(people / dice.uniform(0.62, 0.93))
    elif measure.unit == "mean_minutes":
        base = max(1, people // 4)
        value = round(base * dice.uniform(90, 240))
    elif measure.unit == "money":
        value, currency = people * dice.choice((900, 1200, 1500)), "EUR"
    return Cell(measure=measure.key, value=value, base=base, people=people, city=city, currency=currency)
