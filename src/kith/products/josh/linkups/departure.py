"""Somebody leaves: their invites, seats and plans are given free at once, and the next wave starts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "departure.sql")


async def person_left(db: Session, house: House, user_id: UUID, why: str) -> None:
    """Decline a person's open invites, take them out of what is locked, cancel what they gather people for.

    Done twice, it changes nothing the second time. `why` is a short word for the timeline, such as "stop".
    """
    held = [row["id"] async for row in queries.lock_linkups_of(db.connection, user_id=user_id)]
    if not held:
        return
    await queries.cancel_own(db.connection, user_id=user_id, reason=f"initiator_left:{why}")
    freed = [row["linkup_id"] async for row in queries.decline_all(db.connection, user_id=user_id)]
    await queries.leave_locked(db.connection, user_id=user_id)
    await queries.wave_for(db.connection, linkup_ids=freed)
