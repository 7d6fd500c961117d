"""Pictures of a product, twelve at most, in two sizes: made safe, kept in the house's store, each with words for those who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.audit.commands import Admin, admin_of, record
from kith.commons.media import files, photos
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.products.hotmess.shop.reads import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.commons.media.files import StoredFile
    from kith.foundation.database import Session
    from kith.foundation.house import House

MOST: Final = 12
LONGEST: Final = 200
ADDRESS: Final = "/hotmess/shop/pictures/"


async def add(house: House, admin: Admin, product: UUID, data: bytes, alt: str) -> str:
    """A picture behind those it has, made safe; its address. `alt` says what it shows.

    Raises:
        Invalid: it is no picture, or nothing is said of it.
        NotFound: there is no such product.
        Conflict: it has twelve.
        Unavailable: too much is being read.
    """
    words = " ".join(alt.split())
    if not 3 <= len(words) <= LONGEST:
        raise Invalid(
            "Say in 3 to 200 characters what the picture shows, for those who do not see it.", field="alt"
        )
    async with house.database.session(ACTOR, schema(house)) as db:
        _room(await _locked(db, product))
    photo = await photos.prepare(house, data, field="picture")
    small, medium = [
        await files.keep(
            house,
            schema(house),
            owner=None,
            purpose="product",
            data=size.data,
            content_type=photos.CONTENT_TYPE,
        )
        for size in (photo.small, photo.medium)
    ]
    address = f"{ADDRESS}{medium}"
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await _locked(db, product)
        _room(row)
        await files.use(db, [small, medium])
        facts = row["image_facts"] | {address: {"small": f"{ADDRESS}{small}", "alt": words}}
        await _write(db, admin, product, "picture_added", [*row["images"], address], facts)
    return address


async def first(house: House, admin: Admin, product: UUID, file: UUID) -> None:
    """This picture before the others: the one that cards show.

    Raises:
        NotFound: it is not one of the product's.
    """
    address = f"{ADDRESS}{file}"
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await _locked(db, product)
        rest = _without(row, address)
        await _write(db, admin, product, "picture_first", [address, *rest], row["image_facts"])


async def remove(house: House, admin: Admin, product: UUID, file: UUID) -> None:
    """Take a picture away, for good.

    Raises:
        NotFound: it is not one of the product's.
    """
    address = f"{ADDRESS}{file}"
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await _locked(db, product)
        rest = _without(row, address)
        facts = dict(row["image_facts"])
        small = facts.pop(address, {}).get("small", "")
        await _write(db, admin, product, "picture_removed", rest, facts)
        await files.delete_later(db, [file, *([UUID(small.removeprefix(ADDRESS))] if small else [])])


async def picture(house: House, person: Person | None, file: UUID) -> StoredFile:
    """A picture of a product that is or was on the shelves; of one that nobody has seen yet, for the house.

    Raises:
        NotFound: otherwise.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        status = await queries.with_picture(db.connection, address=f"{ADDRESS}{file}")
        if status is None:
            raise NotFound
        stored = await files.known(db, file)
    if status == "draft":
        await admin_of(house, person)
    return stored


async def _locked(db: Session, product: UUID) -> Any:
    row = await queries.pictures(db.connection, product=product)
    if row is None:
        raise NotFound
    return row


def _room(row: Any) -> None:
    if len(row["images"]) >= MOST:
        raise Conflict("It has twelve pictures. Take one away first.", slug="full")


def _without(row: Any, address: str) -> list[str]:
    if address not in row["images"]:
        raise NotFound
    return [one for one in row["images"] if one != address]


async def _write(
    db: Session, admin: Admin, product: UUID, what: str, images: list[str], facts: dict[str, Any]
) -> None:
    await queries.picture(db.connection, product=product, images=images, facts=facts, by=admin.id)
    await record(
        db,
        admin=admin,
        action=f"product.{what}",
        target_type="product",
        target_id=product,
        payload={"pictures": len(images)},
        product="hotmess",
    )
