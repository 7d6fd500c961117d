"""Calendars in a person's export and erasure; `mentor/privacy.py` puts them together with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.jobs import enqueue
from kith.foundation.language import later
from kith.foundation.product import export_part
from kith.foundation.queries import load
from kith.products.mentor.calendars.accounts import FORGET_JOB

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "privacy.sql")


PARTS: Final = [
    export_part(queries, "calendars", later("Your calendars; never what opens them")),
    export_part(queries, "busy_times", later("When your calendars say that you are busy")),
    export_part(queries, "feeds", later("Your private feed"), called="calendar_feed"),
]


async def erase(db: Session, person: UUID) -> None:
    """Forget a person's calendars and feed in the caller's transaction (service); tokens are given back right after it."""
    left = [row["id"] async for row in queries.disconnect_all(db.connection, user_id=person)]
    for account_id in left:
        await enqueue(db, FORGET_JOB, {"account": str(account_id)})
    await queries.forget_busy(db.connection, user_id=person)
    await queries.forget_feed(db.connection, user_id=person)
