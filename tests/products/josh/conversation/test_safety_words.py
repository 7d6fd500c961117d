from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation.opt_out import OptOutKind, classify
from kith.products.josh.conversation.safety_words import SafetyKind, SafetySignal, find_safety_signal

_FILE = Path(__file__).with_name("safety_corpus.tsv")


class Row(NamedTuple):
    kind: SafetyKind | None
    severity: int
    target_name: str | None
    message: str


def _corpus() -> list[Row]:
    rows: list[Row] = []
    for line in _FILE.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            kind, severity, name, message = line.split("\t")
            if kind == "none":
                rows.append(Row(None, 0, None, message))
            else:
                rows.append(Row(SafetyKind(kind), int(severity), None if name == "-" else name, message))
    return rows


CORPUS = _corpus()


def test_the_corpus_is_large_on_both_sides() -> None:
    assert sum(row.kind is None for row in CORPUS) >= 100
    assert sum(row.kind is not None for row in CORPUS) >= 100


def test_no_cry_for_help_is_missed_and_small_talk_raises_no_alarm() -> None:
    def read(signal: SafetySignal | None) -> tuple[SafetyKind | None, int, str | None]:
        return (None, 0, None) if signal is None else (signal.kind, signal.severity, signal.target_name)

    wrong = [
        (row, find_safety_signal(row.message))
        for row in CORPUS
        if read(find_safety_signal(row.message)) != (row.kind, row.severity, row.target_name)
    ]
    assert wrong == []


@pytest.mark.parametrize("word", ["unsafe", "harassed", "report", "block"])
def test_the_four_words_count_in_any_dress(word: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in word)
    for dressed in (word.upper(), f"{word}!!", f"  {word.title()}. ", wide, f"{word}\x00\U0001f622"):
        assert find_safety_signal(dressed) is not None, dressed


def test_a_request_to_block_keeps_the_severity_of_what_happened() -> None:
    signal = find_safety_signal("Block Sam, he followed me home")
    assert signal == SafetySignal(SafetyKind.BLOCK, 4, "Sam", "block sam")


def test_somebody_elses_texts_are_a_safety_matter_and_no_opt_out() -> None:
    body = "Sam won't stop texting me"
    assert classify(body).kind is OptOutKind.NONE
    signal = find_safety_signal(body)
    assert signal is not None
    assert signal.severity == 3


@given(st.text(max_size=2000))
def test_any_text_is_read_without_an_error(body: str) -> None:
    signal = find_safety_signal(body)
    assert signal is None or (1 <= signal.severity <= 5 and signal.target_name != "")


@given(st.text(max_size=60))
def test_any_name_may_follow_block_and_report(name: str) -> None:
    for verb in ("block ", "report "):
        signal = find_safety_signal(verb + name)
        assert signal is None or signal.target_name is None or len(signal.target_name) <= 120


@pytest.mark.parametrize(
    "body", ["\x00" * 2000, "block " * 300, "report " * 280, "not " * 500, "please " * 280]
)
def test_hostile_texts_are_read_without_an_error(body: str) -> None:
    find_safety_signal(body)
