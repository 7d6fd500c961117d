"""Promises about the questions and everything the interview says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation.gsm import is_gsm7, length
from kith.products.josh.interview import copy
from kith.products.josh.interview.machine import Prompt, Say, start
from kith.products.josh.interview.questions import QUESTIONS
from kith.products.josh.interview.reader import read_by_rules
from kith.products.josh.interview.shape import Question
from kith.products.josh.profiles.evidence import EventPayload, ProfileEvent, rebuild
from kith.products.josh.profiles.factors import FactorName
from kith.products.josh.profiles.fingerprint import ProfileState, profile_state

by_id = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def profile_after(answers: list[str]) -> ProfileState:
    events = [
        ProfileEvent(
            UUID(int=at),
            NOW,
            "interview.answered",
            "interview",
            EventPayload(NOW, read_by_rules(question, answer).evidence, f"interview:{question.id}"),
            f"key-{at}",
        )
        for at, (question, answer) in enumerate(zip(QUESTIONS, answers, strict=False))
    ]
    return profile_state(rebuild(events), NOW.date())


def test_there_are_fourteen_questions_that_together_move_all_twelve_factors() -> None:
    assert [question.id for question in QUESTIONS] == [f"q{number:02}" for number in range(1, 15)]
    assert {factor for question in QUESTIONS for factor, _ in question.moves} == set(FactorName)


@by_id
def test_a_question_is_short_and_moves_one_to_three_factors(question: Question) -> None:
    assert length(question.text) <= 160
    assert length(question.again) <= 160
    assert question.text != question.again
    assert 1 <= len(question.moves) <= 3
    for option in question.options:
        assert len(option.toward) == len(question.moves)
        assert f"{option.letter}) " in question.text
        assert f"{option.letter}) " in question.again


@by_id
@pytest.mark.parametrize("profile", list(ProfileState))
@pytest.mark.parametrize("retry", [False, True])
def test_nothing_the_interview_says_is_longer_than_one_text(
    question: Question, profile: ProfileState, retry: bool
) -> None:
    prompts = [Prompt(say, question, retry) for say in Say] + [Prompt(Say.FINISHED, None)]
    for text in [*(copy.text_of(prompt, profile) for prompt in prompts), copy.intro(start().prompt)]:
        assert is_gsm7(text)
        assert length(text) <= 320


def test_nothing_claims_science() -> None:
    said = " ".join(
        [
            *(f"{question.text} {question.again} {question.why}" for question in QUESTIONS),
            copy.INTRO,
            *copy.FINISHED.values(),
        ]
    )
    assert not re.search(
        r"scien|psycholog|research|proven|algorithm|personality|score|match rate", said, re.I
    )


@given(st.lists(st.sampled_from("ABC"), min_size=14, max_size=14))
def test_whoever_answers_every_question_has_a_full_profile(letters: list[str]) -> None:
    assert profile_after(letters) is ProfileState.COMPLETE_FULL


@given(st.lists(st.sampled_from("ABC"), min_size=8, max_size=8))
def test_eight_answers_are_enough_to_be_invited(letters: list[str]) -> None:
    assert profile_after(letters) is ProfileState.COMPLETE_MVP


@by_id
@pytest.mark.parametrize("wording", ["text", "again"])
def test_an_option_typed_out_means_its_letter(question: Question, wording: str) -> None:
    text = question.text if wording == "text" else question.again
    typed = dict(re.findall(r"([A-C])\) (.+?)(?= [A-C]\)|\?$|$)", text))
    assert set(typed) == {"A", "B", "C"}
    for option in question.options:
        reading = read_by_rules(question, typed[option.letter])
        assert reading.confidence >= 0.5, (typed[option.letter], reading)
        nearest = min(question.options, key=lambda other: abs(other.toward[0] - reading.evidence[0].value))
        assert nearest.letter == option.letter, (typed[option.letter], reading)
