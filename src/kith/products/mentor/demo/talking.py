"""What the demo's people wrote and sent around their sessions, and two who remember one differently."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.media import files
from kith.foundation.actor import service
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "talking.sql")
_ACTOR = service("mentor.demo.talking")
_NOTES: Final = """Before we meet
- Where does Ana stand? First queries work, joins do not yet.
- What does the job ask for: dashboards or pipelines?

After
-"""
_PLAN: Final = b"""# Twelve weeks, five hours a week

| weeks | what |
|---|---|
| 1-3 | joins, grouping, one real question of your own |
| 4-7 | python: read, clean, plot, tell it to a friend |
| 8-12 | one project from raw data to a page, shown to two strangers |
"""


async def talk(house: House, mentor: UUID, mentee: UUID) -> None:
    """The next session of the two one signs in as has messages, notes and a file."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        booking = await queries.next_session(db.connection, mentor=mentor, mentee=mentee)
    if booking is None:
        return
    plan = await files.keep_document(
        house, schema, owner=mentor, purpose="session", data=_PLAN, filename="Twelve weeks.md"
    )
    async with house.database.session(_ACTOR, schema) as db:
        for ago, sender, words in (
            (
                190,
                mentee,
                "Hello Grace, I have the data of our bike repair evenings. Is that enough to begin with?",
            ),
            (
                95,
                mentor,
                "More than enough. Bring one question you would like it to answer. The plan I use is below.",
            ),
            (40, mentee, "Which evenings need a second mechanic. I will have the table ready."),
        ):
            await db.connection.execute(f"set local kith.clock_offset = '-{ago} minutes'")
            await queries.say(db.connection, booking=booking, sender=sender, message=words)
            if sender == mentor:
                await queries.note(db.connection, booking=booking, person=mentor, content=_NOTES)
                await files.use(db, [plan])
                await queries.share(db.connection, booking=booking, person=mentor, file=plan)


async def disagree(db: Session, booking: UUID, mentor: UUID, mentee: UUID, start: datetime) -> None:
    """Each says that the other was not there; only one came into the room (service, at a moment after the session)."""
    await queries.entered(db.connection, booking=booking, person=mentee, at=start + timedelta(minutes=2))
    for reporter, words in (
        (mentee, "I sat there for half an hour. Nobody came."),
        (mentor, "I was in the room on time. I saw nobody."),
    ):
        await queries.report(db.connection, booking=booking, reporter=reporter, words=words)
