"""Cities that operators have closed: nobody joins there and no new event begins. The database refuses it; forms leave them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.actor import service
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.places")


async def closed_cities(house: House) -> frozenset[str]:
    """Names of the closed cities."""
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        return frozenset([row["city"] async for row in queries.closed_cities(db.connection)])
