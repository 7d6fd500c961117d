"""Achievements are told once: on the page when somebody comes by, else in one letter for the few that are worth one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.language import _, ngettext
from kith.foundation.queries import load
from kith.products.mentor import topics
from kith.products.mentor.game.achievements.catalogue import BY_SLUG

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.game.achievements")
PATIENCE: Final = timedelta(hours=20)
"""How long an achievement waits to be seen before a letter tells of it."""
_AT_A_TIME: Final = 100


async def tell(house: House) -> None:
    """Write the letters that are due; each achievement is told once whoever comes at the same time."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        await queries.settle(db.connection)
        due = [
            row["user_id"]
            async for row in queries.to_tell(db.connection, before=db.now - PATIENCE, at_most=_AT_A_TIME)
        ]
    for person in due:
        async with house.database.session(_ACTOR, schema) as db:
            told = [row async for row in queries.tell(db.connection, person=person)]
            if told:
                await notify(
                    db,
                    house,
                    person,
                    lambda told=told: _letter(told),
                    product="Mentor",
                    topic=topics.AWARDS,
                    purpose="mentor.achievement",
                    key=f"mentor:achievements:{person}:{_first(told)}",
                )


def _first(told: list[Any]) -> UUID:
    return told[0]["id"]


def _letter(told: list[Any]) -> Notice:
    achieved = [BY_SLUG[row["slug"]] for row in told]
    lines = "\n\n".join(f"{_(one.name)}: {_(one.description)}" for one in achieved)
    return Notice(
        subject=_(achieved[0].name)
        if len(achieved) == 1
        else ngettext("%(num)d achievement", "%(num)d achievements", len(achieved)),
        text=lines,
        link="/mentor/progress",
    )


SCHEDULES = [Schedule(name="mentor.game.tell", cron="*/10 * * * *", run=tell)]
