"""What the demo tells of money: orders that were paid by card, and sellers whom money can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.product import DemoAccount, DemoMoney, DemoPayment
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "money.sql")


async def told(db: Session) -> DemoMoney:
    return DemoMoney(
        payments=[DemoPayment(**row) async for row in queries.payments(db.connection)],
        accounts=[
            DemoAccount(country="GB", currency="gbp", **row) async for row in queries.accounts(db.connection)
        ],
    )
