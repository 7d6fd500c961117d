"""The code of a ticket that is about to be paid: 128 bits made from the house's pepper and the token's id, as everywhere in HOTMESS."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec

if TYPE_CHECKING:
    from kith.foundation.house import House

_BYTES: Final = 16


class NewToken(msgspec.Struct, frozen=True):
    """What is stored of it: its id, the SHA-256 of its bits, the id of the key that signs its print."""

    id: UUID
    hash: bytes
    key_id: str


def hash_of(house: House, token: UUID) -> bytes:
    """What the database knows of a token, 32 bytes."""
    return hashlib.sha256(house.keyring.keyed_hash(str(token), "hotmess.token")[:_BYTES]).digest()


def new_token(house: House) -> NewToken:
    """A token that nobody has yet."""
    token = uuid4()
    return NewToken(token, hash_of(house, token), "1")
