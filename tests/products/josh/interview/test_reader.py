"""Promises about reading by rules: letters, words, negation, intensity, and nothing beyond the question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.interview.questions import BY_ID, QUESTIONS
from kith.products.josh.interview.reader import RulesReader, read_by_rules
from kith.products.josh.interview.shape import Question, Reading

GROUP = BY_ID["q04"]
HUMOR = BY_ID["q07"]


def value(reading: Reading) -> float:
    return reading.evidence[0].value


@pytest.mark.parametrize(
    "text",
    [
        "c",
        "C",
        " c ",
        "C)",
        "(c)",
        "c.",
        "C!",
        "option c",
        "I'd say C",
        "c please",
        "C: the more",
        "c thanks",
    ],
)
def test_a_letter_is_certain_however_it_is_written(text: str) -> None:
    reading = read_by_rules(GROUP, text)
    assert reading.confidence == 1.0
    assert value(reading) == 0.9
    assert [move.weight for move in reading.evidence] == [0.8, 0.2]


@pytest.mark.parametrize("text", ["a and b", "A or B", "a/b", "between a and b", "A, B", "a) and b)"])
def test_two_letters_mean_between_them(text: str) -> None:
    reading = read_by_rules(GROUP, text)
    assert value(reading) == pytest.approx(0.3)
    assert 0.5 <= reading.confidence < 1.0


def test_all_letters_say_nothing() -> None:
    assert read_by_rules(GROUP, "a b c").confidence == 0.0


def test_the_article_a_is_not_the_letter() -> None:
    assert value(read_by_rules(GROUP, "a big loud party")) > 0.8
    assert value(read_by_rules(BY_ID["q01"], "a bit of both")) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("question", "text", "low", "high"),
    [
        ("q04", "one on one please, big groups wear me out", 0.0, 0.55),
        ("q04", "the bigger the merrier!", 0.8, 1.0),
        ("q04", "definitely not a big crowd, just us two", 0.0, 0.3),
        ("q07", "sarcasm", 0.0, 0.3),
        ("q07", "I\u2019m so silly", 0.8, 1.0),
        ("q12", "never in the morning, I'm a night owl", 0.8, 1.0),
        ("q09", "I just listen and give a hug", 0.0, 0.3),
        ("q06", "calendar, weeks ahead", 0.8, 1.0),
        ("q11", "kindness is what matters", 0.4, 0.6),
        ("q02", "a lot, several times a week", 0.8, 1.0),
    ],
)
def test_free_words_are_understood(question: str, text: str, low: float, high: float) -> None:
    reading = read_by_rules(BY_ID[question], text)
    assert reading.confidence > 0.0
    assert low <= value(reading) <= high


def test_strong_words_move_further_than_weak_ones() -> None:
    weak, plain, strong = (
        value(read_by_rules(HUMOR, text)) for text in ("a bit silly", "silly", "really silly")
    )
    assert weak < plain < strong


def test_a_not_counts_against_what_follows_it() -> None:
    against = read_by_rules(HUMOR, "not silly")
    assert value(against) < 0.5
    assert against.confidence < 0.5


@pytest.mark.parametrize(
    "text", ["", "  ", "idk", "not sure", "purple", "???", "\U0001f600", "what do you mean"]
)
def test_what_says_nothing_is_unsure_and_moves_nothing(text: str) -> None:
    assert read_by_rules(GROUP, text) == Reading((), 0.0)


def test_words_that_contradict_each_other_leave_the_reader_unsure() -> None:
    assert read_by_rules(BY_ID["q12"], "mornings, nights").confidence < 0.5


phrases = st.sampled_from(
    [word.removesuffix("*") for question in QUESTIONS for option in question.options for word in option.words]
    + ["not", "really", "a", "B)", "but", "never", ",", "kinda", "c"]
)
texts = st.one_of(st.text(max_size=200), st.lists(phrases, max_size=12).map(" ".join))


@given(st.sampled_from(QUESTIONS), texts)
def test_a_reading_never_goes_beyond_its_question(asked: Question, text: str) -> None:
    reading = read_by_rules(asked, text)
    weights = dict(asked.moves)
    assert 0.0 <= reading.confidence <= 1.0
    assert (reading.confidence == 0.0) == (reading.evidence == ())
    for move in reading.evidence:
        assert 0.0 <= move.value <= 1.0
        assert 0.0 < move.weight <= weights[move.factor]
    assert read_by_rules(asked, text) == reading


async def test_the_rules_are_an_answer_reader() -> None:
    assert await RulesReader().read(GROUP, "b") == read_by_rules(GROUP, "b")
