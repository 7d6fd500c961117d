"""The house's cookies. Under https all carry the `__Host-` prefix; plain http is for development on one's own machine."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kith.commons.identity import tokens

if TYPE_CHECKING:
    from kith.commons.identity.sessions import SignedIn
    from kith.foundation.house import House

_REFRESH_AGE = timedelta(days=60)
_YEAR = timedelta(days=365)


def parse(header: bytes) -> dict[str, str]:
    """The request's cookies; a malformed header counts as none."""
    if not header:
        return {}
    jar: dict[str, str] = {}
    for part in header.decode("latin-1").split(";"):
        name, found, value = part.strip().partition("=")
        if found and name:
            jar.setdefault(name, unquote(value.strip('"')))
    return jar


def _prefix(house: House) -> str:
    return "__Host-kith-" if house.settings.secure_cookies else "kith-"


def access_name(house: House) -> str:
    return _prefix(house) + "access"


def refresh_name(house: House) -> str:
    return _prefix(house) + "refresh"


def csrf_name(house: House) -> str:
    return _prefix(house) + "csrf"


def language_name(house: House) -> str:
    return _prefix(house) + "language"


def guest_name(house: House) -> str:
    """Who somebody without an account is, to a product that lets such people in: an id and the house's signature of it."""
    return _prefix(house) + "guest"


def flash_name(house: House) -> str:
    return _prefix(house) + "flash"


def impersonation_name(house: House) -> str:
    return _prefix(house) + "seeing"


def make(house: House, name: str, value: str, *, max_age: int | None, readable: bool = False) -> str:
    """One Set-Cookie value: whole site, same-site lax, out of scripts' reach unless `readable`."""
    parts = [f"{name}={quote(value, safe='-._~')}", "Path=/", "SameSite=Lax"]
    if max_age is not None:
        parts.append(f"Max-Age={max_age}")
    if not readable:
        parts.append("HttpOnly")
    if house.settings.secure_cookies:
        parts.append("Secure")
    return "; ".join(parts)


def sign_in(house: House, signed_in: SignedIn) -> list[str]:
    """The cookies of a new or renewed session; the language the person chose elsewhere comes with them."""
    spoken = [] if signed_in.language is None else [speak(house, signed_in.language)]
    return [
        *spoken,
        make(house, access_name(house), signed_in.access_token, max_age=int(tokens.LIFETIME.total_seconds())),
        make(house, refresh_name(house), signed_in.refresh_token, max_age=int(_REFRESH_AGE.total_seconds())),
    ]


def speak(house: House, language: str) -> str:
    """The cookie of the language that somebody chose for this browser."""
    return make(house, language_name(house), language, max_age=int(_YEAR.total_seconds()))


def forget(house: House) -> list[str]:
    """The cookies that end a session in this browser."""
    return [make(house, name(house), "", max_age=0) for name in (access_name, refresh_name)]


def new_csrf_secret() -> str:
    return secrets.token_urlsafe(24)


def csrf_token(house: House, secret: str) -> str:
    """What forms send back: bound to the browser's secret cookie, useless with another."""
    return hmac.new(house.settings.token_secret, f"csrf:{secret}".encode(), "sha256").hexdigest()


def csrf_matches(house: House, secret: str, token: str) -> bool:
    return bool(secret) and hmac.compare_digest(csrf_token(house, secret), token)
