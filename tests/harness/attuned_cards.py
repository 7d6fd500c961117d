"""Random banks and pairs of players of Attuned."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

from harness.attuned_people import random_anatomy, random_profile
from kith.products.attuned.cards.card import Audience, Card, RequiredBodyparts, Script, Step, identified
from kith.products.attuned.cards.player import Pair, Player, player_of, player_without_survey
from kith.products.attuned.compatibility.score import LANES, TOPICS
from kith.products.attuned.terms import BodyPart, Boundary, CardType, Level, Orientation

T = TypeVar("T")
_KEYS = [*(lane.mine for lane in LANES), "unheard_of"]
_TAGS = ["play", "words", "senses", "trust", "touch", "aftercare", "wind_down", "warm_up", "music", "food"]


def random_card(chance: random.Random, activity_id: int) -> Card:
    kind = chance.choice(list(CardType))

    def some(values: Sequence[T], share: float) -> tuple[T, ...]:
        return tuple(value for value in values if chance.random() < share)

    return identified(
        Card(
            activity_id=activity_id,
            type=kind,
            rating=chance.choice(list(Level)),
            intensity=chance.randint(1, 5),
            script=Script((Step(f"Card number {activity_id}, {chance.random()}"),)),
            tags=tuple(chance.sample(_TAGS, chance.randint(0, 3))),
            approved=chance.random() < 0.9,
            is_active=chance.random() < 0.9,
            power_role=chance.choice([None, None, *Orientation]),
            preference_keys=tuple(
                chance.sample(TOPICS if kind is CardType.TRUTH else _KEYS, chance.randint(0, 2))
            ),
            requires_consent_negotiation=chance.random() < 0.2,
            audience_scope=chance.choice([*Audience, Audience.COUPLES]),
            hard_boundaries=some(list(Boundary), 0.12),
            required_bodyparts=RequiredBodyparts(some(list(BodyPart), 0.1), some(list(BodyPart), 0.1)),
        )
    )


def random_bank(chance: random.Random, size: int) -> list[Card]:
    return [random_card(chance, number) for number in range(1, size + 1)]


def random_player(chance: random.Random) -> Player:
    allows = chance.choice(list(Level))
    if chance.random() < 0.2:
        return player_without_survey(random_anatomy(chance), allows)
    return player_of(random_profile(chance, chance.choice([0.3, 0.7, 1.0])), allows)


def random_pair(seed: int) -> Pair:
    chance = random.Random(seed)
    return Pair(
        random_player(chance), random_player(chance), chance.random() < 0.5, chance.choice(list(Level))
    )


pairs = st.builds(random_pair, st.integers(0, 2**32))
