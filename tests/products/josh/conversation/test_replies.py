from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation.replies import (
    AttendanceAnswer,
    Reply,
    ReplyKind,
    read_attendance,
    read_contact_choices,
    read_do_again,
    read_reply,
    wants_to_call_off,
)

_HERE = Path(__file__)


def _rows(name: str) -> list[list[str]]:
    text = _HERE.with_name(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]


def _as_row(reply: Reply) -> str:
    number = reply.option if reply.kind is ReplyKind.OPTION else reply.minutes
    return reply.kind.value if number is None else f"{reply.kind.value}:{number}"


REPLIES = _rows("reply_corpus.tsv")
CONTACTS = _rows("contact_corpus.tsv")
NAMES = ("Sam", "Mia", "Jo")


def test_every_answer_of_the_corpus_is_read_as_its_writer_meant_it() -> None:
    assert len(REPLIES) >= 150
    wrong = [
        (expected, message, _as_row(read_reply(message, [] if options == "-" else options.split("|"))))
        for expected, options, message in REPLIES
        if _as_row(read_reply(message, [] if options == "-" else options.split("|"))) != expected
    ]
    assert wrong == []


def test_what_is_clear_is_told_with_confidence_and_what_is_not_without() -> None:
    for expected, options, message in REPLIES:
        reply = read_reply(message, [] if options == "-" else options.split("|"))
        if expected == "unclear":
            assert reply.confidence < 0.5, message
        else:
            assert reply.confidence >= 0.5, message


def _read(message: str) -> str:
    read = read_contact_choices(message.replace("\\n", "\n"), NAMES)
    return "".join({True: "y", False: "n", None: "?"}[read.choices.get(place)] for place in range(len(NAMES)))


def test_contact_choices_are_read_as_their_writer_meant_them() -> None:
    assert len(CONTACTS) >= 70
    assert [
        (expected, message, _read(message)) for expected, message in CONTACTS if _read(message) != expected
    ] == []


def test_a_number_is_never_shared_because_of_a_name_that_two_people_have() -> None:
    read = read_contact_choices("Sam yes", ("Sam", "Sam", "Jo"))
    assert read.choices == {}
    assert read.unclear == (0, 1, 2)


def test_one_person_is_answered_with_one_word() -> None:
    assert read_contact_choices("yes", ("Sam",)).choices == {0: True}
    assert read_contact_choices("nah", ("Sam",)).choices == {0: False}


def test_longer_names_win_over_shorter_ones_within_them() -> None:
    assert read_contact_choices("Mary Ann yes, Ann no", ("Mary Ann", "Ann")).choices == {0: True, 1: False}


def test_names_are_found_without_their_accents() -> None:
    assert read_contact_choices("zoe yes, bjork no", ("Zo\u00eb", "Bj\u00f6rk")).choices == {
        0: True,
        1: False,
    }


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("yes", AttendanceAnswer.ATTENDED),
        ("I was there, great time", AttendanceAnswer.ATTENDED),
        ("it was fun!", AttendanceAnswer.ATTENDED),
        ("I was there but nobody else came", AttendanceAnswer.ATTENDED),
        ("no", AttendanceAnswer.NO_SHOW),
        ("couldn't make it", AttendanceAnswer.NO_SHOW),
        ("didn't go in the end", AttendanceAnswer.NO_SHOW),
        ("overslept, sorry", AttendanceAnswer.NO_SHOW),
        ("not sure", AttendanceAnswer.UNSURE),
        ("banana", AttendanceAnswer.UNCLEAR),
        ("", AttendanceAnswer.UNCLEAR),
    ],
)
def test_attendance_is_read(body: str, answer: AttendanceAnswer) -> None:
    assert read_attendance(body).answer is answer


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("yes", True),
        ("in a heartbeat", True),
        ("would do it again", True),
        ("sure, why not", True),
        ("no", False),
        ("not really", False),
        ("never again", False),
        ("once was enough", False),
        ("maybe", None),
        ("with Sam yes but not Alex", None),
        ("", None),
    ],
)
def test_do_again_is_read(body: str, answer: bool | None) -> None:
    assert read_do_again(body).answer is answer


@pytest.mark.parametrize(
    "body",
    [
        "call it off",
        "please call off coffee",
        "cancel the linkup",
        "I want to cancel it for everyone",
        "calling this off",
    ],
)
def test_calling_off_is_heard(body: str) -> None:
    assert wants_to_call_off(body)


@pytest.mark.parametrize(
    "body",
    [
        "CANCEL",
        "cancel",
        "END",
        "can't make it",
        "don't call it off",
        "cancel my subscription",
        "drop it off at 5?",
        "",
    ],
)
def test_the_carriers_words_and_other_matters_call_nothing_off(body: str) -> None:
    assert not wants_to_call_off(body)


@given(st.text(max_size=2000), st.lists(st.text(max_size=40), max_size=8))
def test_any_text_and_any_options_are_read_without_an_error(body: str, options: list[str]) -> None:
    reply = read_reply(body, options)
    assert 0.0 <= reply.confidence <= 1.0
    assert (reply.kind is ReplyKind.OPTION) == (reply.option is not None)
    assert reply.option is None or 0 <= reply.option < len(options)
    read_attendance(body)
    read_do_again(body)
    wants_to_call_off(body)


@given(st.text(max_size=500), st.lists(st.text(max_size=30), max_size=6))
def test_every_person_is_either_decided_or_left_open(body: str, names: list[str]) -> None:
    read = read_contact_choices(body, names)
    assert sorted([*read.choices, *read.unclear]) == list(range(len(names)))


@given(st.lists(st.booleans(), min_size=2, max_size=5))
def test_a_written_out_list_is_read_back_exactly(choices: list[bool]) -> None:
    names = ["Sam", "Mia", "Jo", "Kim", "Lee"][: len(choices)]
    numbered = " ".join(f"{place + 1} {'yes' if choice else 'no'}" for place, choice in enumerate(choices))
    named = ", ".join(f"{name} {'y' if choice else 'n'}" for name, choice in zip(names, choices, strict=True))
    bare = " ".join("Yes" if choice else "No" for choice in choices)
    for body in (numbered, named, bare):
        assert read_contact_choices(body, names).choices == dict(enumerate(choices)), body


@pytest.mark.parametrize(
    "body", ["\x00" * 2000, "yes " * 500, "running " * 250, "not " * 500, "1 " * 900, "9" * 2000]
)
def test_hostile_texts_are_read_without_an_error(body: str) -> None:
    read_reply(body, ("a", "b"))
    read_contact_choices(body, NAMES)
    read_attendance(body)
    read_do_again(body)
