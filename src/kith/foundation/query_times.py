"""How long named queries take: a histogram a query and process, whose steps double, added to `kith.query_times` about once a minute.

What a process measured in its last minute is lost with it: this shows where time goes, it keeps no books.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Final

STEPS: Final = 18
"""Up to 0.25 ms, then doubling: the last but one step ends at 16 s, the last holds everything longer."""
FIRST_STEP: Final = 0.00025
EVERY: Final = 60.0
"""Seconds between two writings."""


class Times:
    """Calls of one query: how many, how long together and at most in seconds, and how many fell into each step."""

    __slots__ = ("calls", "counts", "longest", "seconds")

    def __init__(self) -> None:
        self.calls = 0
        self.seconds = 0.0
        self.longest = 0.0
        self.counts = [0] * STEPS

    def add(self, seconds: float) -> None:
        self.calls += 1
        self.seconds += seconds
        self.longest = max(self.longest, seconds)
        self.counts[step_of(seconds)] += 1


def step_of(seconds: float) -> int:
    """The step a duration falls into; each holds its upper end."""
    return min(max(-int(-seconds // FIRST_STEP) - 1, 0).bit_length(), STEPS - 1)


def ends_at(step: int) -> float:
    """The longest duration of a step in seconds; of the last step, where it begins."""
    return FIRST_STEP * 2 ** min(step, STEPS - 2)


def share_within(counts: Sequence[int], share: float) -> float:
    """The duration in seconds within which `share` (0 to 1) of the calls ended, rounded up to the end of a step; 0 without calls."""
    wanted, seen = share * sum(counts), 0
    for step, count in enumerate(counts):
        seen += count
        if count and seen >= wanted:
            return ends_at(step)
    return 0.0


class QueryTimes:
    """What this process measured and has not written yet."""

    def __init__(self) -> None:
        self._times: dict[str, Times] = {}
        self._since = time.monotonic()

    def add(self, name: str, seconds: float) -> bool:
        """Count one call; true when it is time to write."""
        found = self._times.get(name)
        if found is None:
            found = self._times[name] = Times()
        found.add(seconds)
        return time.monotonic() - self._since >= EVERY

    def take(self) -> Mapping[str, Times]:
        """All that was measured since the last time; it counts as written."""
        taken, self._times, self._since = self._times, {}, time.monotonic()
        return taken
