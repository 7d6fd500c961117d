"""How well two profiles go together, 0 to 100. Pure and symmetric; `many.py` gives the same numbers for thousands.

    score = 100 * sum(w_c * c) / sum(w_c), over the parts c in [0, 1] that both profiles know
    w     = power_complement 0.20, domain_similarity 0.25, activity_overlap 0.30, truth_overlap 0.15, arousal_fit 0.10

    power_complement  = top with bottom 1; switch with anybody 0.8; neutral with neutral 0.7, with a top or bottom 0.5; the same pole 0.3
    domain_similarity = 1 - mean |a - b| / 100 over the domains both know
    activity_overlap  = shared(sum over lanes of a * b, 8, 40)
    truth_overlap     = shared(sum over topics of a * b, 2, 12)
    arousal_fit       = 1 - mean |a - b| over the scales both know
    shared(s, k, n)   = min(1, s / (s + k) * (n + k) / n): rises with every wish in common, the first ones count most, 1 at n of them

A lane is what one gives and the other receives, or what both do together. With yes 1, maybe 0.5 and no 0 a no adds nothing, exactly as
a question that was never asked: it is an absence that costs nothing and cannot be told from one. Turning a no into a maybe or a maybe into
a yes never lowers an overlap. Distances only count in `domain_similarity` and `arousal_fit`, where coming closer never lowers it.

All arithmetic is +, -, *, /, abs and min in float64 in a fixed order, so that the vectorised form is equal bit for bit.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from kith.products.attuned.profiles.profile import Profile
from kith.products.attuned.survey.definition import Direction, Kind, load, versions
from kith.products.attuned.terms import Domain, Orientation

FORMULA_VERSION: Final = "1"
"""Part of a cached result's key, beside the profiles' versions."""
WEIGHTS: Final = {
    "power_complement": 0.20,
    "domain_similarity": 0.25,
    "activity_overlap": 0.30,
    "truth_overlap": 0.15,
    "arousal_fit": 0.10,
}
ACTIVITY_HALF: Final = 8.0
ACTIVITY_FULL: Final = 40.0
TRUTH_HALF: Final = 2.0
TRUTH_FULL: Final = 12.0
SCALES: Final = ("se", "sis_p", "sis_c")
DOMAINS: Final = tuple(domain.value for domain in Domain)

_TOP, _BOTTOM, _SWITCH, _NEUTRAL = Orientation
COMPLEMENT: Final = {
    frozenset((_TOP, _BOTTOM)): 1.0,
    frozenset((_TOP,)): 0.3,
    frozenset((_BOTTOM,)): 0.3,
    frozenset((_NEUTRAL,)): 0.7,
    frozenset((_NEUTRAL, _TOP)): 0.5,
    frozenset((_NEUTRAL, _BOTTOM)): 0.5,
    **{frozenset((_SWITCH, other)): 0.8 for other in Orientation},
}


class Lane(msgspec.Struct, frozen=True):
    """What one side's key meets on the other side; the same key twice for what both do together."""

    activity: str
    mine: str
    theirs: str


def _lanes() -> tuple[Lane, ...]:
    found: dict[str, Lane] = {}
    questions = [question for version in versions() for question in load(version).questions]
    for question in questions:
        if question.kind is Kind.ACTIVITY:
            key = question.activity_key
            across = {
                Direction.GIVE: f"{question.activity}_{Direction.RECEIVE}",
                Direction.RECEIVE: f"{question.activity}_{Direction.GIVE}",
                Direction.TOGETHER: key,
            }
            found[key] = Lane(question.activity, key, across[question.direction])
    return tuple(found[key] for key in sorted(found))


def _topics() -> tuple[str, ...]:
    return tuple(sorted({q.topic for version in versions() for q in load(version).questions if q.topic}))


LANES: Final = _lanes()
"""Every lane that any version of the survey asks about, in a fixed order, seen from one side."""
TOPICS: Final = _topics()

# Summed from either side the two lanes of an activity come in another order, and floats do not forgive that:
# each activity's lanes are added to each other first.
PAIRS: Final = tuple(
    (lane, next(other for other in LANES if other.mine == lane.theirs))
    for lane in LANES
    if lane.mine <= lane.theirs
)
"""Each activity once: its two lanes, or the same one twice when it is done together."""


class Parts(msgspec.Struct, frozen=True):
    """The parts in [0, 1]; None when the profiles do not know it."""

    power_complement: float | None
    domain_similarity: float | None
    activity_overlap: float
    truth_overlap: float
    arousal_fit: float | None


class Compatibility(msgspec.Struct, frozen=True):
    """`score` in [0, 100] and the parts it is made of. For storing; pages show `rounded`."""

    score: float
    parts: Parts
    formula_version: str = FORMULA_VERSION

    @property
    def rounded(self) -> int:
        """To the next 5: nobody can read a single answer out of it."""
        return 5 * round(self.score / 5)

    def details(self) -> dict[str, Any]:
        """The document's `details`: weights and parts, no answers."""
        return {
            "formula_version": self.formula_version,
            "weights": WEIGHTS,
            **msgspec.to_builtins(self.parts),
        }


def compatibility(a: Profile, b: Profile) -> Compatibility:
    """How well two profiles go together; the same from either side."""
    parts = Parts(
        _power_complement(a, b),
        _likeness([_pair(a.domain_scores, b.domain_scores, name) for name in DOMAINS], 100.0),
        shared(_activity_sum(a, b), ACTIVITY_HALF, ACTIVITY_FULL),
        shared(_truth_sum(a, b), TRUTH_HALF, TRUTH_FULL),
        _likeness([_pair(a.arousal_propensity, b.arousal_propensity, name) for name in SCALES], 1.0),
    )
    weighted = total = 0.0
    for name, weight in WEIGHTS.items():
        part: float | None = getattr(parts, name)
        if part is not None:
            weighted += weight * part
            total += weight
    return Compatibility(100.0 * weighted / total, parts)


def shared(total: float, half: float, full: float) -> float:
    """How much is shared, in [0, 1], for a sum of common wishes: see the module."""
    return min(1.0, total / (total + half) * ((full + half) / full))


def _power_complement(a: Profile, b: Profile) -> float | None:
    one, other = a.power_dynamic.orientation, b.power_dynamic.orientation
    return None if one is None or other is None else COMPLEMENT[frozenset((one, other))]


def _pair(a: object, b: object, name: str) -> tuple[float | None, float | None]:
    return getattr(a, name), getattr(b, name)


def _likeness(pairs: list[tuple[float | None, float | None]], widest: float) -> float | None:
    apart = 0.0
    known = 0
    for one, other in pairs:
        if one is not None and other is not None:
            apart += abs(one - other) / widest
            known += 1
    return None if known == 0 else 1.0 - apart / known


def _activity_sum(a: Profile, b: Profile) -> float:
    total = 0.0
    for lane, back in PAIRS:
        one = a.activities.get(lane.mine, 0.0) * b.activities.get(lane.theirs, 0.0)
        if lane is not back:
            one += a.activities.get(back.mine, 0.0) * b.activities.get(back.theirs, 0.0)
        total += one
    return total


def _truth_sum(a: Profile, b: Profile) -> float:
    total = 0.0
    for topic in TOPICS:
        total += a.truth_topics.get(topic, 0.0) * b.truth_topics.get(topic, 0.0)
    return total
