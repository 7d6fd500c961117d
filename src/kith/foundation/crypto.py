"""Sealing of what people say, and keyed hashes of how to reach them."""

from __future__ import annotations

import hashlib
import hmac
import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_IV_BYTES = 12
_TAG_BYTES = 16


class Sealed(msgspec.Struct, frozen=True):
    """AES-256-GCM ciphertext, its 12-byte IV, its 16-byte tag, and the version of the key."""

    ciphertext: bytes
    iv: bytes
    tag: bytes
    key_version: int


class Unreadable(Exception):
    """A sealed value does not open: wrong key, wrong row, or changed bytes."""


class Keyring:
    """Versions of the data key and the pepper. The highest version seals; every version opens."""

    def __init__(self, keys: dict[int, bytes], pepper: bytes) -> None:
        if not keys:
            raise ValueError("A keyring needs at least one key.")
        self._ciphers = {version: AESGCM(key) for version, key in keys.items()}
        self._pepper = pepper
        self.current_version = max(keys)

    @property
    def versions(self) -> frozenset[int]:
        return frozenset(self._ciphers)

    def seal(self, text: str, bound_to: str) -> Sealed:
        """Seal text; `bound_to` (table, row id, direction) is authenticated with it and needed to open it."""
        iv = os.urandom(_IV_BYTES)
        sealed = self._ciphers[self.current_version].encrypt(iv, text.encode(), bound_to.encode())
        return Sealed(sealed[:-_TAG_BYTES], iv, sealed[-_TAG_BYTES:], self.current_version)

    def open(self, sealed: Sealed, bound_to: str) -> str:
        """The text.

        Raises:
            Unreadable: unknown key version, another row's value, or tampered bytes.
        """
        cipher = self._ciphers.get(sealed.key_version)
        if cipher is None:
            raise Unreadable(f"key version {sealed.key_version} is not in the keyring")
        try:
            return cipher.decrypt(sealed.iv, sealed.ciphertext + sealed.tag, bound_to.encode()).decode()
        except InvalidTag:
            raise Unreadable("the value was changed or belongs to another row") from None

    def keyed_hash(self, text: str, purpose: str) -> bytes:
        """HMAC-SHA-256 under the pepper; hashes of one purpose say nothing about those of another."""
        return hmac.new(self._pepper, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()

    def phone_hash(self, e164: str) -> str:
        """The stable, keyed hash of a telephone number, in hex."""
        return self.keyed_hash(e164, "phone").hex()
