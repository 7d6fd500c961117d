"""Messages, shared notes, running late: for the two of a session, from its yes on, and a week longer when it is called off."""

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
from kith.products.mentor import topics

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.session_room")
LONGEST, LONGEST_NOTES = 4000, 20_000
MOST_SHOWN: Final = 100
LATE: Final = (5, 10, 15)
AFTER_OFF: Final = timedelta(days=7)
"""How long after its planned end the two of a session that was called off may write, as `session_closed` has it."""
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


class SessionFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a session; `size` in bytes, `url` for the two."""

    id: UUID
    mine: bool
    filename: str
    content_type: str
    size: int
    created_at: datetime
    url: str


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """What a session's page shows beside the session. `may_write`: messages, notes and files are open, `open_until` some moment where the
    session is off. `closed`: why not (closed, moved, over). `late`: minutes the other said they run late by.
    """

    booking: UUID
    zone: str
    other_name: str
    messages: list[SessionSaid]
    notes: SessionNotes
    files: list[SessionFile]
    may_write: bool
    open_until: datetime | None
    closed: str | None
    may_be_late: bool
    late: int | None


class NotesMovedOn(Conflict):
    """Somebody wrote meanwhile; `theirs` is what stands there now, in the problem's JSON too."""

    slug = "notes-moved-on"

    def __init__(self, detail: str, theirs: SessionNotes) -> None:
        super().__init__(detail)
        self.theirs = theirs
        self.extension = {"theirs": msgspec.to_builtins(theirs)}


def schema(house: House) -> str:
    return house.product("mentor").schema


def topic(booking: UUID) -> str:
    return f"session:{booking}"


async def own(db: Session, person: Person, booking: UUID) -> Any:
    """A confirmed session of this person's, called off or not (a row of `queries.session`, service).

    Raises:
        NotFound: not theirs.
    """
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
        row = await own(db, person, booking)
        said = [one async for one in queries.said(db.connection, booking=booking, at_most=MOST_SHOWN)]
        notes = await queries.notes(db.connection, booking=booking)
        files = [one async for one in queries.files(db.connection, booking=booking)]
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
        files=[_file(one, person, booking) for one in files],
        may_write=row["closed"] is None,
        open_until=row["end_time"] + AFTER_OFF if row["status"] == "cancelled" else None,
        closed=row["closed"],
        may_be_late=row["status"] == "confirmed"
        and row["start_time"] - timedelta(hours=1) <= now < row["end_time"],
        late=next((one["minutes"] for one in late if one["user_id"] != person.id), None),
    )


def _file(row: Any, person: Person, booking: UUID) -> SessionFile:
    return SessionFile(
        id=row["id"],
        mine=row["uploader_user_id"] == person.id,
        filename=row["filename"] or "",
        content_type=row["content_type"],
        size=row["size"],
        created_at=row["created_at"],
        url=f"/mentor/sessions/{booking}/files/{row['id']}",
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
        Conflict: closed, because of a block or a week after it was called off.
        TooMany: sixty in ten minutes.
    """
    if not 1 <= len(words.strip()) <= LONGEST:
        raise Invalid("Write between one and four thousand characters.", field="message")
    async with house.database.session(_ACTOR, schema(house)) as db:
        await own(db, person, booking)
    await take(house, _WORDS, str(person.id))
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await own(db, person, booking)
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
            topic=topics.MESSAGES,
            purpose="session.message",
            key=f"session-message:{booking}:{role}:{db.now:%Y%m%d%H}",
        )
        await announce(db, topic(booking))
    return made


async def enter(house: House, person: Person, booking: UUID) -> None:
    """Somebody went into the room: within the first ten minutes it says that they were there."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.note_entry(db.connection, booking=booking, person=person.id)


async def write_notes(
    house: House, person: Person, booking: UUID, content: str, version: int
) -> SessionNotes:
    """The shared notes anew, if they still are the version that was read.

    Raises:
        NotFound: not a confirmed session of theirs.
        Invalid: too long.
        NotesMovedOn: the other wrote meanwhile; nothing is lost, both are there.
        Conflict: closed, as messages are.
    """
    if len(content) > LONGEST_NOTES:
        raise Invalid("Please keep the notes under twenty thousand characters.", field="content")
    async with house.database.session(_ACTOR, schema(house)) as db:
        await own(db, person, booking)
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
        row = await own(db, person, booking)
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
            topic=topics.LATE,
            purpose="session.late",
            key=f"session-late:{booking}:{role}:{minutes}",
        )
        await announce(db, topic(booking))
