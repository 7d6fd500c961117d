"""Adding photos, from the library or taken in the app; choosing the main one; taking one away."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import asyncpg
import msgspec

from kith.commons.identity.person import Person
from kith.commons.media import files, photos
from kith.foundation import rate_limits
from kith.foundation.actor import service
from kith.foundation.database import Session, constraint_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit
from kith.products.momento.photos.face_cards import put_away, renew_later
from kith.products.momento.photos.keeping import keep_sizes, picture_url

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.photos")
MOST_PHOTOS = 12
MOST_SENT = 25_000_000
"""Bytes that are listened to, so that somebody whose photo is a little too large hears so in words."""
CAPTURE_WITHIN = timedelta(minutes=2)
_UPLOADS = Limit(
    "momento.photos",
    40,
    timedelta(hours=1),
    later("That were many photos at once. Please take a break of an hour."),
)
_NOT_JUST_NOW = (
    "This picture was not taken here just now: two minutes, one picture. Please open the camera again."
)


class CaptureToken(msgspec.Struct, frozen=True):
    """Permission for one picture taken in the app, good until then."""

    token: str
    seconds: int = int(CAPTURE_WITHIN.total_seconds())


def schema(house: House) -> str:
    return house.product("momento").schema


async def profile_of(house: House, person: Person) -> UUID:
    """The profile of the signed-in person.

    Raises:
        NotFound: none yet.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        found = await queries.my_profile(db.connection)
    if found is None:
        raise NotFound
    return found["id"]


async def issue_token(house: House, person: Person) -> CaptureToken:
    """Permission to send one picture within two minutes; only its hash is kept.

    Raises:
        NotFound: no profile yet.
    """
    profile = await profile_of(house, person)
    token = secrets.token_urlsafe(24)
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.issue_token(db.connection, profile=profile, nonce_hash=_hash(house, token))
    return CaptureToken(token)


async def add(house: House, person: Person, data: bytes, *, capture: str = "") -> UUID:
    """Add a photo; with a capture token it counts as taken in the app. The first one becomes the main photo.

    Raises:
        NotFound: no profile yet.
        Invalid: it cannot be a photo, or the permission is not this person's, used, or older than two minutes.
        Conflict: there are twelve already.
        TooMany: forty within an hour.
    """
    profile = await profile_of(house, person)
    await rate_limits.take(house, _UPLOADS, str(person.id))
    token: UUID | None = None
    async with house.database.session(_ACTOR, schema(house)) as db:
        await _room(db, profile)
        if capture:
            token = await queries.token_of(db.connection, profile=profile, nonce_hash=_hash(house, capture))
            if token is None:
                raise Invalid(_NOT_JUST_NOW, field="capture")
    made = await photos.prepare(house, data)
    ids = await keep_sizes(house, schema(house), person.id, "photo", (made.small, made.medium, made.large))
    photo = uuid4()
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await db.lock("photos", profile)
            await _room(db, profile)
            await files.use(db, ids)
            await queries.add(
                db.connection,
                id=photo,
                profile=profile,
                image_url=picture_url(photo, "large"),
                kind="photo",
                made_from=None,
                in_app=token is not None,
                token=token,
                small=ids[0],
                medium=ids[1],
                large=ids[2],
                width=made.large.width,
                height=made.large.height,
            )
            await queries.make_main_if_none(db.connection, profile=profile, photo=photo)
            await renew_later(db, profile)
    except asyncpg.IntegrityConstraintViolationError as refusal:
        if constraint_of(refusal) in ("profile_photos_capture_live", "profile_photos_capture_uniq"):
            raise Invalid(_NOT_JUST_NOW, field="capture") from refusal
        raise
    return photo


async def make_main(house: House, person: Person, photo: UUID) -> None:
    """Choose the main photo; the Face Card follows.

    Raises:
        NotFound: it is not one of this person's photos.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        profile = await queries.make_main(db.connection, photo=photo)
    if profile is None:
        raise NotFound
    async with house.database.session(_ACTOR, schema(house)) as db:
        await renew_later(db, profile)


async def remove(house: House, person: Person, photo: UUID) -> None:
    """Take a photo away, from the store too. A Face Card made from it stays only where others remember it.

    Raises:
        NotFound: it is not one of this person's photos.
    """
    profile = await profile_of(house, person)
    async with house.database.session(_ACTOR, schema(house)) as db:
        if not await _take_away(db, profile, photo):
            raise NotFound


async def hide(db: Session, photo: UUID, decision: UUID) -> bool:
    """From the caller's commit on (service) nobody sees a reported photo (or the one behind a reported Face Card), nor what was made from it.
    The files stay as long as the decision may be taken back. False when it is gone.
    """
    profile = await queries.hide(db.connection, photo=photo, decision=decision)
    if profile is None:
        return False
    await renew_later(db, profile)
    return True


async def show_again(db: Session, decision: UUID) -> bool:
    """What a decision took away is seen again, in the caller's transaction (service). False when it is gone for good."""
    profile = await queries.show_again(db.connection, decision=decision)
    if profile is None:
        return False
    await renew_later(db, profile)
    return True


async def _take_away(db: Session, profile: UUID, photo: UUID) -> bool:
    await db.lock("photos", profile)
    found = await queries.one_of(db.connection, profile=profile, photo=photo)
    if found is None:
        return False
    await queries.next_main(db.connection, profile=profile, photo=photo)
    remembered = None
    for card in [row async for row in queries.cards_made_from(db.connection, photo=photo)]:
        await put_away(db, card["id"])
        if card["remembered"]:
            remembered = card
    if remembered is None:
        await queries.drop(db.connection, photo=photo)
    else:
        own = [found[f"{size}_file_id"] for size in ("small", "medium", "large")]
        of_card = {size: remembered[f"{size}_file_id"] for size in ("small", "medium", "large")}
        await queries.keep_as_card(db.connection, photo=photo, **of_card)
        await files.delete_later(db, own)
    await renew_later(db, profile)
    return True


async def _room(db: Session, profile: UUID) -> None:
    if await queries.count_mine(db.connection, profile=profile) >= MOST_PHOTOS:
        raise Conflict("Twelve photos are enough. Take one away first.", slug="enough-photos")


def _hash(house: House, token: str) -> bytes:
    return house.keyring.keyed_hash(token, "momento.capture")
