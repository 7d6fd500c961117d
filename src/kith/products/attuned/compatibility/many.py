"""One profile against thousands: the numbers of `score.compatibility`, bit for bit, from columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from kith.products.attuned.compatibility.score import (
    ACTIVITY_FULL,
    ACTIVITY_HALF,
    COMPLEMENT,
    DOMAINS,
    LANES,
    PAIRS,
    SCALES,
    TOPICS,
    TRUTH_FULL,
    TRUTH_HALF,
    WEIGHTS,
)
from kith.products.attuned.profiles.profile import Profile
from kith.products.attuned.terms import Orientation

Column = NDArray[np.float64]

_ORIENTATIONS = tuple(Orientation)


class Profiles:
    """Profiles as columns, one row each. Unknown scores are NaN, unknown orientations -1."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.activities = _worths([p.activities for p in profiles], tuple(lane.mine for lane in LANES))
        self.topics = _worths([p.truth_topics for p in profiles], TOPICS)
        self.domains = _known([p.domain_scores for p in profiles], DOMAINS)
        self.scales = _known([p.arousal_propensity for p in profiles], SCALES)
        self.orientations = np.array([_orientation(p) for p in profiles], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.orientations)


def scores(profile: Profile, others: Profiles) -> Column:
    """`compatibility(profile, other).score` for every other, in [0, 100]."""
    return _scored(Profiles([profile]), others)


def _scored(one: Profiles, others: Profiles) -> Column:
    parts = {
        "power_complement": _power_complement(one, others),
        "domain_similarity": _likeness(one.domains, others.domains, 100.0),
        "activity_overlap": _shared(_activity_sum(one, others), ACTIVITY_HALF, ACTIVITY_FULL),
        "truth_overlap": _shared(_truth_sum(one, others), TRUTH_HALF, TRUTH_FULL),
        "arousal_fit": _likeness(one.scales, others.scales, 1.0),
    }
    weighted = np.zeros(len(others))
    total = np.zeros(len(others))
    for name, weight in WEIGHTS.items():
        known = ~np.isnan(parts[name])
        weighted = np.where(known, weighted + weight * parts[name], weighted)
        total = np.where(known, total + weight, total)
    return 100.0 * weighted / total


def _worths(rows: Sequence[dict[str, float]], keys: tuple[str, ...]) -> dict[str, Column]:
    # One pass over the people, without a line of Python for each of half a million answers.
    nothing = (0.0,) * len(keys)
    answers = chain.from_iterable(map(row.get, keys, nothing) for row in rows)
    table = np.fromiter(answers, dtype=np.float64, count=len(rows) * len(keys))
    return dict(zip(keys, np.ascontiguousarray(table.reshape(len(rows), len(keys)).T), strict=True))


def _known(rows: Sequence[object], names: tuple[str, ...]) -> list[Column]:
    scores_of = attrgetter(*names)
    # None becomes NaN.
    return list(np.array([scores_of(row) for row in rows], dtype=np.float64).reshape(len(rows), len(names)).T)


def _orientation(profile: Profile) -> int:
    orientation = profile.power_dynamic.orientation
    return -1 if orientation is None else _ORIENTATIONS.index(orientation)


def _power_complement(one: Profiles, others: Profiles) -> Column:
    mine = int(one.orientations[0])
    if mine < 0:
        return np.full(len(others), np.nan)
    row = [COMPLEMENT[frozenset((_ORIENTATIONS[mine], other))] for other in _ORIENTATIONS]
    # The last place answers for -1.
    return np.array([*row, np.nan])[others.orientations]


def _likeness(mine: list[Column], theirs: list[Column], widest: float) -> Column:
    apart = np.zeros(len(theirs[0]))
    count = np.zeros(len(theirs[0]))
    for own, column in zip(mine, theirs, strict=True):
        distance = np.abs(own[0] - column) / widest
        known = ~np.isnan(distance)
        apart = np.where(known, apart + distance, apart)
        count += known
    with np.errstate(invalid="ignore"):
        return 1.0 - apart / count


def _shared(total: Column, half: float, full: float) -> Column:
    return np.minimum(1.0, total / (total + half) * ((full + half) / full))


def _activity_sum(one: Profiles, others: Profiles) -> Column:
    total = np.zeros(len(others))
    for lane, back in PAIRS:
        pair = one.activities[lane.mine][0] * others.activities[lane.theirs]
        if lane is not back:
            pair = pair + one.activities[back.mine][0] * others.activities[back.theirs]
        total += pair
    return total


def _truth_sum(one: Profiles, others: Profiles) -> Column:
    total = np.zeros(len(others))
    for topic in TOPICS:
        total += one.topics[topic][0] * others.topics[topic]
    return total
