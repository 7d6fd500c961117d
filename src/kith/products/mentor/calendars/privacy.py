"""Calendars in a person's export and erasure; `mentor/privacy.py` puts them together with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.foundation.jobs import enqueue
from kith.foundation.queries import load
from kith.products.mentor.calendars.accounts import FORGET_JOB

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "privacy.sql")


async def export(db: Session, person: UUID) -> dict[str, Any]:
    """What we hold of a person's calendars: which, and when they are busy; never tokens. In the caller's transaction (service)."""
    return {
        "calendars": [dict(row) async for row in queries.calendars(db.connection, user_id=person)],
        "busy_times": [dict(row) async for row in queries.busy_times(db.connection, user_id=person)],
        "calendar_feed": [dict(row) async for row in queries.feeds(db.connection, user_id=person)],
    }


async def erase(db: Session, person: UUID) -> None:
    """Forget a person's calendars and feed in the caller's transaction (service); tokens are given back right after it."""
    left = [row["id"] async for row in queries.disconnect_all(db.connection, user_id=person)]
    for account_id in left:
        await enqueue(db, FORGET_JOB, {"account": str(account_id)})
    await queries.forget_busy(db.connection, user_id=person)
    await queries.forget_feed(db.connection, user_id=person)
