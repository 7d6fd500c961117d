"""How well two people fit, how well a moment fits one of them, and the score that orders invitations.

Everything here is a weighted guess, kept honest by the random arm (waves.py) and the measured lift (lift.py).

Similarity of a and b over the factors f, with values x, confidences c and ages t in days:

    closeness_f = (1 - |xa - xb|)^2            for a similar factor
                  (1 - |xa + xb - 1|)^2        for a complementary one
    w_f         = ca * 2^(-ta/180) * cb * 2^(-tb/180)
    similarity  = (0.5 * PULL + sum w_f closeness_f) / (PULL + sum w_f)

The square makes two strangers drawn at random 0.5 close on average (2(1-d)(1-d)^2 integrated over [0, 1]),
so that the pull to 0.5 neither favours nor punishes a person of whom little is known.

One direction, how much a would like b: published work on first meetings finds who is open and who is liked to
be more predictable than the pair (Joel, Eastwick and Finkel 2017, Psychological Science 28), hence half:

    liking(a, b) = 0.5 similarity + 0.25 openness(a) + 0.25 appeal(b)
    friend_score = harmonic mean of liking(a, b) and liking(b, a)

Openness and appeal are rates (invitations accepted; others who said "again") shrunk to the mean of all:

    rate = (successes + prior.mean * prior.strength) / (trials + prior.strength)

which is the posterior mean under a Beta(mean * strength, (1 - mean) * strength) prior; `fit_prior` estimates
it from everybody by the method of moments (empirical Bayes; Casella 1985, The American Statistician 39).

All arithmetic is +, -, *, / and comparisons in float64 and in a fixed order, so that the vectorised selection
gives bit for bit the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from kith.products.josh.profiles.factors import FACTORS, Fit

HALF_LIFE_DAYS: Final = 180
OLDEST_DAYS: Final = 3650
PULL: Final = 1.0
NEUTRAL: Final = 0.5

SIMILARITY_SHARE: Final = 0.5
OPENNESS_SHARE: Final = 0.25
APPEAL_SHARE: Final = 0.25

ACTIVITY_SHARE: Final = 0.5
WINDOW_SHARE: Final = 0.3
DISTANCE_SHARE: Final = 0.2
HALF_DISTANCE_KM: Final = 5.0

FRIEND_SHARE: Final = 0.6
MOMENT_SHARE: Final = 0.4
INVITE_PENALTY: Final = 0.05
MOST_INVITES: Final = 3
WAIT_BOOST: Final = 0.1
LONGEST_WAIT_DAYS: Final = 30

COMPLEMENTARY: Final = tuple(meaning.fit is Fit.COMPLEMENTARY for meaning in FACTORS)
DECAY: Final = tuple(0.5 ** (days / HALF_LIFE_DAYS) for days in range(OLDEST_DAYS + 1))
"""What is left of a confidence after so many whole days, up to ten years."""


class Traits(msgspec.Struct, frozen=True):
    """A person as the scores see them, all vectors in the order of `FactorName`.

    `values` and `confidences` are in [0, 1] (an unknown factor has confidence 0), `freshness_days` whole
    days, `openness` and `appeal` in [0, 1].
    """

    user_id: UUID
    values: tuple[float, ...]
    confidences: tuple[float, ...]
    freshness_days: tuple[int, ...]
    openness: float = NEUTRAL
    appeal: float = NEUTRAL


class Moment(msgspec.Struct, frozen=True):
    """How one occasion suits one person.

    `activity_weight` and `window_fit` in [0, 1] with 0.5 for "not known"; `distance_km` from the person's
    place to the middle of the group's; `invites_recently` in the last seven days; `waited_days` since
    the last invitation or, without one, since registration.
    """

    activity_weight: float = NEUTRAL
    window_fit: float = NEUTRAL
    distance_km: float = 0.0
    invites_recently: int = 0
    waited_days: int = 0


class Scored(msgspec.Struct, frozen=True):
    """A candidate's scores, each in [0, 1]; `by_chance` marks the random arm."""

    user_id: UUID
    friend_score: float
    moment_fit: float
    final_score: float
    by_chance: bool = False


class Prior(msgspec.Struct, frozen=True):
    """What a rate is taken for before anything is known: its mean and how many trials that is worth."""

    mean: float = NEUTRAL
    strength: float = 8.0


def decayed(confidence: float, freshness_days: int) -> float:
    """What a confidence is worth after so many days: half after 180."""
    return confidence * DECAY[min(max(freshness_days, 0), OLDEST_DAYS)]


def closeness(one: float, other: float, *, complementary: bool) -> float:
    """How close two values of a factor are, in [0, 1]; 0.5 on average for two people drawn at random."""
    apart = abs((one + other) - 1.0) if complementary else abs(one - other)
    return (1.0 - apart) * (1.0 - apart)


def weight_of(a: Traits, b: Traits, at: int) -> float:
    """How much one factor says about these two: the product of what is left of both confidences."""
    return decayed(a.confidences[at], a.freshness_days[at]) * decayed(b.confidences[at], b.freshness_days[at])


def similarity(a: Traits, b: Traits) -> float:
    """Confidence-weighted, freshness-decayed closeness over the twelve factors, pulled to 0.5. Symmetric."""
    weighted = 0.0
    total = 0.0
    for at, complementary in enumerate(COMPLEMENTARY):
        weight = weight_of(a, b, at)
        weighted += weight * closeness(a.values[at], b.values[at], complementary=complementary)
        total += weight
    return (NEUTRAL * PULL + weighted) / (PULL + total)


def harmonic_mean(one: float, other: float) -> float:
    """The harmonic mean of two numbers in [0, 1]; 0 when either is 0."""
    total = one + other
    return 0.0 if total == 0.0 else 2.0 * (one * other) / total


def friend_score(a: Traits, b: Traits) -> float:
    """Both directions of liking combined, in [0, 1]. Symmetric: nobody is wanted more than they want."""
    alike = SIMILARITY_SHARE * similarity(a, b)
    a_likes_b = alike + (OPENNESS_SHARE * a.openness + APPEAL_SHARE * b.appeal)
    b_likes_a = alike + (OPENNESS_SHARE * b.openness + APPEAL_SHARE * a.appeal)
    return harmonic_mean(a_likes_b, b_likes_a)


def group_friend_score(group: Sequence[Traits], candidate: Traits) -> float:
    """The minimum over those already in, so that nobody is a bad fit for anybody.

    Raises ValueError for an empty group: a LinkUp has at least its initiator.
    """
    if not group:
        raise ValueError("group must have at least the initiator.")
    return min(friend_score(member, candidate) for member in group)


def moment_fit(moment: Moment) -> float:
    """How the occasion suits, in [0, 1]: activity, time window, and distance (half its worth at 5 km)."""
    near = HALF_DISTANCE_KM / (HALF_DISTANCE_KM + moment.distance_km)
    return (
        ACTIVITY_SHARE * moment.activity_weight + WINDOW_SHARE * moment.window_fit
    ) + DISTANCE_SHARE * near


def final_score(friend: float, moment: Moment) -> float:
    """0.6 friend + 0.4 moment, less for each recent invitation (at most 3), more for a wait (to 30 days)."""
    invites = min(max(moment.invites_recently, 0), MOST_INVITES)
    waited = min(max(moment.waited_days, 0), LONGEST_WAIT_DAYS)
    score = FRIEND_SHARE * friend + MOMENT_SHARE * moment_fit(moment)
    score = score - INVITE_PENALTY * invites + WAIT_BOOST * (waited / LONGEST_WAIT_DAYS)
    return min(1.0, max(0.0, score))


def score(group: Sequence[Traits], candidate: Traits, moment: Moment) -> Scored:
    """A candidate's scores for a group and an occasion."""
    friend = group_friend_score(group, candidate)
    return Scored(candidate.user_id, friend, moment_fit(moment), final_score(friend, moment))


def shrunk_rate(successes: int, trials: int, prior: Prior) -> float:
    """A rate shrunk to the prior's mean while the trials are few; raises ValueError for impossible counts."""
    if not 0 <= successes <= trials:
        raise ValueError(f"successes must be between 0 and trials ({trials}), not {successes}.")
    return (successes + prior.mean * prior.strength) / (trials + prior.strength)


def fit_prior(counts: Sequence[tuple[int, int]], fallback: Prior) -> Prior:
    """The prior that everybody's (successes, trials) suggest, by the method of moments for a beta-binomial.

    With mean m and between-person variance v (observed variance of the rates less the sampling variance), the
    strength is m(1-m)/v - 1, held between 2 and 50. Fewer than 20 people with trials: the fallback.
    """
    known = [(successes, trials) for successes, trials in counts if trials > 0]
    if len(known) < 20:
        return fallback
    mean = sum(successes for successes, _ in known) / sum(trials for _, trials in known)
    if not 0.0 < mean < 1.0:
        return Prior(min(0.99, max(0.01, mean)), 50.0)
    spread = mean * (1.0 - mean)
    observed = sum((successes / trials - mean) ** 2 for successes, trials in known) / len(known)
    sampling = sum(spread / trials for _, trials in known) / len(known)
    between = observed - sampling
    strength = 50.0 if between <= 0.0 else spread / between - 1.0
    return Prior(mean, min(50.0, max(2.0, strength)))
