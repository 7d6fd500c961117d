"""What those who run the house see of HOTMESS and may do: its money beside the provider's books, its cities, the bot's commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kith.commons.billing.our_books import movements
from kith.foundation.operations import Cities, City, Money, MoneyRow, Operations, RefusedRefunds
from kith.foundation.queries import load
from kith.products.hotmess.payments import paying, refunding, settling
from kith.products.hotmess.telegram.again import replay

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.database import Session

queries = load(__file__, "operating.sql")
_REFUNDS: Final = "/console/hotmess/orders"


async def money(db: Session, since: datetime, keys: Sequence[str]) -> list[MoneyRow]:
    return [
        *await movements("payment", queries.payments(db.connection, since=since, keys=keys)),
        *await movements("refund", queries.refunds(db.connection, since=since, keys=keys)),
        *await movements("transfer", queries.transfers(db.connection, since=since, keys=keys)),
    ]


async def refused_refunds(db: Session) -> RefusedRefunds:
    row: Any = await queries.refused_refunds(db.connection)
    return RefusedRefunds(count=row["count"], oldest=row["oldest"], href=_REFUNDS)


async def cities(db: Session) -> list[City]:
    return [
        City(
            slug=row["slug"],
            name=row["name"],
            is_open=row["is_open"],
            people=row["people"],
            note=f"beacons on: {row['beacons']}",
        )
        async for row in queries.cities(db.connection)
    ]


async def put_city(db: Session, slug: str, is_open: bool) -> bool:
    """Closed: nobody joins there and no beacon begins; what is on goes on."""
    return await queries.put_city(db.connection, slug=slug, is_open=is_open) is not None


OPERATIONS = Operations(
    money=Money(
        rows=money,
        look_at={
            "payment": settling.settle,
            "refund": refunding.look_at,
            "transfer": paying.look_at,
        },
    ),
    refused_refunds=refused_refunds,
    replay=replay,
    replays_applied=False,
    cities=Cities(all=cities, put=put_city),
)
