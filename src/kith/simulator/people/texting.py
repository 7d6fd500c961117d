"""People with phones: they hear what is texted to them, and answer when it is time, as the stand-in's phones do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import msgspec

from kith.simulator.people.temperament import SEED, Temperament, a_while, chance, temperament_of
from kith.simulator.phones import standin

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.simulator.phones.standin import Text


class Reaction(msgspec.Struct, frozen=True):
    """What a text moves somebody to: these words, or None for saying nothing and dropping what they were about to say.

    `pace` multiplies the time they take.
    """

    words: str | None
    pace: float = 1.0


Respond = Callable[[str, Temperament, Random], Reaction | None]
"""A text, who reads it and their luck: the reaction, or None for a text that asks for none."""


class Plan(msgspec.Struct, frozen=True):
    """What somebody is going to say, and when."""

    due: datetime
    words: str


class Texters:
    """The people with these numbers by default; a switch at each phone says otherwise.

    What they remember is rebuilt from the texts themselves: a new process reads them again and comes to the same plans.
    """

    def __init__(self, phones: Collection[str], respond: Respond, *, seed: int = SEED) -> None:
        self._phones = frozenset(phones)
        self._respond = respond
        self._seed = seed
        self._read_to = 0
        self._heard: Counter[str] = Counter()
        self._plans: dict[str, Plan] = {}

    async def act(self, house: House) -> None:
        """Hear what is new, then say what is due by the house's clock."""
        for text in await standin.texts_after(house, self._read_to):
            self._read_to = max(self._read_to, text.number)
            self._hear(house, text)
        now = house.clock.now()
        due = sorted((plan.due, phone) for phone, plan in self._plans.items() if plan.due <= now)
        if not due:
            return
        switches = await standin.switches(house)
        for _due, phone in due:
            # In a hand the plan waits: what is typed there takes it back, switching on lets it be said.
            if switches.get(phone, phone in self._phones):
                await standin.send(house, phone, self._plans.pop(phone).words)

    def _hear(self, house: House, text: Text) -> None:
        if text.sender != house.settings.twilio_number:
            self._plans.pop(text.sender, None)
            return
        if text.status in ("failed", "undelivered"):
            return
        self._heard[text.to] += 1
        person = temperament_of(text.to, seed=self._seed)
        drawn = chance(text.to, self._heard[text.to], seed=self._seed)
        reaction = self._respond(text.body, person, drawn)
        if reaction is None:
            return
        self._plans.pop(text.to, None)
        if reaction.words is not None:
            wait = a_while(person, drawn) * reaction.pace / max(house.settings.virtual_people, 1)
            self._plans[text.to] = Plan(house.clock.now() + max(wait, timedelta(seconds=2)), reaction.words)
