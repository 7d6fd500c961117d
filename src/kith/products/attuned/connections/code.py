"""The code of a request: short enough to read out, kept as a keyed hash only."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kith.foundation.house import House

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is taken for something else when it is read or heard: no 0 and O, 1, I and L, U and V."""
LENGTH: Final = 8
_PURPOSE: Final = "attuned.connection"


def new_code() -> str:
    """Such as K7QM-3XWD: thirty to the eighth, for five minutes and ten tries."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def plain(typed: str) -> str:
    """What was typed, without what people put between; empty when it cannot be a code."""
    text = "".join(letter for letter in typed.upper() if letter.isalnum())
    return text if len(text) == LENGTH and set(text) <= set(LETTERS) else ""


def hash_of(house: House, code: str) -> str:
    """What is kept of a code, in hex."""
    return house.keyring.keyed_hash(plain(code), _PURPOSE).hex()
