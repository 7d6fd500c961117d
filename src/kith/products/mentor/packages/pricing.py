"""Prices of packages: every session of one costs the same whole sum, so that a session called off gives back what it cost."""

from __future__ import annotations


def is_whole(price: int, sessions: int) -> bool:
    """Whether a price in minor units divides among so many sessions."""
    return price % sessions == 0


def nearest(price: int, sessions: int) -> tuple[int, int]:
    """The two prices next to this one that do divide, the lower first; both at least one minor unit a session."""
    below = max(price // sessions, 1) * sessions
    return below, below + sessions


def sessions_in(credit: int, session_price: int) -> tuple[int, int]:
    """How many sessions so much credit pays for, and what is left then, in minor units."""
    return divmod(credit, session_price)
