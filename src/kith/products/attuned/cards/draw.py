"""Drawing the next card. The same seed, step, players, bank and histories draw the same card: a session replays exactly.

Chance is a race: card i with weight w finishes at -ln(u) / w, the first wins, which draws it with a probability in proportion to its weight
(Efraimidis and Spirakis 2006, Information Processing Letters 97). u in (0, 1) is a hash (splitmix64) of seed, step, the card's own
`activity_uid` and who is active, so that a card that does not win can enter or leave the bank without changing what is drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from kith.products.attuned.cards.card import Card
from kith.products.attuned.cards.checker import HARD_FILTERS, NOT_RECENTLY
from kith.products.attuned.cards.curve import phase_at
from kith.products.attuned.cards.deck import Deck, Mask
from kith.products.attuned.cards.no_repeat import History
from kith.products.attuned.cards.player import Pair
from kith.products.attuned.cards.scores import Moment, weights
from kith.products.attuned.terms import CardType

PLAYERS: Final = ("A", "B")
SKIPS_BEFORE_EASING: Final = 3
"""So many skips in a row bring the gentle nudge and one step down."""


class Drawn(msgspec.Struct, frozen=True):
    """A card and who is active ("A" or "B"); `from_the_top` when everything allowed had been seen not long ago."""

    card: Card
    active: str
    checks: dict[str, Any]
    from_the_top: bool = False

    @property
    def roles(self) -> dict[str, str]:
        """The document's `roles`."""
        return {"active_player": self.active, "partner_player": "B" if self.active == "A" else "A"}


def draw(
    deck: Deck,
    pair: Pair,
    moment: Moment,
    excluded: Collection[int] | NDArray[np.int64],
    *,
    aftercare: bool = False,
) -> Drawn | None:
    """The next card that passes every hard filter and is not `excluded` (ids, both players' together); None when there is none.

    With `aftercare` only cards of that kind, whatever the session's truth or dare.
    """
    fresh = ~deck.is_any_of(excluded)
    best: tuple[float, int, str] | None = None
    for active in PLAYERS:
        mask = _eligible(deck, pair, moment, active, aftercare=aftercare) & fresh
        rows = np.flatnonzero(mask)
        if len(rows) == 0:
            continue
        times = (
            -np.log(_chances(deck.chances[rows], moment, active)) / weights(deck, pair, moment, active)[rows]
        )
        first = int(np.argmin(times))
        if best is None or times[first] < best[0]:
            best = (float(times[first]), int(rows[first]), active)
    if best is None:
        return None
    return Drawn(deck.cards[best[1]], best[2], checks_of(moment, (*HARD_FILTERS, NOT_RECENTLY)))


def draw_from_the_top(
    deck: Deck, pair: Pair, moment: Moment, histories: Sequence[History], *, aftercare: bool = False
) -> Drawn | None:
    """For when `draw` found nothing: the card that both have not seen for longest and that passes every hard filter; None when none does.

    Who was not active last time is asked first when a card would do for either.
    """
    seen = deck.last_seen(histories)
    best: tuple[float, int, int] | None = None
    alternate = PLAYERS if moment.last_active == "B" else PLAYERS[::-1]
    for turn, active in enumerate(alternate):
        rows = np.flatnonzero(_eligible(deck, pair, moment, active, aftercare=aftercare))
        if len(rows):
            oldest = int(rows[np.argmin(seen[rows])])
            key = (float(seen[oldest]), oldest, turn)
            best = key if best is None else min(best, key)
    if best is None:
        return None
    return Drawn(
        deck.cards[best[1]], alternate[best[2]], checks_of(moment, HARD_FILTERS, from_the_top=True), True
    )


def checks_of(moment: Moment, passed: Collection[str], *, from_the_top: bool = False) -> dict[str, Any]:
    """The document's `checks`: which rules let the card through, at which step of the curve. Both players may read it: no scores, no answers."""
    return {
        "passed": list(passed),
        "phase": phase_at(moment.step, moment.steps).value,
        "deck": "from_the_top" if from_the_top else "fresh",
    }


def _eligible(deck: Deck, pair: Pair, moment: Moment, active: str, *, aftercare: bool) -> Mask:
    mask = deck.allowed(pair, active)
    if aftercare:
        return mask & deck.aftercare
    if moment.kind is None:
        return mask
    return mask & (deck.truths if moment.kind is CardType.TRUTH else ~deck.truths)


def _chances(uids: NDArray[np.uint64], moment: Moment, active: str) -> NDArray[np.float64]:
    with np.errstate(over="ignore"):
        mixed = _splitmix(uids ^ _splitmix(np.uint64(moment.seed % 2**64)))
        mixed = _splitmix(mixed ^ np.uint64(moment.step * 2 + (active == "B")))
    # The upper 53 bits, moved off zero.
    return ((mixed >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53


def _splitmix(value: Any) -> Any:
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))
