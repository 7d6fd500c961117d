"""The key that signs what is printed, the keys that doors check it with, and the tokens behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kith.foundation.errors import Conflict
from kith.products.hotmess.tokens.payload import TOKEN_BYTES, Code, Payload, hash_of, pack, written

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_GENERATIONS: Final = 16


class Fresh(msgspec.Struct, frozen=True):
    """A token that is about to be a row of `qr_tokens`: its id, the hash that is kept, the key that signs it."""

    id: UUID
    hash: bytes
    key_id: str


class Signer:
    """The house's signing keys, generation by generation, all made from its pepper; which of them is in use is said by `printed_keys`."""

    def __init__(self, house: House) -> None:
        self._keys: dict[str, Ed25519PrivateKey] = {}
        self._public: dict[str, Ed25519PublicKey] = {}
        for generation in range(1, _GENERATIONS + 1):
            seed = house.keyring.keyed_hash(str(generation), "hotmess.printed-key")
            private = Ed25519PrivateKey.from_private_bytes(seed)
            public = private.public_key()
            name = key_id(public.public_bytes_raw())
            self._keys[name], self._public[name] = private, public

    async def ready(self, db: Session) -> str:
        """The id of the key in use, with its public half where doors find it (service session)."""
        # Kept until the code is written: a change of keys waits, and knows when its last code runs out.
        name: str | None = await db.connection.fetchval(
            """select key_id from printed_keys where retired_at is null and key_id = any ($1::text[])
               order by created_at desc, key_id limit 1 for key share""",
            list(self._keys),
        )
        if name is not None:
            return name
        known = await db.connection.fetch("select key_id from printed_keys")
        found = self.unused([row["key_id"] for row in known])
        if found is None:
            raise Conflict(
                "All keys made from this pepper were in use. Change the pepper first.", slug="no-key"
            )
        await db.connection.execute(
            "insert into printed_keys (key_id, public_key) values ($1, $2) on conflict (key_id) do nothing",
            *found,
        )
        return found[0]

    def unused(self, known: Sequence[str]) -> tuple[str, bytes] | None:
        """The first key that is none of these, and its public half; None when all are."""
        name = next((one for one in self._keys if one not in known), None)
        return None if name is None else (name, self._public[name].public_bytes_raw())

    def has(self, name: str) -> bool:
        """Whether a key is one that we can sign with."""
        return name in self._keys

    def sign(self, payload: Payload) -> str:
        """The text of a QR code."""
        signed = pack(payload)
        return written(signed, self._keys[payload.key_id].sign(signed))

    def holds(self, code: Code) -> bool:
        """Whether we wrote this: the signature fits the payload. A token typed alone has none, and is looked up instead."""
        if code.payload is None:
            return True
        public = self._public.get(code.payload.key_id)
        return public is not None and holds(public, code)


def signer(house: House) -> Signer:
    """The signer of this process."""
    return house.part("hotmess.signer", Signer)


def key_id(public: bytes) -> str:
    """Eight hexadecimal digits that name a public key (32 bytes)."""
    return hashlib.sha256(public).hexdigest()[:8]


def holds(public: Ed25519PublicKey, code: Code) -> bool:
    """Whether the signature of a code is that key's."""
    try:
        public.verify(code.signature, code.signed)
    except InvalidSignature:
        return False
    return True


def bits_of(house: House, token: UUID) -> bytes:
    """The 128 bits of a token, made from the house's pepper and its id: they can be shown again though only their hash is kept."""
    return house.keyring.keyed_hash(str(token), "hotmess.token")[:TOKEN_BYTES]


async def fresh(house: House, db: Session) -> Fresh:
    """A new token for an insert into `qr_tokens`, or for `settle_payment` (service session)."""
    token = uuid4()
    return Fresh(token, hash_of(bits_of(house, token)), await signer(house).ready(db))
