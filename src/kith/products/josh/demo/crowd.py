"""Marlow Bay's people answer by themselves: interview, invites, and the questions of the day after, each in their own words.

They know what JOSH wants from the texts alone, as people do; a test holds this reading to the copy.
"""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from kith.products.josh.demo import sayings
from kith.products.josh.demo.city import PEOPLE
from kith.products.josh.demo.people import number_of
from kith.products.josh.interview.questions import QUESTIONS
from kith.simulator.people.temperament import Temperament
from kith.simulator.people.texting import Reaction, Texters

if TYPE_CHECKING:
    from kith.foundation.house import House

PHONES = frozenset(number_of(place) for place in range(PEOPLE))

_OPTIONS = re.compile(r"\b([A-D])\) ")
_LISTED = re.compile(r"\b(\d)\) ")
_INTERVIEW_PACE = 0.3


async def act(house: House) -> None:
    """Whoever is due texts JOSH."""
    await house.part("josh.crowd", lambda _house: Texters(PHONES, respond)).act(house)


def respond(text: str, person: Temperament, drawn: Random) -> Reaction | None:
    """What a text of JOSH's moves somebody to; None when it asks for nothing."""
    answer = _interview(text, drawn) or _invited(text, person, drawn) or _afterwards(text, person, drawn)
    if answer is not None:
        return answer
    if "starts at " in text and drawn.random() > person.faithful + 0.1:
        return Reaction(drawn.choice(sayings.LATE))
    closed = ("just filled", "is closed now", "has been called off", "It's on!")
    return Reaction(None) if any(words in text for words in closed) else None


def _interview(text: str, drawn: Random) -> Reaction | None:
    if "Text RESUME and I ask just those" in text:
        return Reaction("resume")
    for question in QUESTIONS:
        if question.text not in text and question.again not in text:
            continue
        option = drawn.choice(question.options)
        plain = [words for words in option.words if not words.endswith("*")]
        # The second asking is answered by letter: whoever was not understood makes it easy.
        if question.again in text or not plain or drawn.random() < 0.6:
            letter = option.letter if drawn.random() < 0.5 else option.letter.lower()
            return Reaction(letter, _INTERVIEW_PACE)
        return Reaction(drawn.choice(sayings.OWN_WORDS).format(plain[0]), _INTERVIEW_PACE)
    return None


def _invited(text: str, person: Temperament, drawn: Random) -> Reaction | None:
    """Silence, a “maybe” that is asked about once more, a yes or a no."""
    if "I'm not sure if that's a yes" in text:
        return Reaction("YES" if drawn.random() < person.keen else "NO", 0.5)
    lettered = "Reply with a letter, or NO." in text
    if not lettered and "Reply YES if you're in" not in text:
        return None
    if drawn.random() < person.silent:
        return Reaction(None)
    if drawn.random() >= person.keen:
        return Reaction(drawn.choice(sayings.NO))
    if lettered:
        return Reaction(drawn.choice(_OPTIONS.findall(text) or ["A"]))
    return Reaction(drawn.choice(sayings.MAYBE if drawn.random() < person.unsure else sayings.YES))


def _afterwards(text: str, person: Temperament, drawn: Random) -> Reaction | None:
    if "did you make it" in text or "were you there" in text:
        there = drawn.random() < person.faithful
        return Reaction(drawn.choice(sayings.WAS_THERE if there else sayings.MISSED), 3)
    if "with this group again" in text or "meet this group again" in text:
        again = drawn.random() < person.warm
        return Reaction(drawn.choice(sayings.AGAIN if again else sayings.NOT_AGAIN))
    if "hare your number" not in text and "I'm not sure about" not in text:
        return None
    listed = _LISTED.findall(text)
    if not listed:
        return Reaction(drawn.choice(("Yes", "yes please")) if drawn.random() < person.warm else "No")
    wanted = [drawn.random() < person.warm for _ in listed]
    if all(wanted) or not any(wanted):
        return Reaction(drawn.choice(sayings.ALL if all(wanted) else sayings.NONE))
    choices = zip(listed, wanted, strict=True)
    return Reaction(" ".join(f"{number} {'yes' if yes else 'no'}" for number, yes in choices))
