"""The browsers in which a person gets pushes: added and taken away by them, each as long as they are signed in there."""

from __future__ import annotations

import base64
import binascii
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from kith.commons.messaging import outbox, push
from kith.commons.messaging.topics import ANSWERS
from kith.commons.messaging.wishes import member
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _, languages
from kith.foundation.outward import AddressRefused, Unreachable, outward
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__, "browsers.sql")
_ACTOR: Final = service("messaging.browsers")
MOST_BROWSERS: Final = 10
"""Browsers a person gets pushes in; one more, and the oldest goes."""
_POINT, _SECRET = 65, 16
_BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]+")
# Each looks a name up that somebody gave.
_SUBSCRIBING: Final = Limit("push.subscribe", 40, timedelta(hours=1))
_TRYING: Final = Limit("push.try", 6, timedelta(hours=1))


class Browser(msgspec.Struct, frozen=True, kw_only=True):
    """A browser that gets pushes. `endpoint` is its address at its push service; `last_used_at`: when a push last arrived there."""

    id: UUID
    endpoint: str
    user_agent: str | None
    created_at: datetime
    last_used_at: datetime | None


async def add(house: House, person: Person, *, endpoint: str, p256dh: str, auth: str) -> Browser:
    """This person's pushes go to this browser too, as long as the session lasts that asks for it; whoever had them there before has them no more.

    Raises:
        Invalid: the endpoint is no https address of the public internet, or a key is none.
        Conflict: this house sends no pushes.
        NotFound: there is nobody any more.
        TooMany: forty times within an hour.
    """
    if push.public_key(house) is None:
        raise Conflict("This house sends no pushes.")
    point, secret = _point(p256dh), _secret(auth)
    await take(house, _SUBSCRIBING, str(person.id))
    await _admit(house, endpoint)
    async with house.database.session(_ACTOR, "kith") as db:
        if await queries.hold(db.connection, person_id=person.id) is None:
            raise NotFound
        row = await queries.add(
            db.connection,
            person_id=person.id,
            session_id=person.session_id,
            endpoint=endpoint,
            p256dh=point,
            auth=secret,
        )
        await queries.make_room(db.connection, person_id=person.id, at_most=MOST_BROWSERS)
        agent = await queries.agent(db.connection, session_id=person.session_id)
    return Browser(**dict(row), user_agent=agent)


async def _admit(house: House, endpoint: str) -> None:
    try:
        async with outward(house) as client:
            await client.look(endpoint)
    except (AddressRefused, Unreachable) as refused:
        raise Invalid(refused.detail, field="endpoint") from None


def _point(text: str) -> str:
    """A browser's public key, without padding.

    Raises:
        Invalid: it is no uncompressed point of P-256.
    """
    value = _bytes(text)
    try:
        if value is None or len(value) != _POINT:
            raise ValueError
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), value)
    except ValueError:
        raise Invalid(
            "“p256dh” has to be the browser's public key: 65 bytes in base64url.", field="p256dh"
        ) from None
    return text.rstrip("=")


def _secret(text: str) -> str:
    value = _bytes(text)
    if value is None or len(value) != _SECRET:
        raise Invalid("“auth” has to be the browser's secret: 16 bytes in base64url.", field="auth")
    return text.rstrip("=")


def _bytes(text: str) -> bytes | None:
    bare = text.rstrip("=")
    if not _BASE64URL.fullmatch(bare):
        return None
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except binascii.Error:
        return None


async def of_person(house: House, person: Person) -> list[Browser]:
    """The browsers in which a person gets pushes, newest first."""
    async with house.database.session(person.actor, "kith") as db:
        return [Browser(**dict(row)) async for row in queries.of_person(db.connection, person_id=person.id)]


async def remove(house: House, person: Person, browser: UUID) -> bool:
    """No more pushes to a browser; False when it is none of this person's."""
    async with house.database.session(person.actor, "kith") as db:
        return await queries.remove(db.connection, person_id=person.id, id=browser) is not None


async def send_one_to_try(house: House, person: Person) -> None:
    """A push to every browser of a person, so that they see one.

    Raises:
        Conflict: no browser of theirs gets pushes.
        TooMany: six times within an hour.
    """
    if not await of_person(house, person):
        raise Conflict("No browser of yours gets pushes yet. Turn them on in this one first.")
    await take(house, _TRYING, str(person.id))
    async with house.database.session(_ACTOR, "kith") as db:
        to = await member(db, house, person.id)
        if to is None:
            raise NotFound
        with languages(house).speaking(to.locale):
            title, text = "Kith", _("It works: this is how we tell you something here.")
        await outbox.queue_push(
            db,
            house,
            person_id=person.id,
            title=title,
            text=text,
            href="/account/notifications#push",
            topic=ANSWERS,
            purpose="push.try",
            key=f"push.try:{uuid4()}",
        )
