"""How an application server identifies itself to a push service. Source: RFC 8292."""

from __future__ import annotations

import base64
import re
from datetime import datetime, timedelta

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

_CREDENTIALS = re.compile(
    r"vapid\s+(?:t=(?P<t>[^,\s]+)\s*,\s*k=(?P<k>[^,\s]+)|k=(?P<k2>[^,\s]+)\s*,\s*t=(?P<t2>[^,\s]+))",
    re.IGNORECASE,
)
_LONGEST = timedelta(hours=24)


class VapidRefused(Exception):
    """The credentials are absent (401) or do not hold (403); the text says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Identity(msgspec.Struct, frozen=True):
    """Who pushes: the public key in base64url, and a contact address or page."""

    public_key: str
    subject: str | None


class _Claims(msgspec.Struct):
    aud: str
    exp: int
    sub: str | None = None


def identify(authorization: str | None, *, origin: str, now: datetime) -> Identity:
    """Who sent a request with this Authorization header to a push service at `origin`.

    Raises:
        VapidRefused: no such credentials, a wrong signature, another service's token, or a bad lifetime.
    """
    match = _CREDENTIALS.fullmatch(authorization or "")
    if match is None:
        raise VapidRefused(401, "Authorization: VAPID credentials (vapid t=..., k=...) are required.")
    token, public_key = match["t"] or match["t2"], match["k"] or match["k2"]
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(public_key))
        claims = msgspec.convert(
            jwt.decode(token, key, algorithms=["ES256"], options={"verify_exp": False, "verify_aud": False}),
            _Claims,
        )
    except (ValueError, jwt.InvalidTokenError, msgspec.ValidationError) as error:
        raise VapidRefused(403, f"Authorization: the token does not hold: {error}") from None
    if claims.aud != origin:
        raise VapidRefused(403, f"Authorization: the token is for {claims.aud}, this is {origin}.")
    if claims.exp < now.timestamp():
        raise VapidRefused(403, "Authorization: the token has expired.")
    if claims.exp > (now + _LONGEST).timestamp():
        raise VapidRefused(403, "Authorization: the token is valid for more than 24 hours.")
    if claims.sub is not None and not claims.sub.startswith(("mailto:", "https:")):
        raise VapidRefused(403, "Authorization: sub is neither a mailto: nor an https: address.")
    return Identity(public_key.rstrip("="), claims.sub)


def decoded(text: str) -> bytes:
    """base64url without padding. Raises ValueError."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def encoded(value: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
