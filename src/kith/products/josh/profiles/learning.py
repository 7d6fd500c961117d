"""What JOSH learns without asking: invitations taken or left, evenings to repeat. Small weights only."""

from __future__ import annotations

import enum
from typing import Final

import msgspec

from kith.products.josh.profiles.evidence import CORRECTION_WEIGHT, Movement
from kith.products.josh.profiles.factors import FactorName


class Learned(enum.StrEnum):
    """The behavioural sources, as they stand in `profile_events.source` and in a factor's `sources`."""

    INVITE_ACCEPT = "invite_accept"
    INVITE_DECLINE = "invite_decline"
    DO_AGAIN = "do_again"
    NOT_AGAIN = "not_again"


class Occasion(msgspec.Struct, frozen=True):
    """What was offered: the largest size of the group, and whether morning, day, evening or night."""

    max_size: int
    part_of_day: str | None = None


RHYTHM: Final[dict[str, float]] = {"morning": 0.15, "day": 0.5, "evening": 0.75, "night": 0.95}

# A "no" says less than a "yes": most people decline because they are busy.
PACE_WEIGHT: Final[dict[Learned, float]] = {Learned.INVITE_ACCEPT: 0.04, Learned.INVITE_DECLINE: 0.02}
OCCASION_WEIGHT: Final[dict[Learned, float]] = {Learned.INVITE_ACCEPT: 0.04, Learned.DO_AGAIN: 0.08}


def group_energy_of(max_size: int) -> float:
    """How lively a group of this size is: 0.1 for two people, 0.9 for six and more."""
    return min(0.9, max(0.1, 0.1 + 0.2 * (max_size - 2)))


def learned(what: Learned, occasion: Occasion) -> tuple[Movement, ...]:
    """The movements that one reply or outcome makes; "not again" is about people, so it moves no factor."""
    moves: list[Movement] = []
    if what in PACE_WEIGHT:
        toward = 0.8 if what is Learned.INVITE_ACCEPT else 0.3
        moves.append(Movement(FactorName.SOCIAL_PACE, toward, PACE_WEIGHT[what]))
    if what in OCCASION_WEIGHT:
        weight = OCCASION_WEIGHT[what]
        moves.append(Movement(FactorName.GROUP_ENERGY, group_energy_of(occasion.max_size), weight))
        if occasion.part_of_day in RHYTHM:
            moves.append(Movement(FactorName.LIFESTYLE_RHYTHM, RHYTHM[occasion.part_of_day], weight))
    return tuple(moves)


def corrected(factor: FactorName, value: float) -> tuple[Movement, ...]:
    """A person's own correction: heavy enough to outweigh the whole interview on that factor.

    Record it with source "correction" and topic "correction:<factor>", so that the last one counts.
    """
    return (Movement(factor, value, CORRECTION_WEIGHT),)
