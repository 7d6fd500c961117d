"""Somebody leaves (STOP, erasure, suspension): their invites, seats and plans are given free at once, and whoever counted on them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.queries import load
from kith.products.josh.linkups import ending, waves
from kith.products.josh.linkups.leaving import leave_locked

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "departure.sql")


async def person_left(db: Session, house: House, user_id: UUID, why: str, *, only_ahead: bool = False) -> int:
    """Decline a person's open invites, take them out of what is locked, call off what they gather people for.

    Done twice, it changes nothing the second time. `why` is a short word for the timeline, such as "stop". `only_ahead` leaves
    alone what has begun. Returns how many LinkUps they were taken out of.
    """
    left = 0
    concerned = [(row["id"], row["own"]) async for row in queries.linkups_of(db.connection, user_id=user_id)]
    for linkup_id, own in concerned:
        linkup = await waves.held(db, linkup_id)
        if linkup is None or linkup.state not in ("draft", "broadcasting", "locked"):
            continue
        begins = linkup.event_time or linkup.starts_at
        if only_ahead and begins is not None and begins <= db.now:
            continue
        left += 1
        if own:
            await ending.cancel(db, house, linkup, reason=f"initiator_left:{why}", by=user_id)
        elif linkup.state == "locked" and await queries.is_confirmed(
            db.connection, user_id=user_id, linkup_id=linkup_id
        ):
            name: str = await queries.first_name(db.connection, user_id=user_id)
            await leave_locked(db, house, linkup, user_id, name, counts=False)
        else:
            async for _row in queries.decline_all(db.connection, user_id=user_id, linkup_id=linkup_id):
                await waves.queries.wave_now(db.connection, id=linkup_id)
    return left
