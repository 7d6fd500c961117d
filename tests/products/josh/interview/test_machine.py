"""Promises about the interview's flow: it ends, it never loops, it forgets nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.interview.machine import (
    Command,
    InterviewState,
    Say,
    Step,
    parse_command,
    parse_token,
    resume,
    start,
    step,
)
from kith.products.josh.interview.questions import BY_ID, QUESTIONS
from kith.products.josh.interview.reader import read_by_rules
from kith.products.josh.interview.shape import UNREAD, Reading

SURE = read_by_rules(QUESTIONS[0], "b")
VAGUE = Reading(SURE.evidence, 0.3)
FIRST = start().state

readings = st.sampled_from([SURE, VAGUE, UNREAD])
messages = st.one_of(readings, st.sampled_from(Command))
states = st.builds(
    InterviewState, st.sampled_from([question.id for question in QUESTIONS]), st.booleans(), st.booleans()
)


def at(question_id: str, *, retry: bool = False, paused: bool = False) -> InterviewState:
    return InterviewState(question_id, retry, paused)


@given(st.lists(readings, min_size=28, max_size=28))
def test_whatever_is_answered_the_interview_ends_within_twice_fourteen_answers(
    answers: list[Reading],
) -> None:
    state = FIRST
    for answer in answers:
        state = step(state, answer).state
    assert state.question_id is None


@given(st.lists(messages, max_size=120))
def test_only_back_and_pause_can_make_it_longer(received: list[Command | Reading]) -> None:
    state, answers, backs, pauses = FIRST, 0, 0, 0
    for message in received:
        if state.question_id is None:
            break
        answers += isinstance(message, Reading)
        backs += message is Command.BACK
        pauses += message is Command.PAUSE
        state = step(state, message).state
    assert answers <= 2 * (14 + backs) + pauses


@given(st.lists(messages, max_size=60))
def test_from_wherever_it_stands_answers_alone_lead_to_the_end(received: list[Command | Reading]) -> None:
    state = FIRST
    for message in received:
        state = step(state, message).state
    # One message more than answers: the first may only wake a paused interview.
    for _ in range(29):
        state = step(state, UNREAD).state
    assert state.question_id is None


def test_what_is_unsure_is_asked_once_more_in_other_words_and_then_left() -> None:
    again = step(at("q07"), VAGUE)
    assert (again.state, again.prompt.say, again.reading) == (at("q07", retry=True), Say.AGAIN, None)
    after = step(again.state, VAGUE)
    assert after.state == at("q08")
    assert after.answered == BY_ID["q07"]
    assert after.reading == VAGUE


def test_what_stays_unreadable_is_skipped_without_a_trace() -> None:
    after = step(at("q07", retry=True), UNREAD)
    assert after.state == at("q08")
    assert after.reading is None


def test_a_sure_answer_is_kept_and_the_next_question_asked() -> None:
    after = step(at("q07"), SURE)
    assert (after.state, after.prompt.say, after.prompt.question) == (at("q08"), Say.QUESTION, BY_ID["q08"])
    assert (after.answered, after.reading) == (BY_ID["q07"], SURE)


def test_the_last_answer_finishes() -> None:
    after = step(at("q14"), SURE)
    assert after.state == InterviewState(None)
    assert after.prompt.say is Say.FINISHED
    assert after.reading == SURE


@given(states, st.sampled_from(Command))
def test_no_command_records_an_answer(state: InterviewState, command: Command) -> None:
    assert step(state, command).reading is None


@given(states)
def test_a_pause_keeps_the_place_and_any_answer_takes_it_up_again(state: InterviewState) -> None:
    paused = step(state, Command.PAUSE)
    assert paused.prompt.say is Say.PAUSED
    for wakes in (SURE, UNREAD, Command.RESUME):
        woken = step(paused.state, wakes)
        assert woken.state == at(state.question_id or "", retry=state.retry)
        assert woken.prompt.say is Say.RESUMED
        assert woken.reading is None


@given(states)
def test_after_days_the_same_question_comes_again(state: InterviewState) -> None:
    again = resume(parse_token(state.token()))
    assert again.prompt.question == BY_ID[state.question_id or ""]
    assert again.prompt.retry == state.retry


def test_skip_moves_on_and_back_returns() -> None:
    assert step(at("q03"), Command.SKIP).state == at("q04")
    assert step(at("q04", retry=True), Command.BACK).state == at("q03")
    assert step(at("q14"), Command.SKIP).state == InterviewState(None)


def test_back_at_the_first_question_stays_there() -> None:
    assert step(FIRST, Command.BACK).state == FIRST
    assert step(FIRST, Command.BACK).prompt.say is Say.AT_START


def test_why_explains_and_asks_the_same_question_again() -> None:
    told = step(at("q05", retry=True), Command.WHY)
    assert told.state == at("q05", retry=True)
    assert told.prompt.say is Say.WHY
    assert told.prompt.retry


def test_what_was_answered_is_not_asked_again_when_starting_anew() -> None:
    assert start(frozenset({"q01", "q02", "q04"})).state == at("q03")
    assert start(frozenset(BY_ID)).state == InterviewState(None)


@given(messages)
def test_a_finished_interview_stays_finished(message: Command | Reading) -> None:
    done: Step = step(InterviewState(None), message)
    assert done.state.question_id is None
    assert done.prompt.say is Say.FINISHED


@given(states)
def test_a_state_survives_its_token(state: InterviewState) -> None:
    assert parse_token(state.token()) == state
    assert parse_token(InterviewState(None).token()) == InterviewState(None)


@pytest.mark.parametrize("token", ["", "idle", "interview:q99:ask", "interview:q07", "interview:q07:ask:x"])
def test_a_token_of_another_conversation_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="state_token"):
        parse_token(token)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Pause", Command.PAUSE),
        ("SKIP!", Command.SKIP),
        ("go back", Command.BACK),
        ("Why?", Command.WHY),
        ("resume.", Command.RESUME),
        ("I\u2019m back", Command.RESUME),
        ("why not", None),
        ("I never skip breakfast", None),
        ("b", None),
        ("", None),
    ],
)
def test_a_command_is_the_whole_message(text: str, command: Command | None) -> None:
    assert parse_command(text) is command
