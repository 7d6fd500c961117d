"""What a QR code says, so that a door can check it without network. Pure: bytes in, bytes out.

    HM1: <base32 of 46 signed bytes and their 64 bytes of Ed25519 signature, without padding>

    byte 0      version (1)            bytes 6-21   beacon
    bytes 1-4   key id                 bytes 22-37  token, 128 random bits
    byte 5      scope                  bytes 38-41  valid from, 42-45 until (seconds since 1970)

Base32 in capitals is what QR codes hold most densely. `static/js/hotmess_code.js` reads the same.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec

PREFIX: Final = "HM1:"
SCOPES: Final = ("check_in", "listing_proof", "experience", "staff")
TOKEN_BYTES: Final = 16
SIGNED_BYTES: Final = 46
SIGNATURE_BYTES: Final = 64
LONGEST: Final = 200
"""Characters a code may have as it is typed, spaces and hyphens included."""
_FORM: Final = struct.Struct(">B4sB16s16sII")


class Payload(msgspec.Struct, frozen=True):
    """A token as it is printed. `key_id` is eight hexadecimal digits; times have whole seconds."""

    key_id: str
    scope: str
    beacon: UUID
    token: bytes
    valid_from: datetime
    expires_at: datetime


class Code(msgspec.Struct, frozen=True):
    """What was scanned or typed: the token; with the payload that says it and its signature, unless only the token was typed."""

    token: bytes
    payload: Payload | None = None
    signed: bytes = b""
    signature: bytes = b""


def pack(payload: Payload) -> bytes:
    """The bytes to sign."""
    return _FORM.pack(
        1,
        bytes.fromhex(payload.key_id),
        SCOPES.index(payload.scope),
        payload.beacon.bytes,
        payload.token,
        int(payload.valid_from.timestamp()),
        int(payload.expires_at.timestamp()),
    )


def written(signed: bytes, signature: bytes) -> str:
    """The text of the QR code."""
    return PREFIX + _base32(signed + signature)


def spelled(token: bytes) -> str:
    """The token alone, for typing: 26 letters and digits in groups of five."""
    text = _base32(token)
    return "-".join(text[start : start + 5] for start in range(0, len(text), 5))


def read(text: str) -> Code | None:
    """A scanned or typed code; None when it is none of ours. Whether its signature holds is for `signing` to say."""
    if len(text) > LONGEST:
        return None
    compact = "".join(text.split()).replace("-", "").upper()
    if not compact.startswith(PREFIX):
        token = _unbase32(compact)
        return None if token is None or len(token) != TOKEN_BYTES else Code(token)
    whole = _unbase32(compact.removeprefix(PREFIX))
    if whole is None or len(whole) != SIGNED_BYTES + SIGNATURE_BYTES:
        return None
    signed, signature = whole[:SIGNED_BYTES], whole[SIGNED_BYTES:]
    parts: tuple[int, bytes, int, bytes, bytes, int, int] = _FORM.unpack(signed)
    version, key, scope, beacon, token, valid_from, expires_at = parts
    if version != 1 or scope >= len(SCOPES):
        return None
    payload = Payload(
        key.hex(),
        SCOPES[scope],
        UUID(bytes=beacon),
        token,
        datetime.fromtimestamp(valid_from, UTC),
        datetime.fromtimestamp(expires_at, UTC),
    )
    return Code(token, payload, signed, signature)


def hash_of(token: bytes) -> bytes:
    """What the house keeps of a token."""
    return hashlib.sha256(token).digest()


def _base32(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _unbase32(text: str) -> bytes | None:
    try:
        found = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    # Bits that say nothing may not differ: one token has one spelling.
    return found if _base32(found) == text else None
