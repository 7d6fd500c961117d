"""What those who run the house see of Mentor: its money, beside the provider's books."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kith.commons.billing.our_books import movements
from kith.foundation.operations import Money, MoneyRow, Operations, RefusedRefunds
from kith.foundation.queries import load
from kith.products.mentor.payments import refunding, settling
from kith.products.mentor.payouts import paying

if TYPE_CHECKING:
    from datetime import datetime

    from kith.foundation.database import Session

queries = load(__file__, "operating.sql")
_REFUNDS: Final = "/console/mentor/payments"


async def money(db: Session, since: datetime, keys: Sequence[str]) -> list[MoneyRow]:
    return [
        *await movements("payment", queries.payments(db.connection, since=since, keys=keys)),
        *await movements("refund", queries.refunds(db.connection, since=since, keys=keys)),
        *await movements("transfer", queries.transfers(db.connection, since=since, keys=keys)),
    ]


async def refused_refunds(db: Session) -> RefusedRefunds:
    row: Any = await queries.refused_refunds(db.connection)
    return RefusedRefunds(count=row["count"], oldest=row["oldest"], href=_REFUNDS)


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
)
