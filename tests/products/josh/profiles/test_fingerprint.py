"""Promises about the fingerprint: its shape, its states, and that its events amount to it exactly."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.profiles.evidence import (
    EventPayload,
    Movement,
    ProfileEvent,
    apply,
    read_payload,
    rebuild,
    write_payload,
)
from kith.products.josh.profiles.factors import FACTORS, FactorName, Fit, plain_words
from kith.products.josh.profiles.fingerprint import (
    Factor,
    Fingerprint,
    ProfileState,
    as_read,
    from_stored,
    profile_state,
    to_stored,
)
from kith.products.josh.profiles.learning import Learned, Occasion, corrected, learned
from kith.products.josh.profiles.shapes import (
    ProfileShapeError,
    check_activity_patterns,
    check_boundaries,
    check_fingerprint,
)

TODAY = date(2026, 11, 20)
START = datetime(2026, 1, 1, tzinfo=UTC)
SOURCES = ("interview", "correction", "invite_accept", "invite_decline", "do_again")


@st.composite
def events(draw: st.DrawFn, at: int) -> ProfileEvent:
    moves = draw(
        st.lists(
            st.builds(
                Movement,
                factor=st.sampled_from(FactorName),
                value=st.floats(0, 1),
                weight=st.floats(0.001, 3),
            ),
            max_size=3,
        )
    )
    # Few distinct moments, so that equal `created_at` values are common and the id has to decide.
    moment = START + timedelta(days=draw(st.integers(0, 5)))
    source = draw(st.sampled_from(SOURCES))
    return ProfileEvent(
        id=draw(st.uuids()),
        created_at=moment,
        event_type="profile.observed",
        source=source,
        payload=EventPayload(
            observed_at=moment,
            evidence=tuple(moves),
            topic=draw(st.sampled_from([None, "interview:q01", "interview:q02"])),
        ),
        idempotency_key=f"key-{at}",
    )


@st.composite
def histories(draw: st.DrawFn) -> list[ProfileEvent]:
    count = draw(st.integers(0, 12))
    return [draw(events(at)) for at in range(count)]


def event(
    number: int, *moves: Movement, topic: str | None = None, source: str = "interview", days: int = 0
) -> ProfileEvent:
    moment = START + timedelta(days=days)
    return ProfileEvent(
        UUID(int=number),
        moment,
        "profile.observed",
        source,
        EventPayload(moment, moves, topic),
        f"key-{number}",
    )


@given(histories())
def test_the_profile_can_be_rebuilt_from_its_events_exactly(history: list[ProfileEvent]) -> None:
    seen: tuple[ProfileEvent, ...] = ()
    stored: dict[str, object] = {}
    for happened in history:
        seen, fingerprint = apply(seen, happened)
        stored = to_stored(fingerprint)
    written = msgspec.json.decode(msgspec.json.encode(stored))
    read_back = [
        msgspec.structs.replace(happened, payload=read_payload(write_payload(happened.payload)))
        for happened in history
    ]
    assert to_stored(rebuild(read_back)) == written
    assert from_stored(written) == rebuild(history)


@given(histories(), st.randoms())
def test_the_order_in_which_events_arrive_changes_nothing(history: list[ProfileEvent], order: Random) -> None:
    shuffled = list(history)
    order.shuffle(shuffled)
    assert rebuild(shuffled) == rebuild(history)


@given(histories())
def test_an_event_that_comes_twice_counts_once(history: list[ProfileEvent]) -> None:
    seen: tuple[ProfileEvent, ...] = ()
    for happened in history + history:
        seen, _ = apply(seen, happened)
    assert len(seen) == len(history)
    assert rebuild(seen) == rebuild(history)


@given(histories())
def test_whatever_happened_the_fingerprint_has_its_documented_shape(history: list[ProfileEvent]) -> None:
    fingerprint = rebuild(history)
    check_fingerprint(to_stored(fingerprint))
    for factor in as_read(fingerprint, TODAY).values():
        assert set(msgspec.to_builtins(factor)) == {"range_value", "confidence", "freshness_days", "sources"}
        assert factor.freshness_days >= 0


def test_a_later_answer_to_the_same_question_replaces_the_earlier_one() -> None:
    first = event(9, Movement(FactorName.HUMOR_STYLE, 0.1, 0.8), topic="interview:q07")
    second = event(1, Movement(FactorName.HUMOR_STYLE, 0.9, 0.8), topic="interview:q07", days=1)
    assert rebuild([second, first]) == rebuild([second])


def test_answers_to_different_questions_add_up() -> None:
    one = rebuild([event(1, Movement(FactorName.GROUP_ENERGY, 0.2, 0.8), topic="interview:q04")])
    two = rebuild(
        [
            event(1, Movement(FactorName.GROUP_ENERGY, 0.2, 0.8), topic="interview:q04"),
            event(2, Movement(FactorName.GROUP_ENERGY, 0.6, 0.8), topic="interview:q13"),
        ]
    )
    before, after = one.factors[FactorName.GROUP_ENERGY], two.factors[FactorName.GROUP_ENERGY]
    assert after.range_value == pytest.approx(0.4)
    assert after.confidence > before.confidence


def test_a_year_of_invitations_never_drowns_what_the_person_said() -> None:
    said = event(1, Movement(FactorName.SOCIAL_PACE, 0.1, 0.8), topic="interview:q02")
    lived = [
        event(number, *learned(Learned.INVITE_ACCEPT, Occasion(6, "night")), source="invite_accept")
        for number in range(2, 200)
    ]
    moved = rebuild([said, *lived]).factors[FactorName.SOCIAL_PACE].range_value
    assert 0.1 < moved < 0.35


def test_a_correction_by_the_person_outweighs_the_interview() -> None:
    said = [
        event(n, Movement(FactorName.LIFESTYLE_RHYTHM, 0.1, 0.8), topic=f"interview:q{n}") for n in (1, 2)
    ]
    mended = event(3, *corrected(FactorName.LIFESTYLE_RHYTHM, 0.9), source="correction", topic="correction:x")
    assert rebuild([*said, mended]).factors[FactorName.LIFESTYLE_RHYTHM].range_value > 0.6


def known(count: int, *, confidence: float = 0.6, observed_on: date = TODAY) -> Fingerprint:
    factor = Factor(0.5, confidence, observed_on, {"interview": 1.0})
    return Fingerprint(dict.fromkeys(list(FactorName)[:count], factor))


@pytest.mark.parametrize(
    ("count", "state"),
    [
        (0, ProfileState.EMPTY),
        (1, ProfileState.PARTIAL),
        (7, ProfileState.PARTIAL),
        (8, ProfileState.COMPLETE_MVP),
        (11, ProfileState.COMPLETE_MVP),
        (12, ProfileState.COMPLETE_FULL),
    ],
)
def test_eight_confident_factors_make_a_profile_that_can_be_invited(count: int, state: ProfileState) -> None:
    assert profile_state(known(count), TODAY) is state


def test_half_sure_is_not_confident() -> None:
    assert profile_state(known(12, confidence=0.5), TODAY) is ProfileState.PARTIAL


def test_a_factor_older_than_180_days_makes_the_profile_stale() -> None:
    assert (
        profile_state(known(12, observed_on=TODAY - timedelta(days=180)), TODAY) is ProfileState.COMPLETE_FULL
    )
    assert profile_state(known(12, observed_on=TODAY - timedelta(days=181)), TODAY) is ProfileState.STALE


@pytest.mark.parametrize(
    ("broken", "names"),
    [
        ({"shoe_size": {}}, "fingerprint"),
        ({"social_pace": {"range_value": 1.2}}, "fingerprint.social_pace"),
        (
            {
                "social_pace": {
                    "range_value": 1.2,
                    "confidence": 0.5,
                    "observed_on": "2026-11-20",
                    "sources": {"interview": 1},
                }
            },
            "fingerprint.social_pace.range_value",
        ),
        (
            {
                "social_pace": {
                    "range_value": 1,
                    "confidence": 0.5,
                    "observed_on": "2026-02-30",
                    "sources": {"interview": 1},
                }
            },
            "fingerprint.social_pace.observed_on",
        ),
        ([], "fingerprint"),
    ],
)
def test_a_broken_fingerprint_is_refused_with_the_field_named(broken: object, names: str) -> None:
    with pytest.raises(ProfileShapeError, match=names):
        from_stored(broken)


def test_activity_patterns_and_boundaries_are_held_to_their_shape() -> None:
    check_activity_patterns(
        [
            {
                "activity_key": "coffee",
                "motive_weights": {"connection": 0.7},
                "constraints": {"quiet": True},
                "preferred_windows": ["morning", "day"],
                "confidence": 0.7,
                "observed_on": "2026-11-15",
            }
        ]
    )
    check_boundaries({"no_thanks": ["bars", "late_night"], "hard_constraints": {"smoking": False}})
    with pytest.raises(ProfileShapeError, match=r"activity_patterns\.0\.preferred_windows"):
        check_activity_patterns(
            [
                {
                    "activity_key": "coffee",
                    "preferred_windows": ["noon"],
                    "confidence": 1,
                    "observed_on": "2026-11-15",
                }
            ]
        )
    with pytest.raises(ProfileShapeError, match=r"boundaries\.hard_constraints\.smoking"):
        check_boundaries({"hard_constraints": {"smoking": "no"}})


@pytest.mark.parametrize(("value", "weight"), [(-0.1, 1.0), (1.1, 1.0), (0.5, 0.0), (0.5, 3.5)])
def test_an_observation_out_of_range_is_refused(value: float, weight: float) -> None:
    with pytest.raises(ValueError, match="social_pace must be"):
        Movement(FactorName.SOCIAL_PACE, value, weight)


def test_every_factor_has_plain_words_and_two_fit_by_complementing() -> None:
    assert [meaning.name for meaning in FACTORS] == list(FactorName)
    for meaning in FACTORS:
        assert len({plain_words(meaning.name, value) for value in (0.0, 0.5, 1.0)}) == 3
    complementary = {meaning.name for meaning in FACTORS if meaning.fit is Fit.COMPLEMENTARY}
    assert complementary == {FactorName.CONVERSATION_STYLE, FactorName.STRUCTURE_PREFERENCE}


@pytest.mark.parametrize("what", list(Learned))
def test_what_is_learned_without_asking_weighs_little(what: Learned) -> None:
    assert all(move.weight < 0.1 for move in learned(what, Occasion(4, "evening")))
