"""Every text JOSH sends, called with hostile values: it fits, it is GSM-7, nothing is left to fill in."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation import gsm
from kith.products.josh.conversation.copy import (
    account,
    afterwards,
    consent,
    forming,
    linkups,
    registration,
    safety,
    said,
    subscription,
    texting,
)
from kith.products.josh.conversation.opt_out import OptOutKind, classify

MODULES = (account, afterwards, consent, forming, linkups, registration, safety, subscription, texting)
LINK = "https://josh.example/join/" + "a" * 43

HOSTILE = (
    "Bartholomew-Maximilian Fitzgerald-Worthington III of Nowhere",
    "\u674e\u5c0f\u9f99",
    "\U0001f600\U0001f4a9",
    "",
    "   ",
    "\x00\x1b\u202eevil\u2066",
    "Zo\u00eb\u0301\u0302\u0303\u0304" * 20,
    "Robert'); drop table users;--",
    "http://evil.example/steal",
    "call +1 512 555 0199 now",
    "{name} {0} %s $name",
    "[]{}^~|\\\u20ac" * 30,
    "line\nbreak\rand\ttab",
    "\u0130\u1e9e\ufb03\u00df" * 40,
    "Sam",
)


def _texts() -> Iterator[tuple[str, Callable[..., str]]]:
    for module in MODULES:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield f"{module.__name__.rsplit('.', 1)[1]}.{name}", function


TEXTS = dict(_texts())


def _values(parameter: str, annotation: Any, text: str) -> list[Any]:
    """Values to call with, for one parameter."""
    options = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    values: list[Any] = []
    for option in options:
        if option is type(None):
            values.append(None)
        elif option is int:
            values += [2, 6, 0, -5, 10**9]
        elif option is date:
            values.append(date(2026, 11, 30))
        elif typing.get_origin(option) is Sequence:
            values += [[text], [text] * 2, [text] * 5, [text] * 40]
        elif option is str:
            values.append(LINK if parameter == "link" else text)
        else:
            raise AssertionError(f"{parameter} has a type this test does not know: {option}")
    return values


def _calls(function: Callable[..., str], text: str) -> Iterator[dict[str, Any]]:
    hints = typing.get_type_hints(function)
    choices = {name: _values(name, hints[name], text) for name in inspect.signature(function).parameters}
    for turn in range(max((len(values) for values in choices.values()), default=1)):
        yield {name: values[min(turn, len(values) - 1)] for name, values in choices.items()}


def _assert_sendable(text: str) -> None:
    gsm.assert_sendable(text)
    assert gsm.length(text) <= 320
    assert text == text.strip()
    assert "  " not in text
    assert "None" not in text
    assert " ." not in text
    assert " ," not in text
    assert "\n" not in text


def test_all_the_subjects_are_covered() -> None:
    assert len(TEXTS) >= 60


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_text_fits_whatever_name_it_carries(name: str) -> None:
    for hostile in HOSTILE:
        for arguments in _calls(TEXTS[name], hostile):
            text = TEXTS[name](**arguments)
            _assert_sendable(text)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_placeholder_is_left_in_a_text(name: str) -> None:
    for arguments in _calls(TEXTS[name], "Sam"):
        text = TEXTS[name](**arguments)
        assert not re.search(r"[{}<>]|%s|\$\w|\bTODO\b|\bXXX\b", text), text


@pytest.mark.parametrize("name", sorted(TEXTS))
@given(hostile=st.text(max_size=300))
def test_a_text_fits_any_unicode_at_all(name: str, hostile: str) -> None:
    for arguments in _calls(TEXTS[name], hostile):
        gsm.assert_sendable(TEXTS[name](**arguments))


@given(st.text(max_size=300))
def test_a_first_name_carries_neither_a_number_nor_a_link(name: str) -> None:
    said_name = said.first_name(name)
    assert said_name
    assert len(said_name) <= 20
    assert not re.search(r"[\d/:@#\n]", said_name)


def test_names_are_folded_and_listed_kindly() -> None:
    assert said.first_name("Pawe\u0142") == "Pawel"
    assert said.first_name("\U0001f600") == "somebody"
    assert said.names(["Sam"]) == "Sam"
    assert said.names(["Sam", "Mia"]) == "Sam and Mia"
    assert said.names(["Sam", "Mia", "Jo"]) == "Sam, Mia and Jo"
    assert said.names(["A", "B", "C", "D", "E", "F"], at_most=3) == "A, B and 4 others"
    assert said.names([]) == "nobody else"


def test_the_emergency_number_stands_in_every_answer_to_safety_words() -> None:
    answers = [safety.incident(severity) for severity in range(1, 6)]
    answers += [safety.reported(), safety.blocked("Sam"), safety.block_whom(), safety.which_person("Sam")]
    answers += [safety.nobody_by_that_name("Sam"), safety.in_safety_hold(), consent.help_text(LINK)]
    assert all("911" in answer for answer in answers)
    assert "988" in safety.incident(5)


def test_a_contact_choice_is_noted_in_the_same_words_whatever_it_was() -> None:
    assert inspect.signature(afterwards.choices_noted).parameters == {}


def test_only_the_matched_number_leaves_the_house() -> None:
    numbered = {name for name, function in TEXTS.items() if "phone" in inspect.signature(function).parameters}
    assert numbered == {"afterwards.mutual"}
    assert "+15125550142" in afterwards.mutual("Sam", "+15125550142")


def test_cancel_and_end_are_never_offered_as_words_to_text() -> None:
    for name, function in TEXTS.items():
        for arguments in _calls(function, "Sam"):
            text = function(**arguments)
            assert not re.search(r"\b(?:CANCEL|END|QUIT)\b", text), name
            for offered in re.findall(r"\"([^\"]+)\"", text):
                assert classify(offered).kind is OptOutKind.NONE, (name, offered)


def test_stop_is_confirmed_with_the_way_back_and_offered_from_the_start() -> None:
    assert "START" in consent.stopped()
    for text in (registration.welcome("Sam"), registration.waitlisted("Sam", None), consent.help_text(LINK)):
        assert "STOP" in text
