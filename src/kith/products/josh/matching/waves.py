"""When the next invitations go out, how many, and which LinkUps belong to the random arm."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
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


def wave_due(
    *,
    now: datetime,
    last_wave_at: datetime | None,
    window_ends_at: datetime,
    open_seats: int,
    outstanding: int,
    quiet_since_last: timedelta = timedelta(0),
    quiet_now: bool = False,
) -> bool:
    """Whether the next wave is to go out now.

    Due when none has gone out yet, when 20 minutes have passed, or when even all outstanding invites could
    not fill the open seats any more. Never without an open seat, at or after the end of the acceptance
    window, or in quiet hours; `quiet_since_last` is how much of the time since the last wave was quiet,
    which does not count.
    """
    if open_seats <= 0 or quiet_now or now >= window_ends_at:
        return False
    if last_wave_at is None or outstanding < open_seats:
        return True
    return now - last_wave_at - quiet_since_last >= WAVE_AFTER


def random_arm(linkup_id: UUID, seed: str, share: float = RANDOM_SHARE) -> bool:
    """Whether this LinkUp's candidates are drawn at random: about one in twenty, always the same for one
    LinkUp.

    The first 64 bits of BLAKE2b over the seed and the id, read as a fraction, are below the share.
    """
    digest = hashlib.blake2b(linkup_id.bytes, key=seed.encode()[:64], digest_size=8).digest()
    return int.from_bytes(digest) / 2**64 < share
