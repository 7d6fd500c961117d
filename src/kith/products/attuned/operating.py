"""What those who run the house see of Attuned and may do: plans bought on the web beside Stripe's, and an event of the stores applied again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kith.commons.billing.our_books import movements
from kith.foundation.jobs import enqueue
from kith.foundation.operations import Money, MoneyRow, Operations
from kith.foundation.queries import load
from kith.products.attuned.subscriptions.commands import APPLY_JOB
from kith.products.attuned.subscriptions.commands import queries as subscriptions
from kith.products.attuned.subscriptions.web import sync

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from kith.foundation.database import Session

queries = load(__file__, "operating.sql")


async def replay(db: Session, event: UUID) -> bool:
    """Queue an event anew. The store is asked how the purchase stands now, so that it has its effect once."""
    await subscriptions.unhandle(db.connection, id=event)
    await enqueue(db, APPLY_JOB, {"id": str(event)}, once_as=f"{APPLY_JOB}:{event}")
    return True


async def money(db: Session, _since: datetime, keys: Sequence[str]) -> list[MoneyRow]:
    return await movements("subscription", queries.subscriptions(db.connection, keys=keys))


OPERATIONS = Operations(money=Money(rows=money, look_at={"subscription": sync}), replay=replay)
