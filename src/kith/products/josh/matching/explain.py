"""Why somebody was invited, in the documented `explainability` shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from kith.products.josh.matching.filters import Filtered
from kith.products.josh.matching.scores import COMPLEMENTARY, Moment, Scored, Traits, closeness, weight_of
from kith.products.josh.profiles.factors import FACTORS

MOST_REASONS: Final = 3
DECIMALS: Final = 4
CLOSE_BY_KM: Final = 2.0
LONG_WAIT_DAYS: Final = 21
TURNED_AWAY: Final = "said yes too late last time"


class FiltersSaid(msgspec.Struct, frozen=True):
    """The hard filters by name."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]


class Explainability(msgspec.Struct, frozen=True):
    """The JSON of `linkup_invites.explainability`; `arm` is "scored" or "random"."""

    friend_score: float
    moment_fit: float
    final_score: float
    filters: FiltersSaid
    top_reasons: tuple[str, ...]
    arm: str


def top_reasons(group: Sequence[Traits], candidate: Traits, moment: Moment) -> tuple[str, ...]:
    """At most three reasons, strongest first; only what holds for everybody in the group is said.

    A factor's strength is weight * (closeness - 0.5) with the member it fits least.
    """
    found: list[tuple[float, str]] = []
    for at, meaning in enumerate(FACTORS):
        strength = min(
            weight_of(member, candidate, at)
            * (closeness(member.values[at], candidate.values[at], complementary=COMPLEMENTARY[at]) - 0.5)
            for member in group
        )
        found.append((strength, meaning.reason))
    found.append((0.5 * (moment.activity_weight - 0.5), "likes this activity"))
    found.append((0.3 * (moment.window_fit - 0.5), "likes this time of day"))
    if moment.distance_km <= CLOSE_BY_KM:
        found.append((0.04, "lives close by"))
    if moment.waited_days >= LONG_WAIT_DAYS:
        found.append((0.05, "has waited long"))
    best = sorted(found, key=lambda reason: (-reason[0], reason[1]))
    return tuple(words for strength, words in best[:MOST_REASONS] if strength > 0.0)


def explain(
    scored: Scored,
    filtered: Filtered,
    group: Sequence[Traits],
    candidate: Traits,
    moment: Moment,
    *,
    turned_away: bool = False,
) -> Explainability:
    """Everything an operator needs to see why this person was asked; `turned_away`: a yes of theirs came too late."""
    reasons = top_reasons(group, candidate, moment)
    if turned_away:
        reasons = (TURNED_AWAY, *reasons[: MOST_REASONS - 1])
    return Explainability(
        friend_score=round(scored.friend_score, DECIMALS),
        moment_fit=round(scored.moment_fit, DECIMALS),
        final_score=round(scored.final_score, DECIMALS),
        filters=FiltersSaid(filtered.passed, filtered.failed),
        top_reasons=reasons,
        arm="random" if scored.by_chance else "scored",
    )
