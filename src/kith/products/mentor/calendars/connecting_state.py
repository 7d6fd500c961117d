"""What travels to the provider and back while somebody connects a calendar: sealed, for one person, for ten minutes. Nothing is stored."""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.errors import Invalid
from kith.products.mentor.calendars.providers.oauth import OAuthProvider

if TYPE_CHECKING:
    from kith.foundation.house import House

LASTS: Final = timedelta(minutes=10)
_BOUND_TO: Final = "mentor.calendars.connect"


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """Who began what. `verifier` is PKCE's secret; `write`: whether bookings are to be written there."""

    person: UUID
    provider: OAuthProvider
    write: bool
    verifier: str
    until: datetime


def begin(house: House, person: UUID, provider: OAuthProvider, *, write: bool) -> tuple[Begun, str]:
    """Something new, and its text for the `state` of an address."""
    begun = Begun(
        person=person,
        provider=provider,
        write=write,
        verifier=secrets.token_urlsafe(48),
        until=house.clock.now().astimezone(UTC) + LASTS,
    )
    sealed = house.keyring.seal(msgspec.json.encode(begun).decode(), _BOUND_TO)
    parts = (sealed.iv, sealed.tag, sealed.ciphertext)
    return begun, f"{sealed.key_version}.{'.'.join(map(_text, parts))}"


def resume(house: House, person: UUID, provider: OAuthProvider, state: str) -> Begun:
    """What somebody began, when they come back.

    Raises:
        Invalid: it is not ours, somebody else's, for another provider, or too old.
    """
    refusal = Invalid(
        "This sign-in has expired or was begun elsewhere. Please connect once more.", field="state"
    )
    try:
        version, iv, tag, ciphertext = state.split(".")
        sealed = Sealed(_bytes(ciphertext), _bytes(iv), _bytes(tag), int(version))
        begun = msgspec.json.decode(house.keyring.open(sealed, _BOUND_TO), type=Begun)
    except (ValueError, Unreadable, msgspec.MsgspecError):
        raise refusal from None
    if begun.person != person or begun.provider != provider or begun.until <= house.clock.now():
        raise refusal
    return begun


def _text(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
