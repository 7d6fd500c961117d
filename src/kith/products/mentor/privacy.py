"""Mentor's part in an export and an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.product import PrivacyHooks
from kith.foundation.queries import load
from kith.products.mentor.bookings.telling import tell_ended_by_leaving
from kith.products.mentor.calendars import privacy as calendars
from kith.products.mentor.game import privacy as game

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

_ONE: Final = ("profile", "mentor_profile", "mentee_profile")
_MANY: Final = (
    "rules",
    "exceptions",
    "bookings",
    "payments",
    "packages",
    "purchases",
    "credit",
    "payouts",
    "payout_account",
    "messages",
    "notes",
    "late",
    "reviews_written",
    "reviews_received",
    "files_sent",
    "presence",
    "absences_reported",
    "absences_said_of_them",
    "reminders",
    "told",
)
LEFT_OUT: Final = {
    "xp_events.other_user_id": "somebody else's event, in their export; it says that there was a session, which is exported",
    "stored_files.owner_id": "the files themselves lie beside, with a list",
}
"""References to a person that no query follows, each with the reason; a test holds this list complete."""


async def export(house: House, db: Session, person_id: UUID) -> dict[str, Any]:
    """Everything Mentor holds about a person."""
    found: dict[str, Any] = {}
    for part in _ONE:
        row = await getattr(queries, part)(db.connection, id=person_id)
        found[part] = None if row is None else dict(row)
    for part in _MANY:
        found[part] = [dict(row) async for row in getattr(queries, part)(db.connection, id=person_id)]
    return found | await calendars.export(db, person_id) | await game.export(db, person_id)


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """End what is still to come, give back what is owed, forget everything personal."""
    ended = await queries.erase(db.connection, id=person_id)
    for booking in ended or ():
        await tell_ended_by_leaving(db, house, booking, person_id)
    await calendars.erase(db, person_id)


HOOKS = PrivacyHooks(export=export, erase=erase)
