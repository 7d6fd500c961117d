"""A hard limit of either never comes up, whatever the source of the card, through the real draw."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import msgspec

from harness.attuned_cards import random_bank
from harness.attuned_people import random_profile
from harness.members import run
from harness.pairs import answer, connect, somebody
from kith.commons.privacy.data_keys import key_of
from kith.foundation.errors import Conflict
from kith.foundation.house import House
from kith.products.attuned.cards.card import identified, row_of
from kith.products.attuned.cards.implied import implied_boundaries
from kith.products.attuned.play import beginning, drawing
from kith.products.attuned.play.settings import Wanted, Yes
from kith.products.attuned.profiles.profile import Profile, columns
from kith.products.attuned.terms import Boundary, Level
from kith.products.attuned.writing.wish import Wish

_ADD = """
insert into attuned.activities (activity_id, type, rating, intensity, script, tags, power_role, preference_keys, domains,
  requires_consent_negotiation, audience_scope, hard_boundaries, required_bodyparts, activity_uid)
select c.activity_id, c.type, c.rating, c.intensity, c.script, c.tags, c.power_role, c.preference_keys, c.domains,
  c.requires_consent_negotiation, c.audience_scope::attuned.audience_scope_enum, c.hard_boundaries, c.required_bodyparts, c.activity_uid
from jsonb_to_recordset($1) as c (activity_id integer, type text, rating text, intensity integer, script jsonb, tags jsonb, power_role text,
  preference_keys jsonb, domains jsonb, requires_consent_negotiation boolean, audience_scope text, hard_boundaries jsonb,
  required_bodyparts jsonb, activity_uid text)
"""
_TEXTS = (
    "Stroke the shoulders of {partner} for a whole minute.",
    "Tie the wrists of {partner} with a soft scarf.",
    "Take a photo of {partner} as you like them best.",
    "Give {partner} a playful spank, just one.",
    "Tell {partner} in three words why you are glad tonight.",
    "Tell {partner} what you thought when you first met.",
    "Tell {partner} about a song that you would dance to.",
)


class Careless:
    """A writer that heeds no wish and says that its cards touch nothing."""

    highest = Level.X
    model = "careless"

    def __init__(self) -> None:
        self._chance = random.Random(3)

    def prompt(self, wish: Wish, objections: Sequence[str]) -> str:
        return wish.theme

    async def answer(self, prompt: str) -> str:
        number = self._chance.randint(2, 99)
        text = f"{self._chance.choice(_TEXTS)} Before that, breathe {number} times."
        return msgspec.json.encode({"steps": [{"text": text}]}).decode()


async def test_no_hard_limit_of_either_is_ever_drawn_from_random_banks_for_random_people(
    house: House,
) -> None:
    house.part("attuned.writer", lambda _house: Careless())
    chance = random.Random(11)
    cards = [identified(card) for card in random_bank(chance, 400)]
    bank = {card.activity_id: card for card in cards}
    rows: list[dict[str, Any]] = [row_of(card) for card in cards]
    await run(house, _ADD, [row | {"activity_uid": f"{row['activity_id']:064x}"} for row in rows])
    people = [await somebody(house, name) for name in ("Ada", "Bo")]
    connection = await connect(house, people[0], people[1])
    await run(house, "update attuned.users set subscription_tier = 'premium'")
    await run(house, "update attuned.profiles set highest_level = 'X'")
    key: Any = None
    sources: set[str] = set()
    met: set[Boundary] = set()
    for number in range(6):
        profiles: list[Profile] = [random_profile(chance) for _ in people]
        for one, profile in zip(people, profiles, strict=True):
            plain = msgspec.structs.asdict(profile)
            said = {
                name: plain[name]
                for name in columns(profile)
                if name not in ("profile_version", "survey_version")
            }
            await answer(house, one.player, **said)
        limits = {limit for profile in profiles for limit in profile.boundaries.hard_limits}
        met |= limits
        wanted = Wanted(level="X", count=10, bank_ratio=0.5, talked=number % 2 == 0)
        evening = await beginning.ask(house, people[0].player, connection, wanted)
        await beginning.agree(house, people[1].player, evening, Yes(talked=True))
        for _ in range(10):
            try:
                await drawing.draw_next(house, people[0].player, evening, "198.51.100.9")
            except Conflict:
                break
        key = await key_of(house, "attuned", f"session:{evening}")
        drawn = await run(
            house, "select source, script from attuned.session_activities where session_id = $1", evening
        )
        for row in drawn:
            script = key.open(row["script"], "session_activities.script")
            card = bank.get(script["activity_id"])
            text = " ".join(step["text"] for step in script["steps"])
            touched = {*implied_boundaries(text)} if card is None else {*card.hard_boundaries}
            assert not touched & limits, (row["source"], touched, limits)
            sources.add(row["source"])
        await run(house, "update attuned.sessions set status = 'completed' where status = 'active'")
    assert sources == {"bank", "ai_generated"}
    assert len(met) > 4
