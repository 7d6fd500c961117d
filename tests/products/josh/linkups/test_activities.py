from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.conversation.gsm import is_gsm7
from kith.products.josh.linkups.activities import CATALOG, Motive, find, find_activities, find_activity


def test_the_catalog_has_at_least_forty_activities_each_complete() -> None:
    assert len(CATALOG) >= 40
    assert len({entry.key for entry in CATALOG}) == len(CATALOG)
    for entry in CATALOG:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", entry.key)
        assert is_gsm7(entry.name)
        assert entry.name[0].isupper()
        assert entry.synonyms
        assert entry.motives
        assert set(entry.motives) <= set(Motive)
        assert all(0 < weight <= 1 for weight in entry.motives.values())
        assert 30 <= entry.minutes <= 240
        assert entry.venue_kind
        assert find(entry.key) is entry


def test_no_wording_names_two_activities() -> None:
    seen: dict[str, str] = {}
    for entry in CATALOG:
        for phrase in {entry.name.lower(), entry.key.replace("_", " "), *entry.synonyms}:
            assert seen.setdefault(phrase, entry.key) == entry.key, phrase


def test_every_synonym_finds_its_activity() -> None:
    for entry in CATALOG:
        for phrase in (entry.name, *entry.synonyms):
            found = find_activity(f"{phrase} on saturday?")
            assert found is entry, phrase


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Coffee saturday morning?", "coffee"),
        ("anyone up for bouldering", "climbing"),
        ("let's walk the dogs", "dog_walk"),
        ("beach volleyball sunday", "volleyball"),
        ("board game night friday", "board_games"),
        ("could we grab some ramen", "dinner"),
        ("running late, sorry", None),
        ("book it please", None),
        ("I'm game", None),
        ("hello there", None),
        ("", None),
    ],
)
def test_an_activity_is_found_in_what_people_write(text: str, key: str | None) -> None:
    found = find_activity(text)
    assert (found.key if found else None) == key


def test_several_activities_are_all_told() -> None:
    assert [found.activity.key for found in find_activities("coffee or a walk")] == ["coffee", "walk"]


@given(st.text(max_size=2000))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    assert all(found.activity in CATALOG for found in find_activities(text))
