"""A drop as it is this second, and somebody's place in its line. No job is needed for either."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.queries import load
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.shop.reads import ShopProduct, product_of
from kith.products.hotmess.shop.reads import queries as shop

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.drops")


class Drop(msgspec.Struct, frozen=True, kw_only=True):
    """A drop; `state` scheduled, live or ended: what it is right now. With `queued`, people are let in in order."""

    id: UUID
    slug: str
    title: str
    description: str
    state: str
    starts_at: datetime
    ends_at: datetime
    per_person_limit: int | None
    queued: bool


class DropNow(msgspec.Struct, frozen=True, kw_only=True):
    """A drop with its things. `now` is the server's time, for a countdown that is right whatever the phone's clock says.

    `place`: how many stand before and including whoever asks; 0 when they have been let in, null when they do not stand in line.
    """

    drop: Drop
    now: datetime
    place: int | None
    products: list[ShopProduct]

    @property
    def open(self) -> bool:
        """Whether whoever asks can buy this second."""
        return self.drop.state == "live" and (not self.drop.queued or self.place == 0)


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def coming(house: House) -> list[Drop]:
    """What is on or comes within 90 days, soonest first; at most 20."""
    async with house.database.session(ACTOR, schema(house)) as db:
        return to_structs(Drop, [row async for row in queries.coming(db.connection, at_most=20)])


async def drop(house: House, slug: str, viewer: UUID | None) -> DropNow:
    """A drop's page.

    Raises:
        NotFound: there is none.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.one(db.connection, slug=slug)
        if row is None:
            raise NotFound
        [found] = to_structs(Drop, [row])
        place = None
        if viewer is not None and found.queued:
            place = await queries.place(db.connection, drop=found.id, person=viewer)
        products = [product_of(one) async for one in shop.of_drop(db.connection, drop=found.id)]
        now = db.now
    return DropNow(drop=found, now=now, place=place, products=products)


async def stand_in_line(house: House, person: Person, slug: str) -> int:
    """A place in a drop's line, the same when asked for again: how many stand before and including them, 0 once they are in.

    Raises:
        NotFound: there is no such drop, or no member.
        Refused: suspended.
        Conflict: it has no line, or is over.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await queries.one(db.connection, slug=slug)
        if row is None:
            raise NotFound
        if row["state"] == "ended":
            raise Conflict("This drop is over.", slug="ended")
        if not row["queued"]:
            raise Conflict("There is no line here: just come when it begins.", slug="no-line")
        return await queries.join(db.connection, drop=row["id"], person=person.id)
