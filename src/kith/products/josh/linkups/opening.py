"""From a confirmed brief to a LinkUp that gathers people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import asyncpg
import msgspec

from kith.foundation.database import Session
from kith.foundation.database import correlation as correlation_of
from kith.foundation.jobs import enqueue
from kith.foundation.queries import load
from kith.products.josh.linkups import awake
from kith.products.josh.linkups.activities import find
from kith.products.josh.linkups.brief import event_time, keys_to_check, to_document
from kith.products.josh.linkups.create_key import SAME_BRIEF
from kith.products.josh.linkups.draft import BriefDraft
from kith.products.josh.matching.waves import random_arm

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

ACCEPTANCE_WINDOW = timedelta(hours=4)
_CLOSES_BEFORE_START = timedelta(minutes=45)
_SHORTEST_WINDOW = timedelta(minutes=10)
_USUAL_LENGTH = timedelta(minutes=90)


class BusyThen(Exception):
    """The initiator holds a seat elsewhere at that time."""


class Opened(msgspec.Struct, frozen=True):
    """A LinkUp, and whether this brief made it or had made it already."""

    linkup_id: UUID
    new: bool


def window_end(now: datetime, starts_at: datetime, hours: awake.AwakeHours) -> datetime:
    """Until when people may accept: four waking hours, but not up to the last minute before it begins."""
    latest = max(starts_at - _CLOSES_BEFORE_START, now + _SHORTEST_WINDOW)
    return min(hours.after(now, ACCEPTANCE_WINDOW), latest)


async def open_linkup(db: Session, house: House, initiator: UUID, region: Any, draft: BriefDraft) -> Opened:
    """Make the LinkUp of a confirmed brief and start asking around; the same brief within ten minutes makes none.

    Raises:
        BusyThen: the initiator is in another LinkUp at that time; nothing was stored.
        ValueError: the brief is not complete, or its time has passed.
    """
    zone = ZoneInfo(region["region_zone"])
    current, earlier = keys_to_check(initiator, draft, db.now)
    key, known = current, await _known(db, current, earlier)
    if known is not None:
        if known["state"] in ("draft", "broadcasting", "locked"):
            return Opened(known["id"], new=False)
        key = f"{current}:{known['id']}"  # it was called off or came to nothing; asking again is a new try
    starts_at = event_time(draft, db.now.astimezone(zone))
    activity = find(draft.activity_key or "")
    length = _USUAL_LENGTH if activity is None else timedelta(minutes=activity.minutes)
    hours = await awake.hours_of(db, house, region["region_id"])
    linkup_id = uuid4()
    arm = "random" if random_arm(linkup_id, seed="josh.selection") else "scored"
    try:
        async with db.savepoint():
            inserted = await queries.insert_draft(
                db.connection,
                id=linkup_id,
                initiator_user_id=initiator,
                region_id=region["region_id"],
                brief=to_document(draft),
                time_zone=region["region_zone"],
                starts_at=starts_at,
                ends_at=starts_at + length,
                window_ends_at=window_end(db.now, starts_at, hours),
                min_size=draft.min_size,
                max_size=draft.max_size,
                arm=arm,
                create_key=key,
                correlation_id=correlation_of.get(),
            )
            if inserted is None:
                found = await queries.find_by_create_keys(db.connection, keys=[key])
                return Opened(found["id"], new=False)
            await queries.start_broadcasting(db.connection, id=linkup_id)
    except asyncpg.ExclusionViolationError:
        raise BusyThen from None
    await enqueue(db, "josh.linkup.attend", {"linkup_id": str(linkup_id)})
    return Opened(linkup_id, new=True)


async def _known(db: Session, current: str, earlier: str) -> Any:
    found = await queries.find_by_create_keys(db.connection, keys=[current])
    if found is not None:
        return found
    before = await queries.find_by_create_keys(db.connection, keys=[earlier])
    return before if before is not None and db.now - before["created_at"] < SAME_BRIEF else None
