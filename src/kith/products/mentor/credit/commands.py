"""Giving packages back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, NotFound
from kith.products.mentor.credit.reads import queries

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_ACTOR = service("mentor.credit")


async def give_back(house: House, person: Person, purchase: UUID) -> int:
    """The mentee gives a package back, where that is theirs to decide; what goes back to the card, in minor units.

    Raises:
        NotFound: not theirs.
        Conflict: used, too late, or ended already.
    """

    async def work(db: Session) -> int:
        if not await queries.is_theirs(db.connection, purchase=purchase, mentee=person.id):
            raise NotFound
        back: int | None = await queries.give_back(db.connection, purchase=purchase, mentee=person.id)
        if back is None:
            raise Conflict(
                "This package has been used or its two weeks are over. What you do not use goes back to your card when it ends.",
                slug="package-kept",
            )
        return back

    return await house.database.transact(_ACTOR, house.product("mentor").schema, work)
