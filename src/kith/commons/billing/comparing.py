"""Our books beside the provider's, once a day: events get lost, refunds fail days later, and somebody may act at the provider's own desk.

What can be mended is: the product asks about the movement and brings ours to it. What is left is a row for an operator.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.commons.billing import their_books
from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.differences import Difference, compare
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import Problem, Unavailable
from kith.foundation.jobs import Job, Payload, Schedule
from kith.foundation.logs import logger
from kith.foundation.operations import Money, MoneyRow
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import Product

queries = load(__file__, "comparing.sql")
_ACTOR = service("billing.comparing")
_log = logger(__name__)
COMPARE_JOB: Final = "kith.money.compare"
LOOK_JOB: Final = "kith.money.look"
AS_FAR_BACK: Final = timedelta(days=30)


class Totals(msgspec.Struct, frozen=True):
    """How many movements were compared, mended, and are still told differently."""

    compared: int = 0
    mended: int = 0
    left: int = 0

    def __add__(self, other: Totals) -> Totals:
        return Totals(self.compared + other.compared, self.mended + other.mended, self.left + other.left)


async def compare_books(house: House) -> None:
    """Compare every product's money of the last month with the provider's, mend, and write down what is left."""
    async with house.database.session(_ACTOR, "kith") as db:
        run, began = await queries.begin(db.connection), db.now
    try:
        theirs = await their_books.moved_since(house, began - AS_FAR_BACK)
        totals = Totals()
        for product in house.products:
            if product.operations.money is not None:
                rows = theirs.get(product.slug, [])
                totals += await _product(house, product, product.operations.money, rows, began)
    except (Unavailable, PaymentRefused) as away:
        async with house.database.session(_ACTOR, "kith") as db:
            await queries.failed(db.connection, id=run, failure=away.slug)
        return
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.ended(
            db.connection, id=run, compared=totals.compared, mended=totals.mended, differences=totals.left
        )


async def _product(
    house: House, product: Product, money: Money, theirs: Sequence[MoneyRow], began: datetime
) -> Totals:
    first, compared = await _differences(house, product, money, theirs, began)
    mended = 0
    for difference in first:
        mended += await _mend(house, money, difference)
    # The provider's side may have been moved by looking, too: both are read anew.
    fresh = (
        (await their_books.moved_since(house, began - AS_FAR_BACK)).get(product.slug, [])
        if mended
        else theirs
    )
    left = (await _differences(house, product, money, fresh, began))[0] if mended else first
    async with house.database.session(_ACTOR, "kith") as db:
        new = 0
        for one in left:
            is_new = await queries.found(
                db.connection,
                product=product.slug,
                kind=one.kind,
                what=one.what,
                key=one.key or str(one.row.id),
                row_id=one.row.id,
                ours=one.ours,
                theirs=one.theirs,
            )
            new += bool(is_new)
        await queries.gone(db.connection, product=product.slug, since=began)
    if new:
        metrics.ALERTS.labels("money_differs").inc(new)
        _log.error("the provider knows money otherwise", product=product.slug, differences=new)
    return Totals(compared, len(first) - len(left), len(left))


async def _differences(
    house: House, product: Product, money: Money, theirs: Sequence[MoneyRow], began: datetime
) -> tuple[list[Difference], int]:
    async with house.database.session(_ACTOR, product.schema) as db:
        ours = await money.rows(db, began - AS_FAR_BACK, [one.key for one in theirs])
    known = {one.key for one in theirs}
    # What the lists do not have may be older than they reach.
    asked = [
        await their_books.one(house, one.kind, one.key)
        for one in ours
        if one.key and one.key not in known and one.state == "done"
    ]
    all_of_theirs = [*theirs, *(one for one in asked if one is not None)]
    return compare(ours, all_of_theirs), len(ours)


async def _mend(house: House, money: Money, difference: Difference) -> bool:
    """Have the product ask about a movement that it knows, or about a person's plan; whether it could."""
    only_here = difference.what == "only_here" and difference.kind != "subscription"
    if difference.row.id is None or only_here:
        return False
    try:
        await money.look_at[difference.kind](house, difference.row.id)
    except Problem as problem:
        _log.warning("a movement could not be looked at", kind=difference.kind, failure=problem.slug)
        return False
    return True


async def _compare(house: House, _payload: Payload) -> None:
    await compare_books(house)


async def look(house: House, payload: Payload) -> None:
    """Ask about one difference, as an operator wants, and compare again."""
    async with house.database.session(_ACTOR, "kith") as db:
        row = await queries.one(db.connection, id=UUID(payload["id"]))
    if row is None:
        return
    money = house.product(row["product"]).operations.money
    if money is not None and row["row_id"] is not None:
        try:
            await money.look_at[row["kind"]](house, row["row_id"])
        except PaymentRefused:
            _log.warning("the provider does not know a movement of ours", kind=row["kind"])
    await compare_books(house)


JOBS = [Job(name=COMPARE_JOB, run=_compare, at_once=1), Job(name=LOOK_JOB, run=look)]
SCHEDULES = [Schedule(name="kith.money.compare", cron="37 3 * * *", run=compare_books)]
