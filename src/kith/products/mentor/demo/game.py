"""The demo's past as the game tells it: days on which people came by, weeks that closed, and no letter about what is long ago."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.queries import load
from kith.products.mentor.demo.moments import let_it_be
from kith.products.mentor.game.awards.closing import close_due, draw

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "game.sql")
_ACTOR = service("mentor.demo")
_DAYS: Final = 30
_LINES: Final = (
    "Second year in a job I did not train for.",
    "I learn best when somebody asks me why.",
    "Back after a long pause, and in a hurry.",
    "I write everything down and then do half of it.",
)


async def live_the_game(house: House, mentor: UUID, mentee: UUID, chance: Random) -> None:
    """Some come by on many days, two nearly every day; close what is over; fill this week's leagues."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        people = [row["user_id"] async for row in queries.people(db.connection)]
        habits = {person: chance.choice((0.0, 0.0, 0.0, 0.05, 0.1, 0.5)) for person in people}
        habits |= {mentor: 0.95, mentee: 0.95}
        for ago in range(_DAYS, -1, -1):
            await let_it_be(db, db.now - timedelta(days=ago), db.now)
            for person, habit in habits.items():
                if ago == _DAYS and (person == mentee or chance.random() < 0.4):
                    await queries.introduce(db.connection, person=person, bio=chance.choice(_LINES))
                if chance.random() < habit:
                    await queries.came_by(db.connection, person=person, minutes=chance.randint(1, 300))
    await close_due(house)
    await draw(house)
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await queries.settle(db.connection)
