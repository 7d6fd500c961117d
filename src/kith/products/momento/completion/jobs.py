"""Completion: two hours after the last stop, once, by the clock."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Schedule
from kith.foundation.language import _, ngettext
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.momento import topics

if TYPE_CHECKING:
    from uuid import UUID

    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.completion")
_LOOK_BACK = timedelta(minutes=30)


async def complete_due(house: House) -> None:
    """Complete what is over, and connect those whose attendance was settled later."""
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        due: list[UUID] = [row["id"] async for row in queries.due(db.connection)]
        late: list[UUID] = [
            row["event_id"] async for row in queries.settled_since(db.connection, since=db.now - _LOOK_BACK)
        ]
    for event in due:
        async with house.database.session(_ACTOR, schema) as db:
            if await queries.complete(db.connection, event=event):
                await _tell(db, house, event)
    for event in late:
        async with house.database.session(_ACTOR, schema) as db:
            if await queries.connect_late(db.connection, event=event):
                await _tell(db, house, event)


async def _tell(db: Session, house: House, event: UUID) -> None:
    async for row in queries.attendees(db.connection, event=event):
        await notify(
            db,
            house,
            row["user_id"],
            lambda row=row: _whom_you_met(event, row["title"], row["met"]),
            product="Momento",
            topic=topics.MEMORIES,
            purpose="event.completed",
            key=f"completed:{event}:{row['user_id']}",
        )
    await announce(db, f"event:{event}")


def _whom_you_met(event: UUID, title: str, met: int) -> Notice:
    if met:
        text = ngettext(
            "“%(title)s” is over. You met one person: they are in your memory book now. Would you like to see them again? "
            "Say so there; they only learn of it if they say the same.",
            "“%(title)s” is over. You met %(num)d people: they are in your memory book now. Whom would you like to see again? "
            "Say so there; they only learn of it if they say the same.",
            met,
            title=title,
        )
    else:
        text = _("“%(title)s” is over. How was it? Two taps tell your host.", title=title)
    return Notice(
        subject=_("How was %(title)s?", title=title),
        text=text,
        link=f"/momento/events/{event}/rate",
        hint=_("How was it? Your memory book has new faces."),
    )


JOBS: list[Job] = []
SCHEDULES = [Schedule(name="momento.events.complete", cron="* * * * *", run=complete_due)]
