"""The states of a drop, and how many of its line are let in at a time."""

from __future__ import annotations

from typing import Final

from kith.foundation.machine import machine

DROP: Final = machine(
    "drop",
    {
        ("", "scheduled"): "drop.scheduled",
        ("scheduled", "live"): "drop.began",
        ("scheduled", "ended"): "drop.called_off",
        ("live", "ended"): "drop.ended",
    },
)
AT_ONCE: Final = 200
"""People let in with each look at a line."""


def to_let_in(free: int) -> int:
    """How many people the next look lets in: never more than there is something for, so that a place in front means something."""
    return max(0, min(free, AT_ONCE))
