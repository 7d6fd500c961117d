"""What may be told: numbers of closed weeks that no person can be picked out of. Nothing else is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec

from kith.commons.numbers.counting import queries
from kith.commons.numbers.weeks import WEEK

if TYPE_CHECKING:
    from kith.foundation.database import Session

EVERYWHERE: Final = ""


class Told(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A number of a week; `base` as the measure's unit says. It refers to nothing, so the collector need not walk over thousands of them."""

    product: str
    measure: str
    week: date
    city: str
    currency: str
    value: int
    base: int | None = None


class Period(msgspec.Struct, frozen=True):
    """Weeks, from the first to before the last."""

    since: date
    until: date

    @property
    def weeks(self) -> list[date]:
        return [self.since + WEEK * number for number in range((self.until - self.since) // WEEK)]

    @property
    def before(self) -> Period:
        """As many weeks before these."""
        return Period(self.since - (self.until - self.since), self.since)


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """One measure in one place, week by week; a week that is not told is missing. `earlier`: the weeks before the period's."""

    product: str
    measure: str
    city: str
    currency: str
    told: dict[date, Told]
    earlier: dict[date, Told]


async def period(db: Session, products: Sequence[str], weeks: int) -> Period | None:
    """The last so many weeks up to the newest that is closed (service, schema `kith`); none is closed yet: None."""
    newest: date | None = await queries.last_closed(db.connection, products=list(products))
    return None if newest is None else Period(newest - WEEK * (weeks - 1), newest + WEEK)


async def cities(db: Session, products: Sequence[str]) -> list[str]:
    """Cities of which something may be told (service, schema `kith`)."""
    return [row["city"] async for row in queries.cities(db.connection, products=list(products))]


class CitySum(msgspec.Struct, frozen=True, kw_only=True):
    """What a measure came to in a city over the weeks that are told, of which there are `weeks`."""

    product: str
    measure: str
    city: str
    currency: str
    value: int
    weeks: int
    base: int | None = None


async def by_city(db: Session, products: Sequence[str], wanted: Period) -> list[CitySum]:
    """Every city of which something is told, over a period (service, schema `kith`): a sum of what is told, and of nothing else."""
    rows = queries.by_city(db.connection, products=list(products), since=wanted.since, until=wanted.until)
    return [msgspec.convert(dict(row), CitySum) async for row in rows]


async def told(db: Session, products: Sequence[str], wanted: Period, city: str | None) -> list[Told]:
    """Each number of a period (service, schema `kith`): of one city, of everywhere (""), or of each place (None)."""
    if city is None:
        rows = queries.told(db.connection, products=list(products), since=wanted.since, until=wanted.until)
    else:
        rows = queries.told_city(
            db.connection, products=list(products), city=city, since=wanted.since, until=wanted.until
        )
    # Ten thousand rows are usual: made one by one from their columns, a third of what a conversion that looks at types takes.
    return [
        Told(
            product=product, measure=measure, week=week, city=where, currency=currency, value=value, base=base
        )
        async for product, measure, week, where, currency, value, base in rows
    ]


async def series(
    db: Session, products: Sequence[str], wanted: Period, city: str, *, compared: bool
) -> list[Series]:
    """Every measure of these products in a city or everywhere (""), `compared` with the period before (service, schema `kith`)."""
    since = wanted.before.since if compared else wanted.since
    found: dict[tuple[str, str, str, str], tuple[dict[date, Told], dict[date, Told]]] = defaultdict(
        lambda: ({}, {})
    )
    for one in await told(db, products, Period(since, wanted.until), city):
        now, before = found[one.product, one.measure, one.city, one.currency]
        (now if one.week >= wanted.since else before)[one.week] = one
    return [
        Series(product=product, measure=measure, city=where, currency=currency, told=now, earlier=before)
        for (product, measure, where, currency), (now, before) in found.items()
    ]
