"""Which questions are for whom, how far somebody is, and what counts as an answer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.foundation.errors import Invalid, NotFound
from kith.products.attuned.survey.applying import (
    applying,
    find_question,
    goes_on_at,
    next_unanswered,
    progress,
    validate_answer,
    without_strays,
)
from kith.products.attuned.survey.definition import load
from kith.products.attuned.terms import Anatomy, BodyPart

SURVEY = load()
parts = st.frozensets(st.sampled_from(BodyPart))
anatomies = st.builds(Anatomy, parts, parts)


@st.composite
def given_answers(draw: st.DrawFn) -> dict[str, int | str]:
    ids = draw(st.sets(st.sampled_from([q.id for q in SURVEY.questions])))
    return {i: draw(st.sampled_from(SURVEY.by_id[i].choices)).value for i in sorted(ids)}


def _ids(anatomy: Anatomy, answers: dict[str, int | str]) -> set[str]:
    return {question.id for question in applying(SURVEY, anatomy, answers)}


def test_questions_follow_anatomy_and_role() -> None:
    give, receive = (q.id for q in SURVEY.questions if q.activity == "chest")
    has = Anatomy(anatomy_self=frozenset({BodyPart.BREASTS}))
    likes = Anatomy(anatomy_preference=frozenset({BodyPart.BREASTS}))
    assert receive in _ids(has, {})
    assert give not in _ids(has, {})
    assert give in _ids(likes, {})
    assert receive not in _ids(likes, {})
    assert not {"E2", "E3", "E4"} & _ids(has, {})
    assert not {"E2", "E3", "E4"} & _ids(has, {"E1": "neutral"})
    assert {"E2", "E3", "E4"} <= _ids(has, {"E1": "switch"})


@settings(max_examples=60)
@given(anatomies, given_answers())
def test_walking_through_what_is_left_ends_at_a_hundred_and_never_before(
    anatomy: Anatomy, answers: dict[str, int | str]
) -> None:
    seen: set[str] = set()
    while (question := next_unanswered(SURVEY, anatomy, answers)) is not None:
        assert 0 <= progress(SURVEY, anatomy, answers) < 100
        assert question.id not in seen
        seen.add(question.id)
        answers[question.id] = question.choices[0].value
    assert progress(SURVEY, anatomy, answers) == 100
    assert set(without_strays(SURVEY, anatomy, answers)) == _ids(anatomy, answers)


def test_what_was_passed_over_is_asked_again_at_the_end() -> None:
    answers: dict[str, int | str] = {"A1": 4, "A3": 2}
    following = next_unanswered(SURVEY, Anatomy(), answers, after="A3")
    assert following is not None
    assert following.id == "A4"
    last = SURVEY.questions[-1].id
    first = next_unanswered(SURVEY, Anatomy(), answers, after=last)
    assert first is not None
    assert first.id == "A2"


@settings(max_examples=60)
@given(anatomies)
def test_who_answers_again_meets_every_question_once_from_the_first_to_the_last(anatomy: Anatomy) -> None:
    answers: dict[str, int | str] = {}
    while (question := next_unanswered(SURVEY, anatomy, answers)) is not None:
        answers[question.id] = question.choices[0].value
    met: list[str] = []
    while (
        question := goes_on_at(SURVEY, anatomy, answers, frozenset(met), met[-1] if met else None)
    ) is not None:
        met.append(question.id)
    assert met == [question.id for question in applying(SURVEY, anatomy, answers)]


def test_who_answers_for_the_first_time_goes_on_at_what_is_unanswered() -> None:
    answers: dict[str, int | str] = {"A1": 4, "A3": 2}
    following = goes_on_at(SURVEY, Anatomy(), answers, frozenset(answers), "A1")
    assert following is not None
    assert following.id == "A2"


def test_only_what_is_shown_is_an_answer() -> None:
    likert, activity = SURVEY.by_id["A1"], SURVEY.by_id["B1"]
    assert validate_answer(likert, 7) == validate_answer(likert, "7") == 7
    assert validate_answer(activity, "maybe") == "maybe"
    for question, wrong in (
        (likert, 0), (likert, 8), (likert, "77"), (likert, True), (likert, 4.0), (likert, None), (likert, "¹"),
        (activity, "YES"), (activity, "fine"), (activity, 1), (activity, ["yes"]), (activity, "yes "),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refusal:
            validate_answer(question, wrong)
        assert refusal.value.field == question.id
    with pytest.raises(NotFound):
        find_question(SURVEY, "Z9")
