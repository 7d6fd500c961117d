"""Whose access tokens are worth nothing though they still run: those of people who were banned within the last minutes, known in memory.

Every process reads them anew when a trigger announces a ban. Older bans need no remembering: their tokens have run out.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.safety.banning import queries
from kith.foundation.actor import service
from kith.foundation.live import hub

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("safety.turned_away")
_LOOK_AGAIN: Final = 60.0
"""Seconds after which they are read anew though nobody announced a change."""


class TurnedAway:
    """People banned lately. `people` is None when they have to be read."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._following: asyncio.Task[None] | None = None
        self._changes = 0
        self.people: frozenset[UUID] | None = None
        house.on_close(self.close)

    async def read(self) -> frozenset[UUID]:
        """Those banned lately, from the database; from then on this process hears of more.

        Raises:
            Unavailable: the database is away, so nobody knows.
        """
        if self._following is None:
            self._following = asyncio.create_task(self._follow())
        while True:
            changes = self._changes
            rows = await self._house.database.read(_ACTOR, "kith", queries.fresh.sql)
            if changes == self._changes:
                self.people = frozenset(row["person_id"] for row in rows)
                return self.people

    async def _follow(self) -> None:
        # Everybody is woken once the connection listens, so what happened before that is not missed either.
        async with hub(self._house).following("kith", "bans") as follower:
            while True:
                await follower.changed(_LOOK_AGAIN)
                self._changes += 1
                self.people = None

    async def close(self) -> None:
        if self._following is not None:
            self._following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._following


async def is_turned_away(house: House, person_id: UUID) -> bool:
    """Whether a person was banned within the last minutes: a look into memory.

    Raises:
        Unavailable: it has to be read, and the database is away.
    """
    known = house.part("safety.turned_away", TurnedAway)
    people = known.people
    if people is None:
        people = await known.read()
    return person_id in people
