"""Reminders, each once: written with the row that says so, while the session is held to what it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.products.mentor import topics
from kith.products.mentor.reviews.commands import WINDOW
from kith.web.pages import clock_time, day

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.reminders")
_AT_A_TIME: Final = 200
_BEFORE: Final = ("day", "hour")


async def remind(house: House) -> None:
    """Everybody who is to be reminded now is, in their language and by their clock."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        due = [row async for row in queries.due(db.connection, at_most=_AT_A_TIME)]
    for found in due:
        async with house.database.session(_ACTOR, schema) as db:
            await _remind(db, house, found["booking_id"], found["user_id"], found["kind"])


async def _remind(db: Session, house: House, booking: UUID, person: UUID, kind: str) -> None:
    status = "confirmed" if kind in _BEFORE else "completed"
    row = await queries.session(db.connection, booking=booking, status=status)
    if row is None or await queries.claim(db.connection, booking=booking, person=person, kind=kind) is None:
        return
    zone: str = await queries.zone_of(db.connection, person=person)
    now = db.now
    await notify(
        db,
        house,
        person,
        lambda: _ahead(row, person, zone, now) if kind in _BEFORE else _behind(row, person, zone, kind),
        product="Mentor",
        topic=topics.REMINDERS,
        purpose=f"reminder.{kind}",
        key=f"session-reminder:{booking}:{kind}:{person}",
    )


def _other(row: Any, person: UUID) -> str:
    return row["mentee_name" if row["mentor_user_id"] == person else "mentor_name"] or _("somebody")


def _ahead(row: Any, person: UUID, zone: str, now: Any) -> Notice:
    name, start = _other(row, person), row["start_time"]
    when = f"{day(start, zone)}, {clock_time(start, zone)} ({zone})"
    soon = start - now <= timedelta(hours=1)
    return Notice(
        subject=_("In an hour: your session with %(name)s", name=name)
        if soon
        else _("Soon: your session with %(name)s", name=name),
        text=" ".join(
            (
                _("You meet %(name)s on %(when)s.", name=name, when=when),
                _("This leads into the room; it opens ten minutes before.")
                if soon
                else _(
                    "The room opens ten minutes before. Something they should know, or a file to look at? The session’s page takes both."
                ),
            )
        ),
        link=f"/mentor/sessions/{row['id']}/room" if soon else f"/mentor/sessions/{row['id']}",
        hint=_("A session of yours begins in an hour.") if soon else _("You have a session within a day."),
    )


def _behind(row: Any, person: UUID, zone: str, kind: str) -> Notice:
    name = _other(row, person)
    until = day(row["end_time"] + WINDOW, zone)
    text = (
        _(
            "A few words help others decide, and %(name)s to get better. They are read once both of you have written, or after two weeks.",
            name=name,
        )
        if kind == "review"
        else _(
            "You can say how it was until %(until)s. Two stars or five, it helps somebody decide.",
            until=until,
        )
    )
    return Notice(
        subject=_("How was it with %(name)s?", name=name)
        if kind == "review"
        else _("The last days to say how it was with %(name)s", name=name),
        text=text,
        link=f"/mentor/sessions/{row['id']}/review",
        hint=_("How was your session?"),
    )


SCHEDULES = [Schedule(name="mentor.reminders.send", cron="* * * * *", run=remind)]
