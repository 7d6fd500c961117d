"""Reminders a day and two hours before, and the end of a LinkUp that took place."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh import topics
from kith.products.josh.conversation.copy import linkups as copy
from kith.products.josh.linkups import venues
from kith.products.josh.linkups.wording import activity_named, clock_time, local_moment
from kith.products.josh.outbound.notices import queue_notice
from kith.products.josh.outbound.reads import Recipient

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

_STALE_AFTER = {"24h": timedelta(hours=12), "2h": timedelta(hours=2)}


async def send_due(db: Session, house: House, at_most: int = 20) -> int:
    """Send the reminders whose time has come; one that would come too late to help is dropped. Returns how many were sent."""
    due = [row async for row in queries.due_reminders(db.connection, now=db.now, at_most=at_most)]
    sent = 0
    for row in due:
        stale = db.now - row["scheduled_for"] > _STALE_AFTER[row["reminder_type"]]
        worth_it = row["linkup_state"] == "locked" and not stale and row["event_time"] > db.now
        if worth_it:
            await _remind(db, house, row)
            sent += 1
        await queries.finish_reminder(db.connection, id=row["id"], status="sent" if worth_it else "failed")
    return sent


async def _remind(db: Session, house: House, row: Any) -> None:
    place = venues.from_document(row["venue"])
    activity = activity_named(row["brief"])
    body = (
        copy.reminder_24h(
            activity=activity,
            when=local_moment(row["event_time"], row["time_zone"]),
            venue=place.name if place else None,
        )
        if row["reminder_type"] == "24h"
        else copy.reminder_2h(
            activity=activity,
            at=clock_time(row["event_time"], row["time_zone"]),
            venue=place.name if place else None,
        )
    )
    async for person in queries.participants_of(db.connection, linkup_id=row["linkup_id"]):
        await queue_notice(
            db,
            house,
            to=Recipient(person["id"], person["phone_e164"], person["phone_hash"]),
            body=body,
            topic=topics.REMINDERS,
            purpose=f"linkup.reminder_{row['reminder_type']}",
            key=f"linkup:{row['linkup_id']}:reminder:{row['reminder_type']}:{person['id']}",
        )


async def complete_due(db: Session, at_most: int = 50) -> list[UUID]:
    """Mark LinkUps that are over as completed; what follows next day is `afterwards`."""
    due = [row["id"] async for row in queries.due_for_completion(db.connection, now=db.now, at_most=at_most)]
    for linkup_id in due:
        await queries.complete_linkup(db.connection, id=linkup_id)
    return due
