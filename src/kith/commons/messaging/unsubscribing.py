"""The address with which a letter is left in one click (RFC 8058): it names a person and a topic, sealed, so that nobody makes or reads one."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.messaging import wishes
from kith.commons.messaging.topics import topics
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.errors import NotFound
from kith.foundation.product import Topic

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

PAGE: Final = "/unsubscribe"
_BOUND: Final = "notifications.unsubscribe"
_IV, _TAG = 12, 16


def address(house: House, person_id: UUID, topic: Topic) -> str:
    """Where a letter of the topic leads whoever wants no more of them. It does not run out: letters are kept for years."""
    sealed = house.keyring.seal(f"{person_id.hex}{topic.key}", _BOUND)
    raw = sealed.key_version.to_bytes(2, "big") + sealed.iv + sealed.tag + sealed.ciphertext
    token = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return f"{house.settings.public_url}{PAGE}/{token}"


def read(house: House, token: str) -> tuple[UUID, Topic]:
    """Whom and what an address is about.

    Raises:
        NotFound: we never made it, or the topic is none any more.
    """
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        iv, tag = raw[2 : 2 + _IV], raw[2 + _IV : 2 + _IV + _TAG]
        sealed = Sealed(raw[2 + _IV + _TAG :], iv, tag, int.from_bytes(raw[:2], "big"))
        said = house.keyring.open(sealed, _BOUND)
        return UUID(said[:32]), topics(house)[said[32:]]
    except (binascii.Error, ValueError, Unreadable, KeyError):
        raise NotFound from None


async def leave(db: Session, house: House, person_id: UUID, topic: Topic) -> None:
    """No more letters of this topic; twice is once, and of somebody who was erased nothing is kept (service)."""
    await _say(db, house, person_id, topic, wanted=False)


async def come_back(db: Session, house: House, person_id: UUID, topic: Topic) -> None:
    """Letters of this topic again (service)."""
    await _say(db, house, person_id, topic, wanted=True)


async def _say(db: Session, house: House, person_id: UUID, topic: Topic, *, wanted: bool) -> None:
    if await wishes.member(db, house, person_id) is not None:
        await wishes.choose(db, person_id, topic.key, "email", wanted, "unsubscribe")
