"""Promises about the scores: in [0, 1], the same for both, and moving the way they must."""

from __future__ import annotations

import math
from uuid import UUID

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kith.products.josh.matching.explain import explain, top_reasons
from kith.products.josh.matching.filters import Filtered
from kith.products.josh.matching.moment import (
    ActivityPattern,
    activity_weight,
    direction,
    distance_km,
    window_fit,
)
from kith.products.josh.matching.scores import (
    COMPLEMENTARY,
    Moment,
    Prior,
    Traits,
    final_score,
    fit_prior,
    friend_score,
    group_friend_score,
    moment_fit,
    score,
    shrunk_rate,
    similarity,
)

shares = st.floats(0, 1)
days = st.integers(0, 5000)
traits = st.builds(
    Traits,
    user_id=st.uuids(),
    values=st.tuples(*[shares] * 12),
    confidences=st.tuples(*[shares] * 12),
    freshness_days=st.tuples(*[days] * 12),
    openness=shares,
    appeal=shares,
)
moments = st.builds(
    Moment,
    activity_weight=shares,
    window_fit=shares,
    distance_km=st.floats(0, 500),
    invites_recently=st.integers(0, 10),
    waited_days=st.integers(0, 400),
)
factors = st.integers(0, 11)


def flat(value: float, confidence: float = 1.0, *, number: int = 0, age: int = 0) -> Traits:
    values = tuple(1.0 - value if complementary and number else value for complementary in COMPLEMENTARY)
    return Traits(UUID(int=number), values, (confidence,) * 12, (age,) * 12)


def with_value(person: Traits, at: int, value: float) -> Traits:
    values = (*person.values[:at], value, *person.values[at + 1 :])
    return msgspec.structs.replace(person, values=values)


@given(traits, traits)
def test_a_friend_score_is_between_0_and_1_and_the_same_for_both(a: Traits, b: Traits) -> None:
    assert 0.0 <= friend_score(a, b) <= 1.0
    assert friend_score(a, b) == friend_score(b, a)
    assert similarity(a, b) == similarity(b, a)


@given(st.lists(traits, min_size=1, max_size=4), traits, moments)
def test_every_score_is_between_0_and_1(group: list[Traits], candidate: Traits, moment: Moment) -> None:
    scored = score(group, candidate, moment)
    for number in (scored.friend_score, scored.moment_fit, scored.final_score):
        assert 0.0 <= number <= 1.0


@given(traits, traits, factors, shares, shares)
def test_coming_closer_in_a_factor_never_lowers_the_score(
    a: Traits, b: Traits, at: int, one: float, other: float
) -> None:
    best = 1.0 - a.values[at] if COMPLEMENTARY[at] else a.values[at]
    near, far = sorted((one, other), key=lambda value: abs(value - best))
    assume(abs(abs(near - best) - abs(far - best)) > 1e-9)
    assert friend_score(a, with_value(b, at, near)) >= friend_score(a, with_value(b, at, far))


@given(traits, traits, shares, shares)
def test_more_openness_or_appeal_never_lowers_the_score(
    a: Traits, b: Traits, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    for field in ("openness", "appeal"):
        less = msgspec.structs.replace(b, **{field: low})
        more = msgspec.structs.replace(b, **{field: high})
        assert friend_score(a, less) <= friend_score(a, more) + 1e-12


@given(traits, traits)
def test_of_whom_nothing_is_known_the_score_is_the_middle(a: Traits, b: Traits) -> None:
    unknown = msgspec.structs.replace(b, confidences=(0.0,) * 12)
    assert similarity(a, unknown) == 0.5


@pytest.mark.parametrize("alike", [True, False])
def test_low_confidence_and_age_pull_toward_the_middle(alike: bool) -> None:
    me = flat(0.9)

    def distance_from_middle(confidence: float, age: int) -> float:
        other = flat(0.9 if alike else 0.1, confidence, number=1, age=age)
        return abs(similarity(me, other) - 0.5)

    assert distance_from_middle(1.0, 0) > distance_from_middle(0.4, 0) > distance_from_middle(0.1, 0)
    assert distance_from_middle(1.0, 0) > distance_from_middle(1.0, 180) > distance_from_middle(1.0, 900)


def test_a_listener_fits_a_storyteller_better_than_another_listener() -> None:
    at = 2
    listener = with_value(flat(0.5), at, 0.1)
    assert friend_score(listener, with_value(flat(0.5, number=1), at, 0.9)) > friend_score(
        listener, with_value(flat(0.5, number=1), at, 0.1)
    )


def test_one_sided_liking_counts_less_than_mutual_liking() -> None:
    person = flat(0.5)
    mutual = [msgspec.structs.replace(person, openness=0.6, appeal=0.6) for _ in range(2)]
    one_sided = [
        msgspec.structs.replace(person, openness=1.0, appeal=0.2),
        msgspec.structs.replace(person, openness=0.2, appeal=1.0),
    ]
    assert friend_score(*mutual) > friend_score(*one_sided)


@given(st.lists(traits, min_size=1, max_size=4), traits, traits)
def test_a_group_is_as_good_as_its_worst_pair(
    group: list[Traits], newcomer: Traits, candidate: Traits
) -> None:
    fit = group_friend_score(group, candidate)
    assert fit == min(friend_score(member, candidate) for member in group)
    assert group_friend_score([*group, newcomer], candidate) <= fit


def test_a_group_without_anybody_is_refused() -> None:
    with pytest.raises(ValueError, match="group"):
        group_friend_score([], flat(0.5))


@given(shares, moments, st.integers(1, 3), st.integers(1, 60))
def test_many_invites_lower_and_a_long_wait_raises(
    friend: float, moment: Moment, more: int, longer: int
) -> None:
    invited = msgspec.structs.replace(moment, invites_recently=moment.invites_recently + more)
    waited = msgspec.structs.replace(moment, waited_days=moment.waited_days + longer)
    assert final_score(friend, invited) <= final_score(friend, moment) <= final_score(friend, waited)


@given(shares, shares, moments)
def test_a_better_friend_never_scores_lower(one: float, other: float, moment: Moment) -> None:
    low, high = sorted((one, other))
    assert final_score(low, moment) <= final_score(high, moment)


@given(moments, st.floats(0, 100))
def test_further_away_never_fits_better(moment: Moment, further: float) -> None:
    away = msgspec.structs.replace(moment, distance_km=moment.distance_km + further)
    assert moment_fit(away) <= moment_fit(moment)


@given(st.integers(0, 200), st.integers(0, 200), shares, st.floats(0.5, 50))
def test_a_rate_lies_between_what_was_seen_and_the_mean(
    successes: int, failures: int, mean: float, strength: float
) -> None:
    trials = successes + failures
    rate = shrunk_rate(successes, trials, Prior(mean, strength))
    seen = successes / trials if trials else mean
    assert min(seen, mean) - 1e-9 <= rate <= max(seen, mean) + 1e-9


def test_a_rate_trusts_many_more_than_few() -> None:
    prior = Prior(0.4, 8.0)
    assert shrunk_rate(0, 0, prior) == 0.4
    assert shrunk_rate(1, 1, prior) < shrunk_rate(10, 10, prior) < shrunk_rate(100, 100, prior)
    with pytest.raises(ValueError, match="successes"):
        shrunk_rate(3, 2, prior)


def test_the_prior_is_learned_from_everybody_once_there_are_enough() -> None:
    fallback = Prior(0.5, 8.0)
    assert fit_prior([(1, 2)] * 19, fallback) == fallback
    alike = fit_prior([(3, 10)] * 40, fallback)
    assert (alike.mean, alike.strength) == (pytest.approx(0.3), 50.0)
    different = fit_prior([(1, 10)] * 20 + [(9, 10)] * 20, fallback)
    assert different.mean == pytest.approx(0.5)
    assert different.strength == 2.0


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=60))
def test_a_learned_prior_is_always_usable(counts: list[tuple[int, int]]) -> None:
    prior = fit_prior([(wins, wins + losses) for wins, losses in counts], Prior())
    assert 0.0 < prior.mean < 1.0
    assert 2.0 <= prior.strength <= 50.0


def test_an_activity_weighs_by_its_motives_and_how_sure_we_are() -> None:
    coffee = ActivityPattern("coffee", 0.8, {"connection": 1.0, "comfort": 0.0}, ("morning",))
    assert activity_weight([coffee], "tennis", {}) == 0.5
    assert activity_weight([coffee], "coffee", {"connection": 1.0}) == pytest.approx(0.9)
    assert activity_weight([coffee], "coffee", {"comfort": 1.0}) == pytest.approx(0.1)
    assert activity_weight([coffee], "coffee", {}) == pytest.approx(0.5)
    assert activity_weight([ActivityPattern("tennis", 1.0)], "tennis", {"thrill": 1.0}) == 1.0


def test_a_preferred_hour_fits_another_does_not_and_unknown_is_neutral() -> None:
    coffee = ActivityPattern("coffee", 0.8, {}, ("morning",))
    assert window_fit([coffee], "coffee", "morning") == 1.0
    assert window_fit([coffee], "tennis", "night") == 0.0
    assert window_fit([], "coffee", "morning") == 0.5
    assert window_fit([coffee], "coffee", None) == 0.5


def test_distance_is_measured_along_the_earth() -> None:
    austin, dallas, houston = (
        direction(30.2672, -97.7431),
        direction(32.7767, -96.7970),
        direction(29.7604, -95.3698),
    )
    assert distance_km(austin, dallas) == pytest.approx(293, abs=2)
    assert distance_km(austin, houston) == pytest.approx(235, abs=2)
    assert distance_km(austin, austin) == 0.0


@given(st.floats(-80, 80), st.floats(-180, 180), st.floats(0, 9), st.floats(0, 360))
def test_distance_agrees_with_the_exact_formula_to_a_metre(
    latitude: float, longitude: float, degrees: float, towards: float
) -> None:
    away, course, phi = math.radians(degrees), math.radians(towards), math.radians(latitude)
    target = math.asin(math.sin(phi) * math.cos(away) + math.cos(phi) * math.sin(away) * math.cos(course))
    turned = math.atan2(
        math.sin(course) * math.sin(away) * math.cos(phi), math.cos(away) - math.sin(phi) * math.sin(target)
    )
    there = direction(math.degrees(target), longitude + math.degrees(turned))
    assert distance_km(direction(latitude, longitude), there) == pytest.approx(6371.0088 * away, abs=0.001)


def test_whoever_was_too_late_last_time_is_told_apart_in_the_explanation() -> None:
    group, candidate, moment = [flat(0.9)], flat(0.9, number=1), Moment(activity_weight=1.0)
    said = explain(
        score(group, candidate, moment), Filtered(("region",), ()), group, candidate, moment, turned_away=True
    )
    assert said.top_reasons[0] == "said yes too late last time"
    assert len(said.top_reasons) == 3


def test_reasons_are_few_true_for_all_and_strongest_first() -> None:
    candidate = flat(0.9, number=1)
    alike, unlike = flat(0.9), flat(0.1)
    near = Moment(activity_weight=1.0, distance_km=1.0)
    assert len(top_reasons([alike], candidate, near)) == 3
    assert top_reasons([alike, unlike], candidate, near) == ("likes this activity", "lives close by")
    assert top_reasons([unlike], candidate, Moment(distance_km=9.0)) == ()


def test_the_explanation_has_the_documented_shape() -> None:
    group, candidate, moment = [flat(0.9)], flat(0.8, number=1), Moment()
    said = msgspec.to_builtins(
        explain(score(group, candidate, moment), Filtered(("region",), ()), group, candidate, moment)
    )
    assert set(said) == {"friend_score", "moment_fit", "final_score", "filters", "top_reasons", "arm"}
    assert said["filters"] == {"passed": ("region",), "failed": ()}
    assert said["arm"] == "scored"
