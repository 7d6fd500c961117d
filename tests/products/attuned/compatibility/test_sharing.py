"""What a partner sees: as far as the other's own setting goes, and never a no unless all responses are shared."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings

from harness.attuned_people import profiles
from kith.products.attuned.compatibility.score import LANES
from kith.products.attuned.compatibility.sharing import (
    Seen,
    Sharing,
    common_activities,
    has_topics_to_talk_about,
    seen_by,
)
from kith.products.attuned.profiles.profile import Boundaries, Profile
from kith.products.attuned.survey.definition import Direction
from kith.products.attuned.terms import Boundary


@settings(max_examples=100)
@given(profiles, profiles)
def test_a_no_of_the_other_never_shows_in_the_overlap(viewer: Profile, other: Profile) -> None:
    silent = msgspec.structs.replace(
        other,
        activities={key: worth for key, worth in other.activities.items() if worth},
        truth_topics={key: worth for key, worth in other.truth_topics.items() if worth},
    )
    seen = seen_by(viewer, other, Sharing.OVERLAPPING_ONLY)
    assert seen == seen_by(viewer, silent, Sharing.OVERLAPPING_ONLY)
    assert not seen.all_activities
    assert not seen.all_topics
    assert seen.power_dynamic is None
    theirs = {lane.mine: lane.theirs for lane in LANES}
    for common in seen.activities:
        mine = common.key if common.direction is Direction.TOGETHER else f"{common.key}_{common.direction}"
        assert viewer.activities[mine] > 0
        assert other.activities[theirs[mine]] > 0


@settings(max_examples=60)
@given(profiles, profiles)
def test_settings_show_more_and_more_and_never_boundaries_or_arousal(viewer: Profile, other: Profile) -> None:
    nothing = seen_by(viewer, other, Sharing.DEMOGRAPHICS_ONLY)
    everything = seen_by(viewer, other, Sharing.ALL_RESPONSES)
    assert nothing == Seen(Sharing.DEMOGRAPHICS_ONLY)
    assert everything.all_activities == other.activities
    assert everything.activities == common_activities(viewer, other)
    shown = msgspec.json.encode(everything)
    hidden = msgspec.structs.replace(
        other, boundaries=Boundaries(), arousal_propensity=type(other.arousal_propensity)()
    )
    assert shown == msgspec.json.encode(seen_by(viewer, hidden, Sharing.ALL_RESPONSES))


@settings(max_examples=60)
@given(profiles, profiles)
def test_conflicts_of_boundaries_are_one_word_and_the_same_for_both(a: Profile, b: Profile) -> None:
    assert has_topics_to_talk_about(a, b) is has_topics_to_talk_about(b, a)
    assert has_topics_to_talk_about(a, a) is False


def test_a_limit_that_only_one_has_is_a_topic() -> None:
    def who(*hard: Boundary, soft: tuple[Boundary, ...] = ()) -> Profile:
        return Profile(profile_version="0.4", survey_version="0.4", boundaries=Boundaries(hard, soft))

    assert has_topics_to_talk_about(who(Boundary.IMPACT), who())
    assert not has_topics_to_talk_about(who(Boundary.IMPACT), who(soft=(Boundary.IMPACT,)))
    assert not has_topics_to_talk_about(who(), who(soft=(Boundary.IMPACT,)))
