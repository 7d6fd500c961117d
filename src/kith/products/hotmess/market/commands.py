"""A seller's listings: drafted, written anew, handed in, restocked, taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.queries import load
from kith.products.hotmess.market.form import MarketForm, offer_of
from kith.products.hotmess.members.commands import acting
from kith.products.hotmess.sellers.commands import queries as sellers

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.market")


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def own(db: Session, person: UUID, listing: UUID) -> Any:
    """One's own listing, locked (service).

    Raises:
        NotFound: it is not.
    """
    row = await queries.lock(db.connection, listing=listing)
    if row is None or row["owner_id"] != person:
        raise NotFound
    return row


async def draft(house: House, person: Person, form: MarketForm) -> UUID:
    """An offer nobody else sees yet.

    Raises:
        Invalid: with the field.
        NotFound: one is no seller.
        Conflict: not approved (yet), or suspended as a seller.
        Refused: suspended as a member.
    """
    offer = offer_of(form)
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        seller = await sellers.of_person(db.connection, person=person.id)
        if seller is None:
            raise NotFound
        if seller["status"] == "suspended":
            raise Conflict("Your shop is closed for now.", slug="suspended")
        values = msgspec.structs.asdict(offer)
        quantity = values.pop("quantity")
        listing: UUID = await queries.add(db.connection, seller=seller["id"], **values)
        if quantity:
            await queries.restock(db.connection, listing=listing, units=quantity)
    return listing


async def change(house: House, person: Person, listing: UUID, form: MarketForm) -> None:
    """Write a draft anew.

    Raises:
        Invalid: with the field.
        NotFound: not one's own.
        Conflict: it is no draft.
    """
    offer = offer_of(form)
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await own(db, person.id, listing)
        if row["status"] != "draft":
            raise Conflict("Only a draft can be changed.", slug="not-a-draft")
        values = msgspec.structs.asdict(offer)
        more = values.pop("quantity") - row["free"]
        await queries.change(db.connection, listing=listing, by=person.id, **values)
        if more:
            await queries.restock(db.connection, listing=listing, units=more)


async def submit(house: House, person: Person, listing: UUID) -> None:
    """Hand a draft in.

    Raises:
        NotFound: not one's own.
        Conflict: it is no draft, or there is nothing of it.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await own(db, person.id, listing)
        if row["free"] == 0:
            raise Conflict("Say how many there are first.", slug="nothing-there")
        moved = await queries.move(
            db.connection,
            listing=listing,
            to_state="pending_review",
            from_state="draft",
            notes=None,
            by=person.id,
            reviewed=False,
        )
        if moved is None:
            raise Conflict("This has been handed in already.", slug="not-a-draft")


async def restock(house: House, person: Person, listing: UUID, free: int) -> int:
    """Say how many there are now; what is kept for somebody or sold is not touched. How many are free afterwards.

    Raises:
        Invalid: not between 0 and 1000.
        NotFound: not one's own.
        Conflict: it was taken off.
    """
    if not 0 <= free <= 1000:
        raise Invalid("Write a number between 0 and 1,000.", field="quantity")
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await own(db, person.id, listing)
        if row["status"] == "removed":
            raise Conflict("This was taken off.", slug="removed")
        return await queries.restock(db.connection, listing=listing, units=free - row["free"])


async def remove(house: House, person: Person, listing: UUID) -> None:
    """Take one's listing off the market; what is paid is still to be sent.

    Raises:
        NotFound: not one's own.
        Conflict: it is off already.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await own(db, person.id, listing)
        if row["status"] == "removed":
            raise Conflict("It is off already.", slug="removed")
        await queries.move(
            db.connection,
            listing=listing,
            to_state="removed",
            from_state=row["status"],
            notes=None,
            by=person.id,
            reviewed=False,
        )
