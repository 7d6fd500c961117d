"""How well each card suits this moment, for every card at once. Only what the hard filters left is ever drawn from.

weight = preference * intensity * level * diversity * balance * alternation * role

preference  = sqrt(pA * pB), each player's liking of what the card is about in [0, 1], both raised to at least 0.05
intensity   = 0.25 ^ |card's - wanted|, the curve's wanted intensity at this step
level       = 1 for cards of the session's own level; 0.4 for milder ones while it builds and peaks, 0.8 before and after
diversity   = 0.4 ^ (how many of the last five cards share a tag)
balance     = 0.5 ^ (how many more of this kind, truth or dare, than of the other so far), at random only
alternation = 1 when the other player than last time is active, else 0.35
role        = how the active player's orientation suits the card's power role, see ROLE_FIT
and twice the weight for warm-up cards in the warm-up, four times for wind-down cards in the wind-down, next to none for them before
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import msgspec
import numpy as np

from kith.products.attuned.cards.curve import Phase, phase_at, wanted_intensity
from kith.products.attuned.cards.deck import Column, Deck
from kith.products.attuned.cards.player import Pair
from kith.products.attuned.terms import CardType, Orientation

REMEMBERED: Final = 5
LEAST: Final = 0.05
_TOP, _BOTTOM, _SWITCH, _NEUTRAL = Orientation
ROLE_FIT: Final = {
    _TOP: {_TOP: 2.0, _SWITCH: 1.3, _NEUTRAL: 0.5, None: 0.7, _BOTTOM: 0.1},
    _BOTTOM: {_BOTTOM: 2.0, _SWITCH: 1.3, _NEUTRAL: 0.5, None: 0.7, _TOP: 0.1},
    _SWITCH: {_SWITCH: 1.5, _TOP: 1.0, _BOTTOM: 1.0, None: 0.7, _NEUTRAL: 0.5},
    _NEUTRAL: {_NEUTRAL: 1.0, _SWITCH: 1.0, _TOP: 0.9, _BOTTOM: 0.9, None: 1.0},
}
"""By the card's role, then the active player's orientation. Cards that suit exactly come up more often than cards without a role, which count 1."""


class Moment(msgspec.Struct, frozen=True):
    """Where a session stands. `step` counts from 1 to `steps`; `recent_tags` has the last cards' tags, the newest last; `last_active` is
    "A", "B" or None at the beginning; `eased` how often intensity stepped down; `kind` None when truth and dare are drawn at random.
    """

    seed: int
    step: int
    steps: int = 25
    kind: CardType | None = None
    truths_so_far: int = 0
    dares_so_far: int = 0
    recent_tags: Sequence[Collection[str]] = ()
    last_active: str | None = None
    eased: int = 0


def weights(deck: Deck, pair: Pair, moment: Moment, active: str) -> Column:
    """Each card's weight, above 0, with "A" or "B" as its active player."""
    acting, other = pair.in_roles(active)
    liking = np.maximum(deck.preferences(acting, partner=False), LEAST)
    liking *= np.maximum(deck.preferences(other, partner=True), LEAST)
    wanted = wanted_intensity(moment.step, moment.steps, moment.eased)
    result = np.sqrt(liking) * 0.25 ** np.abs(deck.intensities - wanted)
    phase = phase_at(moment.step, moment.steps)
    milder = 0.4 if phase in (Phase.BUILD, Phase.PEAK) and not moment.eased else 0.8
    result *= np.where(deck.ratings == pair.level.rank, 1.0, milder)
    result *= 0.4 ** deck.repeats(moment.recent_tags[-REMEMBERED:])
    if moment.kind is None:
        ahead = moment.truths_so_far - moment.dares_so_far
        result *= 0.5 ** np.where(deck.truths, max(ahead, 0), max(-ahead, 0))
    if moment.last_active == active:
        result *= 0.35
    fits = np.array([1.0, *(ROLE_FIT[role][acting.orientation] for role in Orientation)])
    result *= fits[deck.roles]
    if phase is Phase.WARM_UP:
        result *= np.where(deck.warming, 2.0, 1.0)
    late = phase is Phase.WIND_DOWN
    return result * np.where(deck.closing | deck.aftercare, 4.0 if late else 0.001, 1.0)
