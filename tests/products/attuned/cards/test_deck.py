"""The bank in memory says of every card what the checker says of one, and a limit never once appears."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.attuned_cards import pairs, random_bank
from kith.products.attuned.cards.card import Audience
from kith.products.attuned.cards.checker import OTHER_SIDE, judge
from kith.products.attuned.cards.deck import Deck
from kith.products.attuned.cards.draw import draw, draw_from_the_top
from kith.products.attuned.cards.player import Pair
from kith.products.attuned.cards.scores import Moment, weights

seeds = st.integers(0, 2**32)


@settings(max_examples=100)
@given(seeds, pairs)
def test_the_columns_agree_with_the_checker_on_every_card(seed: int, pair: Pair) -> None:
    bank = random_bank(random.Random(seed), 40)
    deck = Deck(bank)
    for active in ("A", "B"):
        one_by_one = [judge(card, pair, active).ok for card in deck.cards]
        assert deck.allowed(pair, active).tolist() == one_by_one
        assert (weights(deck, pair, Moment(seed, 3), active) > 0).all()


@settings(max_examples=100)
@given(seeds, pairs)
def test_nothing_that_either_player_rules_out_ever_appears_not_even_from_the_top_of_the_deck(
    seed: int, pair: Pair
) -> None:
    chance = random.Random(seed)
    deck = Deck(random_bank(chance, 24))
    seen: set[int] = set()
    for step in range(1, 31):
        moment = Moment(seed, step, 30)
        drawn = draw(deck, pair, moment, seen) or draw_from_the_top(deck, pair, moment, [])
        if drawn is None:
            allowed = deck.allowed(pair, "A") | deck.allowed(pair, "B")
            assert not allowed.any()
            return
        card = drawn.card
        acting, other = pair.in_roles(drawn.active)
        assert not set(card.hard_boundaries) & (pair.a.hard_limits | pair.b.hard_limits)
        if not pair.talked:
            assert not card.requires_consent_negotiation
            assert not set(card.hard_boundaries) & (pair.a.soft_limits | pair.b.soft_limits)
        assert card.rating.rank <= min(pair.a.allows.rank, pair.b.allows.rank, pair.wants.rank)
        assert card.approved
        assert card.is_active
        assert card.audience_scope is not Audience.GROUPS
        assert acting.anatomy.issuperset(card.required_bodyparts.active)
        assert other.anatomy.issuperset(card.required_bodyparts.partner)
        for key in card.preference_keys:
            assert acting.worths.get(key) != 0
            assert other.worths.get(OTHER_SIDE.get(key, key)) != 0
        assert drawn.from_the_top is (card.activity_id in seen)
        seen.add(card.activity_id or 0)


@settings(max_examples=30)
@given(seeds, st.sets(st.integers(-3, 60)))
def test_ids_are_found_and_strangers_ignored(seed: int, ids: set[int]) -> None:
    deck = Deck(random_bank(random.Random(seed), 30))
    assert np.flatnonzero(deck.is_any_of(ids)).tolist() == [
        at for at, card in enumerate(deck.cards) if card.activity_id in ids
    ]
    assert not Deck([]).is_any_of(ids).any()
