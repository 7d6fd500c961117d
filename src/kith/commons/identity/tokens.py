"""Access tokens: JWTs of fifteen minutes, shaped as Supabase shapes them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import jwt

from kith.commons.identity.person import Person

if TYPE_CHECKING:
    from kith.foundation.house import House

LIFETIME = timedelta(minutes=15)
_ALGORITHM = "HS256"
_REMEMBERED = 2_000


def issue(house: House, person: Person) -> str:
    """A signed access token for this person's session."""
    now = house.clock.now()
    claims = {
        "sub": str(person.id),
        "sid": str(person.session_id),
        "name": person.display_name,
        "role": "authenticated",
        "aud": "authenticated",
        "iat": int(now.timestamp()),
        "exp": int((now + LIFETIME).timestamp()),
    }
    return jwt.encode(claims, house.settings.token_secret, algorithm=_ALGORITHM)


class _Reader:
    """Verifies tokens; remembers those it verified, since a browser sends the same one hundreds of times."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._known: dict[str, tuple[float, Person]] = {}

    def read(self, token: str) -> Person | None:
        now = self._house.clock.now().timestamp()
        known = self._known.get(token)
        if known is None:
            known = self._verify(token)
            if known is None:
                return None
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[token] = known
        expires, person = known
        return person if now < expires else None

    def _verify(self, token: str) -> tuple[float, Person] | None:
        try:
            claims = jwt.decode(
                token,
                self._house.settings.token_secret,
                algorithms=[_ALGORITHM],
                audience="authenticated",
                options={"require": ["sub", "sid", "exp"], "verify_exp": False, "verify_iat": False},
            )
            return float(claims["exp"]), Person(
                UUID(claims["sub"]), UUID(claims["sid"]), str(claims.get("name", ""))
            )
        except (jwt.InvalidTokenError, ValueError):
            return None


def read(house: House, token: str) -> Person | None:
    """Who an access token speaks for; None when it is forged, malformed or past its time."""
    return house.part("identity.access_tokens", _Reader).read(token)
