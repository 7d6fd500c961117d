from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation import gsm


def test_the_alphabet_has_its_127_printable_and_10_extension_characters() -> None:
    assert len(gsm.BASIC) == 127  # 128 positions, one of which is the escape
    assert len(gsm.EXTENSION) == 10
    assert not gsm.BASIC & gsm.EXTENSION


def test_extension_characters_cost_two() -> None:
    assert gsm.length("abc") == 3
    assert gsm.length("{}") == 4
    assert gsm.length("\u20ac5") == 3


@pytest.mark.parametrize(
    ("text", "parts"),
    [("", 0), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("[" * 80, 1), ("[" * 81, 2)],
)
def test_segments_follow_the_carriers_arithmetic(text: str, parts: int) -> None:
    assert gsm.segments(text) == parts


def test_a_pair_is_not_torn_between_two_parts() -> None:
    assert gsm.segments("a" * 152 + "[" + "a" * 152) == 3


def test_320_is_sendable_and_321_is_not() -> None:
    assert gsm.assert_sendable("x" * 320) == "x" * 320
    with pytest.raises(ValueError, match="321 of at most 320"):
        gsm.assert_sendable("x" * 321)
    with pytest.raises(ValueError, match="GSM-7 lacks"):
        gsm.assert_sendable("It\u2019s on")
    with pytest.raises(ValueError, match="empty"):
        gsm.assert_sendable(" \n")


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Zo\u00eb", "Zoe"),
        ("Ren\u00e9e", "Ren\u00e9e"),
        ("Pawe\u0142", "Pawel"),
        ("\u0141ukasz", "Lukasz"),
        ("Bj\u00f6rk", "Bj\u00f6rk"),
        ("S\u00f8ren", "S\u00f8ren"),
        ("O\u2019Brien", "O'Brien"),
        ("Sam \U0001f600", "Sam"),
        ("\u0418\u0432\u0430\u043d", "Ivan"),
        ("\u0395\u03bb\u03ad\u03bd\u03b7", "Eleni"),
        ("Nguy\u1ec5n", "Nguyen"),
        ("\uff33\uff41\uff4d", "Sam"),
        ("\u674e", ""),
        ("e\u0301va", "\u00e9va"),
    ],
)
def test_names_fold_into_the_alphabet(name: str, folded: str) -> None:
    assert gsm.fold(name) == folded


@given(st.text(max_size=2000))
def test_whatever_is_folded_is_gsm7_and_folding_again_changes_nothing(text: str) -> None:
    folded = gsm.fold(text)
    assert gsm.is_gsm7(folded)
    assert gsm.fold(folded) == folded
    assert gsm.segments(folded) >= 0
