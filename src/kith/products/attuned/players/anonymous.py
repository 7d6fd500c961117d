"""Sessions of players without an account: the house issues the id and signs it, the browser keeps both in one cookie."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from kith.web import cookies

if TYPE_CHECKING:
    from kith.foundation.house import House

_PURPOSE: Final = "attuned.anonymous"
_AGE: Final = 90 * 86_400
"""Seconds that a browser keeps the cookie; each visit begins them anew."""


def new_id() -> str:
    return str(uuid4())


def credential_of(house: House, session_id: str) -> str:
    """The id with the house's signature: `<id>.<signature>`."""
    return f"{session_id}.{_signature(house, session_id)}"


def proof_of(house: House, session_id: str) -> bytes:
    """What the database keeps of the signature: SHA-256."""
    return hashlib.sha256(_signature(house, session_id).encode()).digest()


def verified_id(house: House, credential: str) -> str | None:
    """The session that a cookie names, None when the house did not sign it."""
    session_id, found, signature = credential.partition(".")
    if not found or not signature.isascii():
        return None
    return session_id if hmac.compare_digest(_signature(house, session_id), signature) else None


def cookie(house: House, session_id: str) -> str:
    """The Set-Cookie value that makes a browser this player's."""
    return cookies.make(house, cookies.guest_name(house), credential_of(house, session_id), max_age=_AGE)


def forgotten(house: House) -> str:
    """The Set-Cookie value that makes a browser nobody's."""
    return cookies.make(house, cookies.guest_name(house), "", max_age=0)


def _signature(house: House, session_id: str) -> str:
    return base64.urlsafe_b64encode(house.keyring.keyed_hash(session_id, _PURPOSE)).decode().rstrip("=")
