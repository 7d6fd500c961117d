"""A passkey in software: makes and answers what WebAuthn level 3 asks of an authenticator (ES256, no attestation)."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from typing import Any

import cbor2
import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

_USER_PRESENT, _USER_VERIFIED, _HAS_CREDENTIAL = 0x01, 0x04, 0x40


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Authenticator:
    """One credential on one device. `counter` is what it reports next; `verified` whether it checks its owner."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.rp_id = origin.split("//")[1].split(":")[0]
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = os.urandom(32)
        self.counter = 1
        self.verified = True

    def register(self, options: Mapping[str, Any], **changed: str) -> dict[str, Any]:
        """The browser's answer to registration options."""
        client_data = self._client_data("webauthn.create", options, changed)
        attestation = cbor2.dumps(
            {"fmt": "none", "attStmt": {}, "authData": self._data(_HAS_CREDENTIAL) + self._credential()}
        )
        return self._answer(
            {
                "clientDataJSON": encoded(client_data),
                "attestationObject": encoded(attestation),
                "transports": ["internal", "hybrid", "teleport\0"],
            }
        )

    def sign_in(self, options: Mapping[str, Any], **changed: str) -> dict[str, Any]:
        """The browser's answer to sign-in options."""
        client_data = self._client_data("webauthn.get", options, changed)
        data = self._data(0)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": encoded(client_data),
                "authenticatorData": encoded(data),
                "signature": encoded(signature),
                "userHandle": None,
            }
        )

    def _client_data(self, kind: str, options: Mapping[str, Any], changed: Mapping[str, str]) -> bytes:
        return msgspec.json.encode(
            {"type": kind, "challenge": options["challenge"], "origin": self.origin, **changed}
        )

    def _data(self, flags: int) -> bytes:
        flags |= _USER_PRESENT | (_USER_VERIFIED if self.verified else 0)
        counter = self.counter.to_bytes(4)
        self.counter += 1
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + counter

    def _credential(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        key = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)})
        return bytes(16) + len(self.credential_id).to_bytes(2) + self.credential_id + key

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        identifier = encoded(self.credential_id)
        return {
            "id": identifier,
            "rawId": identifier,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
