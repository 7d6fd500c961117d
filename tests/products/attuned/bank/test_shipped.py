"""The cards that come with the house: every one passes the checks, and there are enough for everybody."""

from __future__ import annotations

import itertools
from collections import Counter
from difflib import SequenceMatcher

import msgspec
import pytest

from kith.products.attuned.bank.shipped import shipped
from kith.products.attuned.cards.card import AFTERCARE, PARTNER, WIND_DOWN, Actor, normalised, uid_of
from kith.products.attuned.cards.checker import judge
from kith.products.attuned.cards.content import violations
from kith.products.attuned.cards.deck import Deck
from kith.products.attuned.cards.implied import implied_boundaries
from kith.products.attuned.cards.player import Pair, Player, player_without_survey
from kith.products.attuned.compatibility.score import LANES, TOPICS
from kith.products.attuned.terms import Anatomy, BodyPart, Boundary, CardType, Domain, Level, Orientation

CARDS = shipped()
DECK = Deck(msgspec.structs.replace(card, activity_id=at) for at, card in enumerate(CARDS, 1))
SETS = [
    frozenset(part for part, taken in zip(BodyPart, chosen, strict=True) if taken)
    for chosen in itertools.product((False, True), repeat=3)
]


def test_there_are_cards_of_both_kinds_and_of_every_intensity_and_none_is_explicit() -> None:
    assert len(CARDS) >= 240
    assert {card.rating for card in CARDS} == {Level.G, Level.R}
    by_kind = Counter((card.rating, card.type) for card in CARDS)
    assert all(by_kind[rating, kind] >= 60 for rating in (Level.G, Level.R) for kind in CardType)
    for rating in (Level.G, Level.R):
        assert {card.intensity for card in CARDS if card.rating is rating} == {1, 2, 3, 4, 5}
    assert {actor for card in CARDS for actor in (step.actor for step in card.script.steps)} >= {
        Actor.ACTIVE,
        Actor.BOTH,
    }
    for tag in (AFTERCARE, WIND_DOWN):
        for rating in (Level.G, Level.R):
            assert {card.type for card in CARDS if tag in card.tags and card.rating is rating} == set(
                CardType
            )
    assert len({tag for card in CARDS for tag in card.tags}) >= 25


def test_every_card_passes_the_content_check_and_says_what_it_is_about() -> None:
    keys = {lane.mine for lane in LANES} | set(TOPICS)
    assert len(keys) == len(LANES) + len(TOPICS)
    talked = Pair(Player(anatomy=SETS[-1]), Player(anatomy=SETS[-1]), talked=True)
    for card in CARDS:
        assert violations(card) == (), card.text
        assert judge(card, talked, "A").ok, card.text
        assert card.activity_uid == uid_of(card.type, card.script)
        assert set(card.preference_keys) <= keys, card.text
        assert card.tags, card.text
        assert card.domains, card.text
        assert len(card.text) <= 260, card.text
        assert set(card.domains) <= set(Domain)
        risky = {Boundary.RESTRAINT, Boundary.IMPACT} & set(card.hard_boundaries)
        assert card.requires_consent_negotiation or not risky, card.text
        if not card.requires_consent_negotiation:
            assert Boundary.PHOTO_VIDEO not in card.hard_boundaries or card.rating is Level.G, card.text


def test_no_two_cards_say_the_same() -> None:
    texts = [normalised(card.text.replace(PARTNER, "you")) for card in CARDS]
    words = [set(text.split()) for text in texts]
    assert len({card.activity_uid for card in CARDS}) == len(CARDS)
    for one, other in itertools.combinations(range(len(CARDS)), 2):
        # Only what shares most of its words is compared letter by letter.
        if 2 * len(words[one] & words[other]) > len(words[one]) + len(words[other]) * 0.2:
            assert SequenceMatcher(None, texts[one], texts[other]).ratio() < 0.8, (texts[one], texts[other])


def test_dares_are_marked_with_every_boundary_that_their_words_touch() -> None:
    for card in CARDS:
        if card.type is CardType.DARE:
            assert set(implied_boundaries(card.text)) <= set(card.hard_boundaries), card.text


@pytest.mark.parametrize("level", [Level.G, Level.R])
def test_every_combination_of_anatomies_and_roles_has_enough_for_four_sessions(level: Level) -> None:
    for anatomy_a, anatomy_b in itertools.product(SETS, repeat=2):
        for role_a, role_b in itertools.product((*Orientation, None), repeat=2):
            pair = Pair(
                Player(anatomy_a, orientation=role_a), Player(anatomy_b, orientation=role_b), wants=level
            )
            either = DECK.allowed(pair, "A") | DECK.allowed(pair, "B")
            assert (either & DECK.truths).sum() >= 60
            assert (either & ~DECK.truths).sum() >= 40
            own = either & (DECK.ratings == level.rank)
            assert own.sum() >= 100


@pytest.mark.parametrize("boundary", list(Boundary))
def test_any_one_limit_leaves_enough_for_a_session_of_each_kind(boundary: Boundary) -> None:
    for level in (Level.G, Level.R):
        one = Player(hard_limits=frozenset({boundary}), allows=level)
        pair = Pair(one, player_without_survey(Anatomy(), level))
        allowed = DECK.allowed(pair, "A")
        assert (allowed & DECK.truths).sum() >= 50
        assert (allowed & ~DECK.truths).sum() >= 25
        assert (allowed & DECK.aftercare).sum() >= 4
