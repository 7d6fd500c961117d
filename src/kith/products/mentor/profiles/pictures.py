"""One's picture: painted anew, kept small, shown to those who may see it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.media import files, photos
from kith.commons.media.files import StoredFile
from kith.commons.media.photos import CONTENT_TYPE
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.language import later
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "pictures.sql")
_ACTOR = service("mentor.pictures")
PURPOSE: Final = "picture"
MOST_SENT: Final = 25_000_000
"""Bytes that are listened to, so that somebody whose photo is a little too large hears so in words."""
_UPLOADS: Final = Limit(
    "mentor.pictures",
    20,
    timedelta(hours=1),
    later("That were many pictures at once. Please take a break of an hour."),
)


def schema(house: House) -> str:
    return house.product("mentor").schema


def picture_url(file: UUID) -> str:
    """Where a picture is, for those who may see it; another picture is another address."""
    return f"/mentor/pictures/{file}"


async def put(house: House, person: Person, data: bytes) -> str:
    """Show this picture from now on; the one before goes. Returns its address.

    Raises:
        NotFound: not joined.
        Invalid: it cannot be a photo; the sentence says why.
        TooMany: twenty within an hour.
        Unavailable: too many photos are being read, or the store cannot be reached.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        if not await queries.is_member(db.connection, person=person.id):
            raise NotFound
    await take(house, _UPLOADS, str(person.id))
    made = await photos.prepare(house, data, field="picture")
    kept = await files.keep(
        house,
        schema(house),
        owner=person.id,
        purpose=PURPOSE,
        data=made.small.data,
        content_type=CONTENT_TYPE,
    )
    async with house.database.session(_ACTOR, schema(house)) as db:
        await show(db, person.id, kept)
    return picture_url(kept)


async def show(db: Session, person: UUID, file: UUID) -> None:
    """A kept file is somebody's picture, in the caller's transaction (service)."""
    await files.use(db, [file])
    if await queries.show(db.connection, person=person, file=file, url=picture_url(file)) is None:
        raise NotFound


async def take_down(house: House, person: Person) -> None:
    """Show initials again; the picture leaves the store.

    Raises:
        NotFound: there is none.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        if await queries.take_down(db.connection, person=person.id) is None:
            raise NotFound


async def hide_reported(db: Session, file: UUID, decision: UUID) -> None:
    """From the caller's commit on (service) nobody sees a reported picture that is still shown; the file stays as long as the decision may be
    taken back.
    """
    await queries.hide(db.connection, file=file, decision=decision)


async def show_again(db: Session, decision: UUID) -> str:
    """The picture that a decision took down is seen again, in the caller's transaction (service): `shown`, or `another` was chosen since and
    stays, or it is `gone` for good.
    """
    outcome: str = await queries.show_again(db.connection, decision=decision)
    return outcome


async def seen(house: House, viewer: Person | None, file: UUID) -> StoredFile:
    """A picture, for somebody who may see it.

    Raises:
        NotFound: none, or not theirs to see.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        if not await queries.may_see(db.connection, viewer=None if viewer is None else viewer.id, file=file):
            raise NotFound
        return await files.known(db, file)
