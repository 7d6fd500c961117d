"""What the checks notice, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.foundation.errors import Invalid
from kith.products.hotmess.rulesets.checks import Checks, flags, linked, plain
from kith.products.hotmess.rulesets.commands import read_checks

_CHECKS = Checks(("underage", "cash only"), "known", ("soundcloud.com", "house.example"), 5000)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A night for everybody", {}),
        ("UNDERAGE welcome", {"words": ["underage"]}),
        ("und3r4ge? no: Und\u00e9rag\u00e8", {"words": ["underage"]}),
        ("Cash,   only!", {"words": ["cash only"]}),
        ("cashonly and wonderaged", {}),
        ("Listen: https://soundcloud.com/rawconvict", {}),
        ("Listen: https://on.soundcloud.com/x", {}),
        ("Win at https://www.evil.example/x?y", {"links": ["evil.example"]}),
        ("Win at evil-soundcloud.com now", {"links": ["evil-soundcloud.com"]}),
        ("Write to me@soundcloud.com", {}),
        ("http://[broken", {"links": ["http://[broken"]}),
    ],
)
def test_the_checks_notice_words_in_disguise_and_unknown_links(
    text: str, found: dict[str, list[str]]
) -> None:
    assert flags(_CHECKS, text) == found


def test_a_price_above_the_rules_is_noticed_and_links_may_be_none_or_any() -> None:
    assert flags(_CHECKS, "x", price_pence=5001) == {"price": 5001}
    assert flags(_CHECKS, "x", price_pence=5000) == {}
    text = "https://soundcloud.com and https://evil.example"
    assert flags(Checks(links="none"), text) == {"links": ["soundcloud.com", "evil.example"]}
    assert flags(Checks(), text) == {}


@settings(max_examples=100)
@given(st.text(max_size=120), st.text(max_size=120))
def test_a_forbidden_word_is_found_wherever_it_stands_and_nothing_breaks_the_checks(
    before: str, after: str
) -> None:
    assert "underage" in flags(_CHECKS, f"{before} underage {after}").get("words", [])
    assert plain(before).startswith(" ")
    assert linked(before + after) == linked(before + after)


def test_what_an_operator_writes_into_checks_makes_sense() -> None:
    assert read_checks("one\n two  words \none", "none", "", None) == Checks(("one", "two words"), "none")
    for wrong, field in (
        (("x" * 81, "any", "", None), "words"),
        (("", "some", "", None), "links"),
        (("", "known", "not a domain", None), "domains"),
        (("", "any", "", -1), "most"),
    ):
        with pytest.raises(Invalid) as refused:
            read_checks(*wrong)
        assert refused.value.field == field
