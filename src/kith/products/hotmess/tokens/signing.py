"""The key that signs what is printed, the keys that doors check it with, and the tokens behind it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

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
        self.current = next(iter(self._keys))
        self._in_use = False

    async def ready(self, db: Session) -> str:
        """The id of the key in use, with its public half where doors find it (service session)."""
        if not self._in_use:
            retired = {
                str(row["key_id"])
                for row in await db.connection.fetch(
                    "select key_id from printed_keys where retired_at is not null"
                )
            }
            self.current = next(name for name in self._keys if name not in retired)
            await db.connection.execute(
                "insert into printed_keys (key_id, public_key) values ($1, $2) on conflict (key_id) do nothing",
                self.current,
                self._public[self.current].public_bytes_raw(),
            )
            db.after_commit(self._noted)
        return self.current

    async def _noted(self) -> None:
        self._in_use = True

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
