"""Keys of Google's side: the service account's, and the one that signs OpenID tokens."""

from __future__ import annotations

import base64
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

SIGNING_KEY_ID = "stand-in-signing"
ACCOUNT_KEY_ID = "stand-in-account"


class Keys(msgspec.Struct, frozen=True):
    """Private keys in PEM: of the account (its public half checks assertions), and of Google's identity service."""

    account: bytes
    signing: bytes

    def account_public(self) -> Any:
        """Checks what the account signs."""
        return _loaded(self.account).public_key()

    def certificates(self) -> dict[str, Any]:
        """The JWK set that receivers read."""
        numbers = _loaded(self.signing).public_key().public_numbers()
        return {
            "keys": [
                {
                    "kty": "RSA",
                    "alg": "RS256",
                    "use": "sig",
                    "kid": SIGNING_KEY_ID,
                    "n": _encoded(numbers.n),
                    "e": _encoded(numbers.e),
                }
            ]
        }

    def sign(self, claims: dict[str, Any]) -> str:
        """An OpenID token."""
        return jwt.encode(claims, self.signing.decode(), algorithm="RS256", headers={"kid": SIGNING_KEY_ID})


def new_keys() -> Keys:
    """Fresh ones."""
    account, signing = (_pem(rsa.generate_private_key(65537, 2048)) for _ in range(2))
    return Keys(account, signing)


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _loaded(pem: bytes) -> rsa.RSAPrivateKey:
    key = load_pem_private_key(pem, None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("These are RSA keys.")
    return key


def _encoded(number: int) -> str:
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
