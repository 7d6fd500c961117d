"""Messages, shared notes, running late: for the two of a session, from its yes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.session_room")
LONGEST, LONGEST_NOTES = 4000, 20_000
MOST_SHOWN: Final = 100
LATE: Final = (5, 10, 15)
_WORDS: Final = Limit("mentor.session_messages", 60, timedelta(minutes=10))


class SessionSaid(msgspec.Struct, frozen=True, kw_only=True):
    """One message."""

    id: UUID
    mine: bool
    message: str
    created_at: datetime


class SessionNotes(msgspec.Struct, frozen=True, kw_only=True):
    """The shared notes; version 0 before anybody wrote."""

    content: str
    version: int
    mine: bool


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """What a session's page shows beside the session. `may_write`: messages are open. `late`: minutes the other said they run late by."""

    booking: UUID
    zone: str
    other_name: str
    messages: list[SessionSaid]
    notes: SessionNotes
    may_write: bool
    may_be_late: bool
    late: int | None


class NotesMovedOn(Conflict):
    """Somebody wrote meanwhile; `theirs` is what stands there now."""

    slug = "notes-moved-on"

    def __init__(self, detail: str, theirs: SessionNotes) -> None:
        super().__init__(detail)
        self.theirs = theirs


def schema(house: House) -> str:
    return house.product("mentor").schema


def topic(booking: UUID) -> str:
    return f"session:{booking}"


async def _own(db: Session, person: Person, booking: UUID) -> Any:
    row = await queries.session(db.connection, booking=booking)
    if (
        row is None
        or row["confirmed_at"] is None
        or person.id not in (row["mentor_user_id"], row["mentee_user_id"])
    ):
        raise NotFound
    return row


async def room(house: House, person: Person, booking: UUID) -> Room:
    """Messages (the latest hundred, oldest first), notes, and who runs late.

    Raises:
        NotFound: not a confirmed session of theirs.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await _own(db, person, booking)
        said = [one async for one in queries.said(db.connection, booking=booking, at_most=MOST_SHOWN)]
        notes = await queries.notes(db.connection, booking=booking)
        late = [one async for one in queries.lateness(db.connection, booking=booking)]
        now = db.now
    role = "mentor" if row["mentor_user_id"] == person.id else "mentee"
    other = "mentee" if role == "mentor" else "mentor"
    return Room(
        booking=booking,
        zone=row[f"{role}_timezone"],
        other_name=row[f"{other}_name"] or "",
        messages=[
            SessionSaid(
                id=one["id"],
                mine=one["sender_user_id"] == person.id,
                message=one["message"],
                created_at=one["created_at"],
            )
            for one in reversed(said)
        ],
        notes=_notes(notes, person),
        may_write=not row["blocked"],
        may_be_late=row["status"] == "confirmed"
        and row["start_time"] - timedelta(hours=1) <= now < row["end_time"],
        late=next((one["minutes"] for one in late if one["user_id"] != person.id), None),
    )


def _notes(row: Any, person: Person) -> SessionNotes:
    if row is None:
        return SessionNotes(content="", version=0, mine=True)
    return SessionNotes(content=row["content"], version=row["version"], mine=row["updated_by"] == person.id)


async def say(house: House, person: Person, booking: UUID, words: str) -> UUID:
    """Write to the other; they are told once an hour at most.

    Raises:
        NotFound: not a confirmed session of theirs.
        Invalid: no words, or too many.
        Conflict: closed, because of a block.
        TooMany: sixty in ten minutes.
    """
    if not 1 <= len(words.strip()) <= LONGEST:
        raise Invalid("Write between one and four thousand characters.", field="message")
    async with house.database.session(_ACTOR, schema(house)) as db:
        await _own(db, person, booking)
    await take(house, _WORDS, str(person.id))
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await _own(db, person, booking)
        made: UUID = await queries.say(
            db.connection, booking=booking, sender=person.id, message=words.strip()
        )
        role = "mentor" if row["mentor_user_id"] == person.id else "mentee"
        name = row[f"{role}_name"] or ""
        await notify(
            db,
            house,
            row["mentee_user_id" if role == "mentor" else "mentor_user_id"],
            lambda: Notice(
                subject=_("%(name)s wrote to you", name=name),
                text=_("There is a message about your session. It waits on the session’s page."),
                link=f"/mentor/sessions/{booking}",
                hint=_("A message about a session of yours."),
            ),
            product="Mentor",
            purpose="session.message",
            key=f"session-message:{booking}:{role}:{db.now:%Y%m%d%H}",
        )
        await announce(db, topic(booking))
    return made


async def write_notes(
    house: House, person: Person, booking: UUID, content: str, version: int
) -> SessionNotes:
    """The shared notes anew, if they still are the version that was read.

    Raises:
        NotFound: not a confirmed session of theirs.
        Invalid: too long.
        NotesMovedOn: the other wrote meanwhile; nothing is lost, both are there.
    """
    if len(content) > LONGEST_NOTES:
        raise Invalid("Please keep the notes under twenty thousand characters.", field="content")
    async with house.database.session(_ACTOR, schema(house)) as db:
        await _own(db, person, booking)
        written = (
            await queries.begin_notes(db.connection, booking=booking, person=person.id, content=content)
            if version == 0
            else await queries.write_notes(
                db.connection, booking=booking, person=person.id, content=content, version=version
            )
        )
        now = _notes(await queries.notes(db.connection, booking=booking), person)
        if written is not None:
            await announce(db, topic(booking))
            return now
    raise NotesMovedOn("The other wrote meanwhile. Their words and yours are both below.", now)


async def run_late(house: House, person: Person, booking: UUID, minutes: int) -> None:
    """Tell the other that one comes later.

    Raises:
        NotFound: not a confirmed session of theirs.
        Invalid: not one of the choices.
        Conflict: not within the hour before, nor during it.
    """
    if minutes not in LATE:
        raise Invalid("Choose 5, 10 or 15 minutes.", field="minutes")
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await _own(db, person, booking)
        if (
            row["status"] != "confirmed"
            or not row["start_time"] - timedelta(hours=1) <= db.now < row["end_time"]
        ):
            raise Conflict("That can be said from an hour before the session until its end.", slug="not-now")
        await queries.late(db.connection, booking=booking, person=person.id, minutes=minutes)
        role = "mentor" if row["mentor_user_id"] == person.id else "mentee"
        name = row[f"{role}_name"] or ""
        await notify(
            db,
            house,
            row["mentee_user_id" if role == "mentor" else "mentor_user_id"],
            lambda: Notice(
                subject=_("%(name)s comes %(minutes)s minutes later", name=name, minutes=minutes),
                text=_("They are on their way. The room stays open."),
                link=f"/mentor/sessions/{booking}",
                hint=_("Somebody runs a little late."),
            ),
            product="Mentor",
            purpose="session.late",
            key=f"session-late:{booking}:{role}:{minutes}",
        )
        await announce(db, topic(booking))
