"""Photos: one's own list, and the file behind a picture for those who may see it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.commons.identity.person import Person
from kith.commons.media import files
from kith.commons.media.files import StoredFile
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.products.momento.photos.commands import queries, schema
from kith.products.momento.photos.keeping import SizeName, picture_url

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("momento.photos")


class MyPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """One of one's own photos. `authentic`: taken in the app within twelve months."""

    id: UUID
    is_main: bool
    in_app: bool
    authentic: bool
    width: int
    height: int
    created_at: datetime
    small: str
    medium: str
    large: str


class MyPhotos(msgspec.Struct, frozen=True):
    """One's own photos, newest first, and the Face Card's address once it is drawn."""

    photos: list[MyPhoto]
    face_card: str | None


async def mine(house: House, person: Person) -> MyPhotos:
    """The signed-in person's photos.

    Raises:
        NotFound: no profile yet.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        own = await queries.my_profile(db.connection)
    if own is None:
        raise NotFound
    async with house.database.session(_ACTOR, schema(house)) as db:
        rows = [row async for row in queries.mine(db.connection, profile=own["id"])]
    card = own["current_face_card_photo_id"]
    listed = [
        MyPhoto(
            **dict(row),
            is_main=row["id"] == own["current_photo_id"],
            small=picture_url(row["id"], "small"),
            medium=picture_url(row["id"], "medium"),
            large=picture_url(row["id"], "large"),
        )
        for row in rows
    ]
    return MyPhotos(listed, None if card is None else picture_url(card, "medium"))


async def picture(house: House, person: Person, photo: UUID, size: SizeName) -> StoredFile:
    """The file of a picture this person may see.

    Raises:
        NotFound: they may not, or there is none: both look the same.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        if not await queries.may_see(db.connection, photo=photo):
            raise NotFound
    return await file_of(house, photo, size)


async def file_of(house: House, photo: UUID, size: SizeName) -> StoredFile:
    """The file of a picture, after the viewer was checked.

    Raises:
        NotFound: there is none.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        file_id = await queries.file_of(db.connection, photo=photo, size=size)
        if file_id is None:
            raise NotFound
        return await files.known(db, file_id)
