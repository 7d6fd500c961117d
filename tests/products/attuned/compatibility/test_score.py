"""The score of two profiles: symmetric, monotone, and a no that cannot be told from silence."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.attuned_people import profiles
from kith.products.attuned.compatibility.many import Profiles, scores
from kith.products.attuned.compatibility.score import LANES, TOPICS, Lane, compatibility, shared
from kith.products.attuned.profiles.profile import PowerDynamic, Profile
from kith.products.attuned.terms import Orientation


@settings(max_examples=100)
@given(profiles, profiles)
def test_the_score_is_the_same_from_both_sides_and_in_range(a: Profile, b: Profile) -> None:
    found = compatibility(a, b)
    assert found == compatibility(b, a)
    assert 0 <= found.score <= 100
    assert found.rounded % 5 == 0


@settings(max_examples=40)
@given(profiles, st.lists(profiles, min_size=1, max_size=12))
def test_the_vectorised_form_gives_the_same_numbers_bit_for_bit(a: Profile, others: list[Profile]) -> None:
    one_by_one = [compatibility(a, other).score for other in others]
    assert np.array_equal(scores(a, Profiles(others)), np.array(one_by_one))


@settings(max_examples=100)
@given(profiles, profiles, st.sampled_from(LANES), st.sampled_from(TOPICS))
def test_wanting_more_never_lowers_an_overlap(a: Profile, b: Profile, lane: Lane, topic: str) -> None:
    activity: list[float] = []
    truth: list[float] = []
    for worth in (0.0, 0.5, 1.0):
        changed = msgspec.structs.replace(
            a, activities={**a.activities, lane.mine: worth}, truth_topics={**a.truth_topics, topic: worth}
        )
        parts = compatibility(changed, b).parts
        activity.append(parts.activity_overlap)
        truth.append(parts.truth_overlap)
    assert activity == sorted(activity)
    assert truth == sorted(truth)
    assert len(set(activity)) == (3 if b.activities.get(lane.theirs) else 1)


@settings(max_examples=100)
@given(profiles, profiles, st.sampled_from(LANES))
def test_a_no_is_an_absence(a: Profile, b: Profile, lane: Lane) -> None:
    silent = msgspec.structs.replace(a, activities={k: v for k, v in a.activities.items() if k != lane.mine})
    no = msgspec.structs.replace(a, activities={**a.activities, lane.mine: 0.0})
    assert compatibility(no, b) == compatibility(silent, b)


def test_giving_meets_receiving() -> None:
    def who(**activities: float) -> Profile:
        return Profile(profile_version="0.4", survey_version="0.4", activities=activities)

    meets = compatibility(who(massage_give=1.0), who(massage_receive=1.0)).parts.activity_overlap
    misses = compatibility(who(massage_give=1.0), who(massage_give=1.0)).parts.activity_overlap
    both = compatibility(
        who(massage_give=1.0, massage_receive=1.0), who(massage_give=1.0, massage_receive=1.0)
    )
    assert misses == 0 < meets < both.parts.activity_overlap
    assert compatibility(who(slow_dance=1.0), who(slow_dance=1.0)).parts.activity_overlap == meets
    assert shared(40.0, 8.0, 40.0) == 1.0


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("top", "bottom", 1.0), ("switch", "top", 0.8), ("switch", "bottom", 0.8), ("switch", "switch", 0.8),
        ("switch", "neutral", 0.8), ("top", "top", 0.3), ("bottom", "bottom", 0.3), ("neutral", "top", 0.5),
    ],
)  # fmt: skip
def test_power_is_a_complement_not_a_likeness(one: str, other: str, fit: float) -> None:
    def who(orientation: str) -> Profile:
        return Profile(
            profile_version="0.4",
            survey_version="0.4",
            power_dynamic=PowerDynamic(Orientation(orientation)),
        )

    assert compatibility(who(one), who(other)).parts.power_complement == fit


@settings(max_examples=60)
@given(profiles, profiles, st.floats(0, 100), st.floats(0, 1))
def test_coming_closer_never_lowers_likeness(a: Profile, b: Profile, start: float, step: float) -> None:
    there = b.domain_scores.verbal
    if there is None:
        return

    def likeness(verbal: float) -> float | None:
        domains = msgspec.structs.replace(a.domain_scores, verbal=verbal)
        return compatibility(msgspec.structs.replace(a, domain_scores=domains), b).parts.domain_similarity

    far, near = likeness(start), likeness(start + (there - start) * step)
    assert far is not None
    assert near is not None
    assert near >= far - 1e-12
