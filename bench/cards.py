"""Drawing the next card from 10,000 for two people who have seen 10,000 cards each.

Promised: p95 below 30 ms for the next card. Measured here is all of it but the database: both histories to what they keep away,
every hard filter and score for both roles, the draw; and starting from the top of the deck when nothing is left.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

from _place import table
from harness.attuned_cards import random_bank
from harness.attuned_people import random_profile

from kith.products.attuned.cards.deck import Deck
from kith.products.attuned.cards.draw import draw, draw_from_the_top
from kith.products.attuned.cards.no_repeat import History, excluded_for
from kith.products.attuned.cards.player import Pair, player_of
from kith.products.attuned.cards.scores import Moment
from kith.products.attuned.terms import Level

CARDS = 10_000
HISTORY = 10_000
DRAWS = 200
MOST_MS = 30.0
NOW = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)


def history(chance: random.Random, newest: float) -> tuple[list[int], list[float]]:
    """Ids and seconds over three years, the newest so many days ago, as the query gives them."""
    ids = [chance.randint(1, CARDS) for _ in range(HISTORY)]
    days = [newest + 1100 * (1 - at / HISTORY) for at in range(HISTORY)]
    return ids, [(NOW - timedelta(days=day)).timestamp() for day in days]


def main() -> int:
    chance = random.Random(7)
    deck = Deck(random_bank(chance, CARDS))
    recent = [("play", "words"), ("senses",), ("trust",), ("music",), ("food",)]
    took: list[float] = []
    top: list[float] = []
    found = 0
    for number in range(DRAWS):
        pair = Pair(
            player_of(random_profile(chance), Level.X), player_of(random_profile(chance), Level.X), True
        )
        mine, theirs = history(chance, 0.1), history(chance, 1.0)
        moment = Moment(number, 1 + number % 25, 25, None, 5, 7, recent, "A")
        began = time.perf_counter()
        histories = [History(*mine), History(*theirs)]
        drawn = draw(deck, pair, moment, excluded_for(histories, NOW))
        took.append((time.perf_counter() - began) * 1000)
        found += drawn is not None
        began = time.perf_counter()
        draw_from_the_top(deck, pair, moment, histories)
        top.append((time.perf_counter() - began) * 1000)
    p95 = statistics.quantiles(took, n=20)[-1]
    p95_top = statistics.quantiles(top, n=20)[-1]
    return table(
        f"Cards: the next of {CARDS:,}, two histories of {HISTORY:,}, {DRAWS} draws",
        [
            ("p50", f"{statistics.median(took):.1f} ms", "", None),
            ("p95", f"{p95:.1f} ms", f"below {MOST_MS:.0f} ms", p95 < MOST_MS),
            ("p95 from the top", f"{p95_top:.1f} ms", f"below {MOST_MS:.0f} ms", p95_top < MOST_MS),
            ("found a card", f"{found} of {DRAWS}", "all", found == DRAWS),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
