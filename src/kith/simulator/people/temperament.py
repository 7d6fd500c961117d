"""What somebody is like. Drawn from a seed and who they are, so that it is the same in every process and at every start."""

from __future__ import annotations

import math
from datetime import timedelta
from random import Random

import msgspec

SEED = 20261121
"""The demo's people are the same everywhere; another seed is another crowd."""


class Temperament(msgspec.Struct, frozen=True):
    """One person's ways. All but `minutes` are chances in [0, 1].

    keen: of a yes to something offered; unsure: of a “maybe” first; silent: of no answer at all; faithful: of turning up; warm: of wanting to
    meet again, and of sharing a number; minutes: how long an answer usually takes.
    """

    keen: float
    unsure: float
    silent: float
    faithful: float
    warm: float
    minutes: float


def chance(*about: object, seed: int = SEED) -> Random:
    """Randomness of its own for one matter: the same words give the same draws, whatever happened before."""
    return Random(":".join(map(str, (seed, *about))))


def temperament_of(who: str, *, seed: int = SEED) -> Temperament:
    """The ways of the person with this number, address or id."""
    drawn = chance("temperament", who, seed=seed)
    return Temperament(
        keen=drawn.uniform(0.35, 0.95),
        unsure=drawn.uniform(0.02, 0.2),
        silent=drawn.uniform(0.02, 0.25),
        faithful=drawn.uniform(0.8, 1.0),
        warm=drawn.uniform(0.45, 0.95),
        minutes=drawn.choice((1, 2, 3, 5, 8, 13)),
    )


def a_while(person: Temperament, drawn: Random) -> timedelta:
    """How long they take this time: mostly about as long as usual, seldom much longer."""
    factor = math.exp(drawn.gauss(0, 0.6))
    return timedelta(minutes=max(0.2, min(person.minutes * factor, 90.0)))
