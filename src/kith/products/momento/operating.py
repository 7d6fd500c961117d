"""What those who run the house see of Momento: its money, beside the provider's books, and its cities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kith.commons.billing.our_books import movements
from kith.foundation.operations import Cities, City, Money, MoneyRow, Operations, RefusedRefunds
from kith.foundation.queries import load
from kith.products.momento.payments import refunding, settling
from kith.products.momento.places import closed
from kith.products.momento.places.catalogue import CITIES

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.database import Session

queries = load(__file__, "operating.sql")
_REFUNDS: Final = "/console/momento/payments"


async def money(db: Session, since: datetime, keys: Sequence[str]) -> list[MoneyRow]:
    return [
        *await movements("payment", queries.payments(db.connection, since=since, keys=keys)),
        *await movements("refund", queries.refunds(db.connection, since=since, keys=keys)),
    ]


async def refused_refunds(db: Session) -> RefusedRefunds:
    row: Any = await queries.refused_refunds(db.connection)
    return RefusedRefunds(count=row["count"], oldest=row["oldest"], href=_REFUNDS)


async def cities(db: Session) -> list[City]:
    people = {row["city"]: row["people"] async for row in queries.people_by_city(db.connection)}
    shut = {row["city"] async for row in closed.queries.closed_cities(db.connection)}
    return [
        City(slug=name, name=name, is_open=name not in shut, people=people.get(name, 0)) for name in CITIES
    ]


async def put_city(db: Session, slug: str, is_open: bool) -> bool:
    """Closed: nobody joins there and no new event is planned; events that are planned take place."""
    put = closed.queries.open_city if is_open else closed.queries.close_city
    return await put(db.connection, city=slug) is not None


OPERATIONS = Operations(
    money=Money(rows=money, look_at={"payment": settling.settle, "refund": refunding.look_at}),
    refused_refunds=refused_refunds,
    cities=Cities(all=cities, put=put_city),
)
