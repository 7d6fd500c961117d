"""Leagues: their tiers, and who moves."""

from __future__ import annotations

from typing import Final

from kith.foundation.language import later

TIERS: Final = (
    later("Trailhead"),
    later("Footpath"),
    later("Ridge"),
    later("Pass"),
    later("Summit"),
    later("Skyline"),
    later("Polestar"),
)
"""The tiers' names, lowest first; tier 1 is the first."""

SEATS: Final = 30


def moves(people: int, tier: int) -> tuple[int, int]:
    """How many of a league of so many people move up and how many down, as `league_moves` of the database: a fifth (one of three), and a sixth."""
    up = 0 if tier >= len(TIERS) or people < 3 else max(1, people // 5)
    down = 0 if tier <= 1 else people // 6
    return up, down
