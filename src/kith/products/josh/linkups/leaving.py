"""One person takes back their place in a locked LinkUp: the others are told, and too few left means it is off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh.afterwards.commands import strike_late_cancel
from kith.products.josh.afterwards.strikes import is_late_cancel
from kith.products.josh.conversation.copy import linkups as copy
from kith.products.josh.linkups import ending
from kith.products.josh.linkups.row import LinkUp
from kith.products.josh.linkups.wording import activity_of, moment_of
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import Recipient

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)


async def leave_locked(
    db: Session, house: House, linkup: LinkUp, user_id: UUID, name: str, *, counts: bool
) -> bool:
    """Cancel one participation of a locked LinkUp whose row the caller holds. Returns whether it was a late cancel.

    `counts` is whether a late cancel costs a point: not for people who leave the house altogether.
    """
    late = linkup.event_time is not None and is_late_cancel(db.now, linkup.event_time)
    others = [
        row
        async for row in queries.participants_of(db.connection, linkup_id=linkup.id)
        if row["id"] != user_id
    ]
    await queries.cancel_participation(db.connection, linkup_id=linkup.id, user_id=user_id, late=late)
    if late and counts:
        await strike_late_cancel(db, house, user_id, linkup.id)
    if len(others) < linkup.min_size:
        await ending.cancel(db, house, linkup, reason="too few are left", by=user_id)
        return late
    for row in others:
        await queue_text(
            db,
            house,
            member=Recipient(row["id"], row["phone_e164"], row["phone_hash"]),
            body=copy.participant_left(name=name, activity=activity_of(linkup), when=moment_of(linkup)),
            kind="unsolicited",
            purpose="linkup.participant_left",
            key=f"linkup:{linkup.id}:left:{user_id}:{row['id']}",
        )
    return late
