"""The formulas of XP, as the database has them; a test holds both together."""

from __future__ import annotations

from math import isqrt
from typing import Final

from kith.foundation.language import later

EVENTS: Final = {
    "signup": later("Joined Mentor"),
    "complete_profile": later("Filled in the profile"),
    "first_session": later("First session ever"),
    "session_completed": later("A session"),
    "review_given": later("Wrote a review"),
    "review_received": later("Was reviewed"),
    "streak_day": later("A day of the streak"),
}
"""Every event of the enum, as people read it."""

_NOTHING_AFTER: Final = 40


def pair_amount(amount: int, before: int) -> int:
    """XP of an event between two people after `before` of its kind between the same two: three quarters each time, rounded down.

    The sum over all of them stays below 4 · amount, so two people alone never climb.
    """
    return 0 if before >= _NOTHING_AFTER else amount * 3**before // 4**before


def level_of(xp: int) -> int:
    """The level, 1 and up: the largest n with 50·n·(n − 1) ≤ xp."""
    return (25 + isqrt(625 + 50 * xp)) // 50


def level_begins(level: int) -> int:
    """The XP at which a level begins."""
    return 50 * level * (level - 1)
