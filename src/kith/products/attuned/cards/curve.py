"""How intense a session is at each of its steps: warm-up, build, peak, wind-down.

Over the progress x in [0, 1] of a session the wanted intensity is piecewise linear through

    x      0    0.2   0.6   0.85   1
    wanted 1    2     4     4.5    1

so that the first fifth warms up and the last seventh lets go. Every easing (three skips in a row) takes one off, never below 1.
"""

from __future__ import annotations

import enum
import itertools
from typing import Final

_POINTS: Final = ((0.0, 1.0), (0.2, 2.0), (0.6, 4.0), (0.85, 4.5), (1.0, 1.0))


class Phase(enum.StrEnum):
    WARM_UP = "warm_up"
    BUILD = "build"
    PEAK = "peak"
    WIND_DOWN = "wind_down"


def progress_at(step: int, steps: int) -> float:
    """Where step 1..steps stands in [0, 1]; the only card of a session is its beginning."""
    return 0.0 if steps <= 1 else min(1.0, max(0.0, (step - 1) / (steps - 1)))


def phase_at(step: int, steps: int) -> Phase:
    x = progress_at(step, steps)
    if x < 0.2:
        return Phase.WARM_UP
    if x < 0.6:
        return Phase.BUILD
    return Phase.PEAK if x <= 0.85 else Phase.WIND_DOWN


def wanted_intensity(step: int, steps: int, eased: int = 0) -> float:
    """The intensity wanted at a step (1..steps), in [1, 5]."""
    x = progress_at(step, steps)
    for (x0, y0), (x1, y1) in itertools.pairwise(_POINTS):
        if x <= x1:
            return max(1.0, y0 + (y1 - y0) * (x - x0) / (x1 - x0) - eased)
    return 1.0
