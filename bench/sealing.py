"""What sealing costs a card: opening both players' profiles and histories, beside everything else that drawing the next card does.

Promised: less than 20 % more. Everything else is the reads (two profiles, two histories of 400) and the draw from 10,000. The first card of an evening opens
every line of the histories, the following ones those that came since; both are measured.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

import msgspec
from _place import Place, place, table
from harness.attuned_cards import random_bank
from harness.attuned_people import random_profile

from kith.commons.privacy.data_keys import key_of
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.products.attuned.cards.deck import Deck
from kith.products.attuned.cards.draw import draw
from kith.products.attuned.cards.no_repeat import History, excluded_for
from kith.products.attuned.cards.player import Pair, player_of
from kith.products.attuned.cards.scores import Moment
from kith.products.attuned.players.player import Player
from kith.products.attuned.players.seen import PLACE, queries, seal_card
from kith.products.attuned.profiles.profile import columns
from kith.products.attuned.profiles.reads import COLUMNS, opened
from kith.products.attuned.profiles.reads import queries as profile_queries
from kith.products.attuned.terms import Level

CARDS, SEEN, DRAWS = 10_000, 400, 60
_LIMIT = 0.20
_ACTOR = service("bench.sealing")
_SEED = """
set session_replication_role = replica;
set search_path = attuned;
insert into users (id, email) values ('{0}', 'a@bench.example'), ('{1}', 'b@bench.example');
insert into profiles (id, user_id, submission_id, power_dynamic, arousal_propensity, domain_scores, activities, truth_topics, boundaries)
values (1, '{0}', 'a', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}'), (2, '{1}', 'b', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}');
insert into sessions (session_id, player_a_profile_id, player_b_profile_id) values ('00000000-0000-4000-8000-000000000001', 1, 2)
"""
_LINE = """
insert into attuned.user_activity_history (user_id, session_id, activity_type, presented_at, sealed_card)
values (%s, '00000000-0000-4000-8000-000000000001', 'dare', now() - %s * interval '1 hour', %s)
"""


async def seed(found: Place, house: House, chance: random.Random) -> list[Player]:
    """Two players with full profiles and what they have seen."""
    players = [Player(user_id=uuid4()) for _ in range(2)]
    with found.owner() as owner:
        owner.execute(_SEED.format(*(player.user_id for player in players)))
        for player in players:
            key = await key_of(house, "attuned", player.owner)
            plain = columns(random_profile(chance))
            sets = ", ".join(f"{name} = %s" for name in COLUMNS)
            sealed = [
                msgspec.json.encode(key.seal(plain[name], f"profiles.{name}")).decode() for name in COLUMNS
            ]
            owner.execute(f"update attuned.profiles set {sets} where user_id = %s", (*sealed, player.user_id))
            owner.cursor().executemany(
                _LINE,
                [(player.user_id, hour, seal_card(key, chance.randint(1, CARDS))) for hour in range(SEEN)],
            )
    return players


async def measure(found: Place) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds a card: everything but opening, opening all of it, opening with the histories' lines known."""
    chance = random.Random(7)
    house = House(found.settings(), load_products(("attuned",)))
    players = await seed(found, house, chance)
    deck = Deck(random_bank(chance, CARDS))
    recent = [("play", "words"), ("senses",), ("trust",)]
    plain: list[float] = []
    whole: list[float] = []
    usual: list[float] = []
    for number in range(DRAWS):
        began = time.perf_counter()
        async with house.database.session(_ACTOR, "attuned") as db:
            sealed = [
                await profile_queries.mine(db.connection, user=player.user_id, anonymous=None)
                for player in players
            ]
            lines = [
                await queries.seen(db.connection, user=player.user_id, anonymous=None) for player in players
            ]
        read = time.perf_counter() - began
        keys = [await key_of(house, "attuned", player.owner) for player in players]
        began = time.perf_counter()
        profiles = [opened(key, row) for key, row in zip(keys, sealed, strict=True)]
        usual.append((time.perf_counter() - began) * 1000)
        ids = [
            [int(key.open_bytes(card, PLACE)) for card in row["cards"]]
            for key, row in zip(keys, lines, strict=True)
        ]
        whole.append((time.perf_counter() - began) * 1000)
        moment = Moment(number, 1 + number % 25, 25, None, 5, 7, recent, "A")
        pair = Pair(player_of(profiles[0], Level.X), player_of(profiles[1], Level.X), True)
        began = time.perf_counter()
        histories = [History(one, row["seconds"]) for one, row in zip(ids, lines, strict=True)]
        draw(deck, pair, moment, excluded_for(histories, house.clock.now()))
        plain.append((read + time.perf_counter() - began) * 1000)
    await house.close()
    return plain, whole, usual


def main() -> int:
    with place("attuned") as found:
        plain, whole, usual = (statistics.median(column) for column in asyncio.run(measure(found)))
    return table(
        f"one card of {CARDS:,}, two histories of {SEEN}",
        [
            ("reading and drawing", f"{plain:.2f} ms", "", None),
            ("opening everything", f"{whole:.2f} ms", "", None),
            ("opening, histories known", f"{usual:.2f} ms", "", None),
            (
                "added at an evening's first card",
                f"{whole / plain:.0%}",
                f"< {_LIMIT:.0%}",
                whole / plain < _LIMIT,
            ),
            (
                "added at the following ones",
                f"{usual / plain:.0%}",
                f"< {_LIMIT:.0%}",
                usual / plain < _LIMIT,
            ),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
