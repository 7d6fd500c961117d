"""The secret of a token, derived from the house's key and the token's id: it can be shown again though only its SHA-256 is stored."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec

if TYPE_CHECKING:
    from kith.foundation.house import House

BYTES: Final = 16
KEY_ID: Final = "k1"
_PURPOSE: Final = b"hotmess token "


class NewToken(msgspec.Struct, frozen=True):
    """What is stored of a token that is about to be issued: its id, the SHA-256 of its secret, the id of the key that signs its print."""

    id: UUID
    hash: bytes
    key_id: str


def secret_of(house: House, token: UUID) -> bytes:
    """The 128 bits that open the door."""
    return hmac.digest(house.settings.token_secret, _PURPOSE + token.bytes, hashlib.sha256)[:BYTES]


def hash_of(house: House, token: UUID) -> bytes:
    """What the database knows of it, 32 bytes."""
    return hashlib.sha256(secret_of(house, token)).digest()


def new_token(house: House) -> NewToken:
    """A token that nobody has yet."""
    token = uuid4()
    return NewToken(token, hash_of(house, token), KEY_ID)
