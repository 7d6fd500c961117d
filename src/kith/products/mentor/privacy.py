"""Mentor's part in an export and an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.language import later
from kith.foundation.product import PrivacyHooks, export_part
from kith.foundation.queries import load
from kith.products.mentor.bookings.telling import tell_ended_by_leaving
from kith.products.mentor.calendars import privacy as calendars
from kith.products.mentor.game import privacy as game

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

_PARTS: Final = {
    "profile": later("Who you are in Mentor"),
    "pictures_hidden": later("Pictures of yours that we took down"),
    "mentor_profile": later("What you offer as a mentor"),
    "mentee_profile": later("What you said as a mentee"),
    "rules": later("Your weekly hours"),
    "exceptions": later("Days with other hours"),
    "bookings": later("Your sessions"),
    "payments": later("What you paid and got back"),
    "packages": later("Packages you offer"),
    "purchases": later("Packages you bought or sold"),
    "credit": later("What came into and left your credit"),
    "payouts": later("What you were paid"),
    "payout_account": later("Your account at Stripe"),
    "messages": later("What you wrote in sessions"),
    "notes": later("Notes you wrote last"),
    "late": later("When you said that you run late"),
    "reviews_written": later("Reviews you wrote"),
    "reviews_received": later("Reviews about you"),
    "files_sent": later("Files you sent"),
    "presence": later("When you came into rooms"),
    "absences_reported": later("Absences you reported"),
    "absences_said_of_them": later("Absences others reported of you"),
    "reminders": later("What you were reminded of"),
    "told": later("What Mentor wrote to you"),
}


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """End what is still to come, give back what is owed, forget everything personal."""
    ended = await queries.erase(db.connection, id=person_id)
    for booking in ended or ():
        await tell_ended_by_leaving(db, house, booking, person_id)
    await calendars.erase(db, person_id)


HOOKS = PrivacyHooks(
    parts=[
        *(export_part(queries, name, title) for name, title in _PARTS.items()),
        *calendars.PARTS,
        *game.PARTS,
    ],
    erase=erase,
)
