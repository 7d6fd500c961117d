"""A person's private feed: an address that nobody can guess, made anew on wish. Only its hash is stored; the address follows from its number."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.queries import load
from kith.products.mentor.calendars.invitations import ics
from kith.products.mentor.calendars.invitations.ics import Meeting, Status
from kith.products.mentor.calendars.tokens import ACTOR, schema_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "feed.sql")
BACK: Final = timedelta(days=90)
_LENGTH: Final = 43
_STATUS: Final[dict[str, Status]] = {
    "pending": "TENTATIVE",
    "confirmed": "CONFIRMED",
    "completed": "CONFIRMED",
}


async def address_of(house: House, person: UUID) -> str | None:
    """Where a person subscribes to their sessions, None when they have no feed."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        version = await queries.version_of(db.connection, user_id=person)
    return None if version is None else _address(house, _token(house, person, version))


async def rotate(house: House, person: UUID) -> str:
    """A new address; the one before is void from now on."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        await db.lock("calendar-feed", person)
        version = (await queries.last_version(db.connection, user_id=person) or 0) + 1
        token = _token(house, person, version)
        await queries.keep(db.connection, user_id=person, version=version, token_hash=_hash(house, token))
    return _address(house, token)


async def end(house: House, person: UUID) -> None:
    """No feed any more. Its number stays, so that an address never comes back."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        await queries.end(db.connection, user_id=person)


async def render(house: House, token: str) -> str | None:
    """The feed behind a token, None for a token of nobody."""
    if len(token) != _LENGTH:
        return None
    async with house.database.session(ACTOR, schema_of(house)) as db:
        person = await queries.person_of(db.connection, token_hash=_hash(house, token))
        if person is None:
            return None
        rows = [row async for row in queries.sessions(db.connection, user_id=person, since=db.now - BACK)]
    meetings = [
        Meeting(
            booking_id=row["calendar_uid"],
            sequence=int(row["calendar_sequence"]),
            changed_at=row["updated_at"],
            starts=row["start_time"],
            ends=row["end_time"],
            summary=f"Mentoring with {row['other_name']}",
            url=f"{house.settings.public_url}/mentor/sessions/{row['id']}",
            status=_STATUS.get(row["status"], "CANCELLED"),
        )
        for row in rows
    ]
    return ics.feed("Mentor sessions", meetings)


def _token(house: House, person: UUID, version: int) -> str:
    digest = house.keyring.keyed_hash(f"{person}:{version}", "mentor.calendar-feed.token")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _hash(house: House, token: str) -> bytes:
    return house.keyring.keyed_hash(token, "mentor.calendar-feed.lookup")


def _address(house: House, token: str) -> str:
    return f"{house.settings.public_url}/mentor/calendar/{token}.ics"
