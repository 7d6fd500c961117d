"""Noise for an hour's counts, by OpenDP. Pure but for its dice, which are OpenDP's own.

A person counts once a city and hour: in one count of all, of one kind and of one beacon. With the epsilon of an hour shared by these
three, each count gets discrete Laplace noise of scale 3/epsilon. A count is published when its noisy value passes ten by so much that a
smaller true one hardly ever could (delta); whoever compares two published answers learns of one person no more than epsilon allows.
Source: Dwork and Roth, The Algorithmic Foundations of Differential Privacy (2014), 3.3 and 7.2; docs.opendp.org.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Final, cast

LEAST: Final = 10
STEP: Final = 5
DELTA: Final = 1e-6
SHARES: Final = 3


def threshold(epsilon: float) -> float:
    """From which noisy value on a count is shown."""
    return LEAST + SHARES / epsilon * math.log(1 / (2 * DELTA))


def measure(epsilon: float) -> Callable[[list[int]], list[int]]:
    """The mechanism for the counts of an hour; OpenDP vouches that three changes of one cost at most `epsilon`.

    Raises:
        ValueError: an epsilon that is no number above 0.
    """
    if not (math.isfinite(epsilon) and epsilon > 0):
        raise ValueError("epsilon is a number above 0")
    import opendp.prelude as opendp  # it loads a library of its own; a start does not wait for it

    dp: Any = opendp  # its names are assembled when it is loaded
    dp.enable_features("contrib")
    domain: Any = dp.vector_domain(dp.atom_domain(T=int))
    mechanism: Any = dp.m.make_laplace(domain, dp.l1_distance(T=int), scale=SHARES / epsilon)
    if mechanism.map(SHARES) > epsilon * (1 + 1e-9):
        raise ValueError("OpenDP finds more spent than epsilon")
    return cast("Callable[[list[int]], list[int]]", mechanism)


def shown(people: Sequence[int], noisy: Sequence[int], epsilon: float) -> list[int | None]:
    """What is published of each count: in fives, or nothing."""
    least = threshold(epsilon)
    return [
        max(LEAST, round(drawn / STEP) * STEP) if true >= LEAST and drawn >= least else None
        for true, drawn in zip(people, noisy, strict=True)
    ]
