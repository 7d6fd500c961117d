"""Does scoring help? The scored LinkUps against the random arm, with an interval.

Rates have Wilson's score interval (Wilson 1927, Journal of the American Statistical Association 22):

    (p + z^2/2n  -/+  z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)

The difference of two rates has Newcombe's hybrid of the two (Newcombe 1998, Statistics in Medicine 17,
method 10),
which stays sensible for small samples and rates near 0 or 1:

    low  = d - sqrt((p1 - l1)^2 + (u2 - p2)^2)
    high = d + sqrt((u1 - p1)^2 + (p2 - l2)^2)
"""

from __future__ import annotations

import math
from typing import Final

import msgspec

Z_95: Final = 1.959963984540054


class Tally(msgspec.Struct, frozen=True):
    """So many of so many went well (attended and "again", or whatever is measured)."""

    successes: int
    trials: int

    def __post_init__(self) -> None:
        """Raises ValueError for impossible counts."""
        if not 0 <= self.successes <= self.trials:
            raise ValueError(f"successes must be between 0 and trials ({self.trials}), not {self.successes}.")


class Interval(msgspec.Struct, frozen=True):
    """From `low` to `high`, both included."""

    low: float
    high: float


class Lift(msgspec.Struct, frozen=True):
    """The measured lift: `difference` of the two rates (scored minus random, in [-1, 1]) and its interval.

    Rates are None, and the interval is everything, while an arm is empty. `conclusive` when 0 lies outside.
    """

    scored_rate: float | None
    random_rate: float | None
    difference: float | None
    interval: Interval
    conclusive: bool
    sentence: str


def wilson(tally: Tally, z: float = Z_95) -> Interval:
    """Wilson's score interval of a rate; [0, 1] while there are no trials."""
    n = tally.trials
    if n == 0:
        return Interval(0.0, 1.0)
    rate = tally.successes / n
    middle = rate + z * z / (2 * n)
    half = z * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # Rounding must not put the rate itself outside.
    return Interval(
        max(0.0, min(rate, (middle - half) / scale)), min(1.0, max(rate, (middle + half) / scale))
    )


def measured_lift(scored: Tally, random: Tally, z: float = Z_95) -> Lift:
    """The scored arm against the random arm, with Newcombe's interval (95 % by default)."""
    if scored.trials == 0 or random.trials == 0:
        return Lift(
            scored.successes / scored.trials if scored.trials else None,
            random.successes / random.trials if random.trials else None,
            None,
            Interval(-1.0, 1.0),
            conclusive=False,
            sentence="Nothing to compare yet: one of the two arms is still empty.",
        )
    p1, p2 = scored.successes / scored.trials, random.successes / random.trials
    one, two = wilson(scored, z), wilson(random, z)
    difference = p1 - p2
    interval = Interval(
        max(-1.0, difference - math.hypot(p1 - one.low, two.high - p2)),
        min(1.0, difference + math.hypot(one.high - p1, p2 - two.low)),
    )
    conclusive = interval.low > 0.0 or interval.high < 0.0
    return Lift(p1, p2, difference, interval, conclusive, _sentence(difference, interval, conclusive))


def _sentence(difference: float, interval: Interval, conclusive: bool) -> str:
    span = f"{_points(interval.low)} to {_points(interval.high)} points"
    if not conclusive:
        return f"Scored minus random: {_points(difference)} points, but it could be anything from {span}."
    word = "better" if difference > 0 else "worse"
    return f"Scored does {word} than random by {_points(abs(difference))} points (from {span})."


def _points(share: float) -> str:
    return f"{100 * share:.1f}"
