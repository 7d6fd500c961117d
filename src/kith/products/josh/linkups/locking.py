"""Locking: the moment a LinkUp becomes real. Exactly one caller locks; everybody gets one fitting text."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh.conversation.copy import linkups as copy
from kith.products.josh.linkups import venues
from kith.products.josh.linkups.activities import activity
from kith.products.josh.linkups.row import LinkUp
from kith.products.josh.linkups.wording import activity_of, moment_of
from kith.products.josh.outbound.commands import queue_text
from kith.products.josh.outbound.reads import Recipient, recipients

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)

REMINDERS = {"24h": timedelta(hours=24), "2h": timedelta(hours=2)}


async def lock(db: Session, house: House, linkup: LinkUp, *, except_text_to: UUID | None = None) -> bool:
    """Lock a broadcasting LinkUp whose row the caller holds; False when somebody else was faster.

    Participants are written by the database from the seats. Everybody coming is told place, time and first names (but `except_text_to`,
    who is being answered in this very transaction); every unanswered invite closes with a kind text.
    """
    if linkup.starts_at is None or linkup.ends_at is None:
        return False
    place = await _choose_venue(db, linkup)
    locked = await queries.lock_linkup(
        db.connection,
        id=linkup.id,
        lock_version=linkup.lock_version,
        event_time=linkup.starts_at,
        starts_at=linkup.starts_at,
        ends_at=linkup.ends_at,
        venue=None if place is None else place.as_document(),
        venue_id=None if place is None else place.id,
    )
    if locked is None:
        return False
    await close_unanswered(db, house, linkup)
    people = [row async for row in queries.participants_of(db.connection, linkup_id=linkup.id)]
    for row in people:
        if row["id"] == except_text_to:
            continue
        body = locked_text(linkup, place, people, row["id"])
        await queue_text(
            db,
            house,
            member=Recipient(row["id"], row["phone_e164"], row["phone_hash"]),
            body=body,
            kind="unsolicited",
            purpose="linkup.locked",
            key=f"linkup:{linkup.id}:locked:{row['id']}",
        )
    await _schedule_reminders(db, linkup)
    return True


def locked_text(linkup: LinkUp, place: venues.Venue | None, people: list[Any], reader: UUID) -> str:
    """What a participant is told at lock: activity, time, place, and who else is coming by first name."""
    others = [str(row["first_name"]) for row in people if row["id"] != reader]
    return copy.locked(
        activity=activity_of(linkup),
        when=moment_of(linkup),
        venue=None if place is None else place.name,
        address=None if place is None else place.address,
        others=others,
    )


async def text_for(db: Session, linkup_id: UUID, linkup: LinkUp, reader: UUID) -> str:
    """The same text, for the one whose yes locked it."""
    people = [row async for row in queries.participants_of(db.connection, linkup_id=linkup_id)]
    venue = await db.connection.fetchval("select venue from linkups where id = $1", linkup_id)
    return locked_text(linkup, venues.from_document(venue), people, reader)


async def close_unanswered(db: Session, house: House, linkup: LinkUp) -> None:
    """Close every pending invite, kindly."""
    closed = {
        row["invited_user_id"]: row["id"]
        async for row in queries.close_pending(db.connection, linkup_id=linkup.id)
    }
    for person in await recipients(db, list(closed)):
        await queue_text(
            db,
            house,
            member=person,
            body=copy.closed(activity=activity_of(linkup)),
            kind="unsolicited",
            purpose="linkup.closed",
            key=closing_key(closed[person.id]),
        )


def closing_key(invite_id: UUID) -> str:
    """Key of the text that closes an invite: a late yes looks it up, so that nobody is answered twice."""
    return f"invite:{invite_id}:closed"


async def _choose_venue(db: Session, linkup: LinkUp) -> venues.Venue | None:
    known = [
        venues.from_row(row) async for row in queries.venues_in(db.connection, region_id=linkup.region_id)
    ]
    recent = [
        row["venue_id"] async for row in queries.recent_venues(db.connection, region_id=linkup.region_id)
    ]
    return venues.choose(
        known,
        activity=activity(str(linkup.brief.get("activity_key", ""))),
        constraints=linkup.brief.get("constraints") or {},
        people=max(linkup.seats_taken, linkup.min_size),
        recently_used=recent,
        seed=str(linkup.id),
    )


async def _schedule_reminders(db: Session, linkup: LinkUp) -> None:
    if linkup.starts_at is None:
        return
    for kind, before in REMINDERS.items():
        at = linkup.starts_at - before
        if at > db.now:
            await queries.insert_reminder(
                db.connection, linkup_id=linkup.id, reminder_type=kind, scheduled_for=at
            )
