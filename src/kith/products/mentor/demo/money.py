"""What the demo tells of money: sessions and packages that were paid by card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.product import DemoMoney, DemoPayment
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "money.sql")


async def told(db: Session) -> DemoMoney:
    return DemoMoney(payments=[DemoPayment(**row) async for row in queries.payments(db.connection)])
