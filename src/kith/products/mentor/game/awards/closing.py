"""Weeks and months close once they are over, however late, by however many workers; leagues are filled while they run."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.products.mentor import topics
from kith.products.mentor.game.awards.words import AWARDS

if TYPE_CHECKING:
    from datetime import date

    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.game.time")
_STALE: Final = timedelta(days=14)
"""Awards of a period that ended longer ago than this are on the pages, and no letter says so any more."""


async def close_due(house: House) -> None:
    """Close every period whose end and grace are past, in order, each in a transaction of its own."""
    schema = house.product("mentor").schema
    for kind in ("week", "month"):
        async with house.database.session(_ACTOR, schema) as db:
            over = [row["starts_on"] async for row in queries.over(db.connection, kind=kind)]
        for starts_on in over:

            async def close(db: Session, kind: str = kind, starts_on: date = starts_on) -> None:
                if not await queries.close(db.connection, kind=kind, starts_on=starts_on):
                    return
                given = [row async for row in queries.given(db.connection, kind=kind, starts_on=starts_on)]
                if db.now.date() - starts_on < _STALE + timedelta(days=31):
                    for award in given:
                        await _tell(db, house, award, kind)

            await house.database.transact(_ACTOR, schema, close)


async def _tell(db: Session, house: House, award: Any, kind: str) -> None:
    words = AWARDS[award["type"]]

    def write() -> Notice:
        return Notice(
            subject=_(words.week if kind == "week" else words.month),
            text=_(
                "%(meaning)s It stands on your page now. Thank you for the hours behind it.",
                meaning=_(words.meaning),
            ),
            link="/mentor/leaderboard",
            hint=_("Something nice happened to you on Mentor."),
        )

    await notify(
        db,
        house,
        award["mentor_user_id"],
        write,
        product="Mentor",
        topic=topics.AWARDS,
        purpose="mentor.award",
        key=f"mentor:award:{award['id']}",
    )


async def draw(house: House) -> None:
    """Whoever has earned XP this week gets a seat in a league; the ladder is kept short."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await queries.draw(db.connection)
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await queries.tidy(db.connection)


SCHEDULES = [
    Schedule(name="mentor.game.close", cron="* * * * *", run=close_due),
    Schedule(name="mentor.game.leagues", cron="* * * * * */20", run=draw),
]
