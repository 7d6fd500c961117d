"""From answers to a profile: ranges, missing items, reverse keys, the same bytes every time."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.attuned_people import SURVEY, anatomies, complete, random_answers, random_profile
from kith.products.attuned.profiles.derive import derive
from kith.products.attuned.profiles.profile import canonical, columns, read
from kith.products.attuned.profiles.words import in_words
from kith.products.attuned.survey.definition import Kind, Question, Scale
from kith.products.attuned.terms import Anatomy, BodyPart, Boundary, Domain

EVERYBODY = Anatomy(frozenset(BodyPart), frozenset(BodyPart))


@settings(max_examples=100)
@given(anatomies, st.integers(0, 2**32), st.sampled_from([0.3, 0.95, 1.0]))
def test_every_profile_is_in_range_and_the_same_bytes_from_the_same_answers(
    anatomy: Anatomy, seed: int, share: float
) -> None:
    answers = random_answers(random.Random(seed), share)
    profile = derive(anatomy, answers)
    shuffled = list(answers.items())
    random.Random(seed + 1).shuffle(shuffled)
    assert canonical(derive(anatomy, dict(shuffled))) == canonical(profile)
    assert canonical(read(canonical(profile))) == canonical(profile)
    arousal = [getattr(profile.arousal_propensity, scale) for scale in Scale]
    domains = [getattr(profile.domain_scores, domain) for domain in Domain]
    assert all(score is None or 0 <= score <= 1 for score in arousal)
    assert all(score is None or 0 <= score <= 100 for score in domains)
    assert {*profile.activities.values(), *profile.truth_topics.values()} <= {0.0, 0.5, 1.0}
    if complete(anatomy, answers):
        assert None not in arousal
        assert None not in domains
        assert len({passage.title for passage in in_words(profile)}) >= 5
    said = [
        *profile.boundaries.hard_limits,
        *profile.boundaries.soft_limits,
        *profile.boundaries.maybe_items,
    ]
    assert len(said) == len(set(said))
    assert set(said) <= set(Boundary)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from([q for q in SURVEY.questions if q.kind is Kind.LIKERT]))
def test_a_likert_item_moves_its_score_its_own_way_and_a_missing_one_empties_it(
    seed: int, question: Question
) -> None:
    answers = {**random_answers(random.Random(seed)), "E1": "switch"}

    def score(value: int | None) -> float | None:
        given_answers = {key: found for key, found in answers.items() if key != question.id}
        if value is not None:
            given_answers[question.id] = value
        profile = derive(EVERYBODY, given_answers)
        if question.scale is None:
            return profile.power_dynamic.intensity
        return getattr(profile.arousal_propensity, question.scale)

    low, high = score(1), score(7)
    assert low is not None
    assert high is not None
    assert (low > high) is question.reversed
    assert low != high
    assert score(None) is None


@pytest.mark.parametrize(("answer", "reversed_answer", "score"), [(7, 1, 1.0), (1, 7, 0.0), (4, 4, 0.5)])
def test_the_ends_of_every_scale(answer: int, reversed_answer: int, score: float) -> None:
    answers = {
        q.id: reversed_answer if q.reversed else answer for q in SURVEY.questions if q.kind is Kind.LIKERT
    }
    profile = derive(EVERYBODY, {**answers, "E1": "top"})
    assert columns(profile)["arousal_propensity"] == {"se": score, "sis_p": score, "sis_c": score}
    assert profile.power_dynamic.intensity == score


def test_a_missing_activity_empties_only_its_domains_and_what_does_not_apply_counts_for_nothing() -> None:
    answers = random_answers(random.Random(5))
    chest = {q.id for q in SURVEY.questions if q.activity == "chest"}
    without = {key: value for key, value in answers.items() if key not in chest}
    assert canonical(derive(Anatomy(), answers)) == canonical(derive(Anatomy(), without))
    assert derive(EVERYBODY, without).domain_scores.sensation is None
    assert derive(EVERYBODY, without).domain_scores.verbal is not None
    assert derive(Anatomy(), without).domain_scores.sensation is not None
    neutral = derive(Anatomy(), {**answers, "E1": "neutral", "E4": "firm"}).power_dynamic
    assert (neutral.orientation, neutral.intensity, neutral.preference) == ("neutral", None, None)


def test_another_process_makes_the_same_bytes() -> None:
    # Sets iterate in another order there.
    code = (
        "import random, sys; sys.path[:0] = ['src', 'tests']\n"
        "from harness.attuned_people import random_profile\n"
        "from kith.products.attuned.profiles.profile import canonical\n"
        "sys.stdout.buffer.write(canonical(random_profile(random.Random(3))))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "12345"},
    )
    assert found.stdout == canonical(random_profile(random.Random(3)))


def test_words_say_what_is_known_and_name_no_limit() -> None:
    profile = derive(
        EVERYBODY,
        {**random_answers(random.Random(2)), "D4": "hard", "D5": "hard", "D1": "soft", "E1": "bottom"},
    )
    passages = {passage.title: passage.text for passage in in_words(profile)}
    assert "You like to be led." in passages["Who leads"]
    assert "off the table" in passages["Where the line is"]
    assert "restraint" not in passages["Where the line is"]
    assert in_words(derive(Anatomy(), {})) == ()
