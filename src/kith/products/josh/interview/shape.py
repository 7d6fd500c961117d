"""What a question is, and what reading an answer gives."""

from __future__ import annotations

import msgspec

from kith.products.josh.profiles.evidence import Movement
from kith.products.josh.profiles.factors import FactorName


class Option(msgspec.Struct, frozen=True):
    """One lettered option.

    `toward` says where it moves each of the question's factors, in the question's order, in [0, 1].
    `words` are what people write who mean it: lower case; a trailing `*` matches any ending.
    """

    letter: str
    toward: tuple[float, ...]
    words: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """One question of the interview.

    `text` and `again` (the same in other words) carry the lettered options and fit 160 GSM-7 characters;
    `why` fits one text of 320 together with either. `moves` pairs each factor with the weight of a sure
    answer.
    """

    id: str
    moves: tuple[tuple[FactorName, float], ...]
    text: str
    again: str
    why: str
    options: tuple[Option, ...]


class Reading(msgspec.Struct, frozen=True):
    """What was understood of an answer: movements of the question's factors, and how sure it is (0 to 1)."""

    evidence: tuple[Movement, ...]
    confidence: float


UNREAD = Reading((), 0.0)


def toward_option(question: Question, option: Option) -> dict[FactorName, float]:
    """Where this option moves each factor of the question."""
    return {factor: value for (factor, _), value in zip(question.moves, option.toward, strict=True)}


def reading_of(question: Question, values: dict[FactorName, float], confidence: float) -> Reading:
    """A reading held to the question: its factors only, values in [0, 1], its weights times confidence."""
    sure = min(1.0, max(0.0, confidence))
    if sure == 0.0:
        return UNREAD
    return Reading(
        tuple(
            Movement(factor, min(1.0, max(0.0, values[factor])), weight * sure)
            for factor, weight in question.moves
            if factor in values
        ),
        sure,
    )
