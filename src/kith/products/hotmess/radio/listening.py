"""Listening: a player that really plays says so every half a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kith.foundation.errors import Conflict
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.radio.reads import ACTOR, queries, schema, station_row

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House


class Listened(msgspec.Struct, frozen=True):
    """What a beat came to: XP earned by it, and whole minutes really listened so far."""

    earned: int
    minutes: int


async def beat(house: House, person: Person) -> Listened:
    """Count the time since the last beat, if it was at most ninety seconds; ten minutes of it are worth XP, once.

    Raises:
        NotFound: not a member.
        Refused: suspended or banned.
        Conflict: nothing is on air.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        station = (await station_row(db))["id"]
        playing = await queries.now_playing(db.connection, station=station, at=None)
        if playing["source"] == "off_air":
            raise Conflict("Nothing is on air right now.", slug="off-air")
        earned: int = await queries.listen(db.connection, person=person.id, station=station)
        seconds: int = await queries.listened(db.connection, person=person.id)
    return Listened(earned, seconds // 60)
