"""How many are invited next and how long after the last ones, and which LinkUps belong to the random arm."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID

INVITES_A_SEAT: Final = 2
WAVE_AFTER: Final = timedelta(minutes=20)
RANDOM_SHARE: Final = 0.05


def next_wave_size(open_seats: int, outstanding: int) -> int:
    """How many to ask now, so that twice as many are asked as seats are open.

    The first wave, with nobody asked, is 2 x open seats. Raises ValueError for negative numbers.
    """
    if open_seats < 0 or outstanding < 0:
        raise ValueError("open_seats and outstanding must not be negative.")
    return max(0, INVITES_A_SEAT * open_seats - outstanding) if open_seats else 0


def random_arm(linkup_id: UUID, seed: str, share: float = RANDOM_SHARE) -> bool:
    """Whether this LinkUp's candidates are drawn at random: about one in twenty, always the same for one
    LinkUp.

    The first 64 bits of BLAKE2b over the seed and the id, read as a fraction, are below the share.
    """
    digest = hashlib.blake2b(linkup_id.bytes, key=seed.encode()[:64], digest_size=8).digest()
    return int.from_bytes(digest) / 2**64 < share
