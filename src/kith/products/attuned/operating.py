"""What those who run the house may do to Attuned: have an event of the stores applied again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.jobs import enqueue
from kith.foundation.operations import Operations
from kith.products.attuned.subscriptions.commands import APPLY_JOB, queries

if TYPE_CHECKING:
    from uuid import UUID

    from kith.foundation.database import Session


async def replay(db: Session, event: UUID) -> bool:
    """Queue an event anew. The store is asked how the purchase stands now, so that it has its effect once."""
    await queries.unhandle(db.connection, id=event)
    await enqueue(db, APPLY_JOB, {"id": str(event)}, once_as=f"{APPLY_JOB}:{event}")
    return True


OPERATIONS = Operations(replay=replay)
