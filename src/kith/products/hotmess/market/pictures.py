"""Pictures of a listing, twelve at most: read by a process of their own, kept in the house's store, shown to whoever may see the listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.audit.commands import admin_of
from kith.commons.media import files, photos
from kith.commons.media.files import StoredFile
from kith.foundation.errors import Conflict, NotFound
from kith.products.hotmess.market.commands import ACTOR, own, queries, schema
from kith.products.hotmess.market.reads import visible
from kith.products.hotmess.members.commands import acting

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

MOST: Final = 12
_ADDRESS: Final = "/hotmess/market/pictures/"
_CHANGED_IN: Final = ("draft", "pending_review", "live", "sold_out")


async def add(house: House, person: Person, listing: UUID, data: bytes) -> str:
    """A picture of one's draft, made safe; its address.

    Raises:
        Invalid: it is no picture.
        NotFound: not one's own.
        Conflict: it has twelve, or is no draft any more.
        Unavailable: too much is being read.
    """
    await _may_change(house, person, listing)
    photo = await photos.prepare(house, data, field="picture")
    file = await files.keep(
        house,
        schema(house),
        owner=person.id,
        purpose="market",
        data=photo.medium.data,
        content_type=photos.CONTENT_TYPE,
    )
    address = f"{_ADDRESS}{file}"
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await own(db, person.id, listing)
        if len(row["images"]) >= MOST or row["status"] != "draft":
            raise Conflict("Twelve pictures at most, and only while it is a draft.", slug="full")
        await files.use(db, [file])
        await queries.picture(db.connection, listing=listing, images=[*row["images"], address])
    return address


async def _may_change(house: House, person: Person, listing: UUID) -> None:
    async with house.database.session(ACTOR, schema(house)) as db:
        await acting(db, person.id)
        row = await own(db, person.id, listing)
    if len(row["images"]) >= MOST or row["status"] != "draft":
        raise Conflict("Twelve pictures at most, and only while it is a draft.", slug="full")


async def remove(house: House, person: Person, listing: UUID, file: UUID) -> None:
    """Take a picture away.

    Raises:
        NotFound: not one's own listing, or not its picture.
        Conflict: it was taken off.
    """
    address = f"{_ADDRESS}{file}"
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await own(db, person.id, listing)
        if address not in row["images"]:
            raise NotFound
        if row["status"] not in _CHANGED_IN:
            raise Conflict("This was taken off.", slug="removed")
        kept = [one for one in row["images"] if one != address]
        await queries.picture(db.connection, listing=listing, images=kept)
        await files.delete_later(db, [file])


async def picture(house: House, person: Person | None, file: UUID) -> StoredFile:
    """A picture of a listing that one may see: it is on offer, one's own, or one is of the house.

    Raises:
        NotFound: otherwise.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        found = await queries.with_picture(db.connection, address=f"{_ADDRESS}{file}")
        if found is None:
            raise NotFound
        row = await queries.one(db.connection, listing=found["id"])
        seen = await visible(db, row, None if person is None else person.id)
        stored = await files.known(db, file)
    if not seen:
        await admin_of(house, person)
    return stored
