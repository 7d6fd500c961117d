"""What those who run the house see of Mentor: its money, beside the provider's books."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kith.commons.billing.our_books import movements
from kith.foundation.operations import Money, MoneyKind, MoneyRow, Operations
from kith.foundation.queries import load
from kith.products.mentor.payments import refunding, settling
from kith.products.mentor.payouts import paying

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "operating.sql")


async def money(db: Session, since: datetime, keys: Sequence[str]) -> list[MoneyRow]:
    return [
        *await movements("payment", queries.payments(db.connection, since=since, keys=keys)),
        *await movements("refund", queries.refunds(db.connection, since=since, keys=keys)),
        *await movements("transfer", queries.transfers(db.connection, since=since, keys=keys)),
    ]


async def look_at(house: House, kind: MoneyKind, movement: UUID) -> None:
    """Ask Stripe about one movement, and bring ours to it."""
    if kind == "payment":
        await settling.settle(house, movement)
    elif kind == "refund":
        await refunding.look_at(house, movement)
    else:
        await paying.look_at(house, movement)


OPERATIONS = Operations(money=Money(rows=money, look_at=look_at))
