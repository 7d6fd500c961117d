from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation.opt_out import (
    HELP_WORDS,
    START_WORDS,
    STOP_WORDS,
    OptOutKind,
    classify,
)

_FILE = Path(__file__).with_name("opt_out_corpus.tsv")


def _corpus() -> list[tuple[OptOutKind, str]]:
    rows: list[tuple[OptOutKind, str]] = []
    for line in _FILE.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            label, _, message = line.partition("\t")
            rows.append((OptOutKind(label), message.replace("\\n", "\n")))
    return rows


CORPUS = _corpus()


def test_the_corpus_is_large_on_both_sides() -> None:
    assert sum(label is OptOutKind.STOP for label, _ in CORPUS) >= 120
    assert sum(label is OptOutKind.NONE for label, _ in CORPUS) >= 90


def test_no_refusal_is_missed_and_no_conversation_is_cut_off() -> None:
    wrong = [
        (label, message, classify(message))
        for label, message in CORPUS
        if classify(message).kind is not label
    ]
    assert wrong == []


@pytest.mark.parametrize("word", sorted(STOP_WORDS | START_WORDS | HELP_WORDS))
def test_carrier_words_count_in_any_dress(word: str) -> None:
    expected = classify(word).kind
    assert expected is not OptOutKind.NONE
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in word)
    for dressed in (
        word.upper(),
        f"{word}!!",
        f" {word.title()}. ",
        f"\U0001f64f {word}",
        wide,
        f"{word}\x00",
    ):
        assert classify(dressed).kind is expected, dressed


@given(st.sampled_from(sorted(STOP_WORDS)), st.text(alphabet=" .,!?\t\n'\"*_~-\U0001f600\u200b", max_size=12))
def test_punctuation_and_emoji_never_hide_a_refusal(word: str, noise: str) -> None:
    assert classify(noise + word + noise).kind is OptOutKind.STOP


def test_matched_words_are_told_for_the_ledger() -> None:
    assert classify("PLEASE stop texting me!!").matched == "stop texting me"
    assert classify("Stop. Thank you").matched == "stop"
    assert classify("see you at 7").matched == ""


@given(st.text(max_size=2000))
def test_any_text_is_read_without_an_error(body: str) -> None:
    assert classify(body).kind in OptOutKind


@pytest.mark.parametrize(
    "body",
    [
        "\x00" * 2000,
        "stop " * 400,
        "please " * 280 + "stop",
        "s " * 1000,
        "dont " * 400,
        "\ud83d\ude00"[:1],
        "you to " * 280,
    ],
)
def test_hostile_texts_are_read_without_an_error(body: str) -> None:
    assert classify(body).kind in OptOutKind
