"""The words the document fixes, as the rules use them: anatomy, boundaries, domains, orientation, levels."""

from __future__ import annotations

import enum
from typing import Final

import msgspec

from kith.foundation.language import later


class BodyPart(enum.StrEnum):
    """What `anatomy_self`, `anatomy_preference` and `required_bodyparts` are made of."""

    PENIS = "penis"
    VAGINA = "vagina"
    BREASTS = "breasts"


BODY_PART_LABELS: Final = {
    BodyPart.PENIS: later("A penis"),
    BodyPart.VAGINA: later("A vulva"),
    BodyPart.BREASTS: later("Breasts"),
}
"""How pages ask; say them with `_()`. None of them is a good answer too."""


class Anatomy(msgspec.Struct, frozen=True):
    """The document's `anatomy`: what somebody has, and what somebody likes in a partner. Either may be empty."""

    anatomy_self: frozenset[BodyPart] = frozenset()
    anatomy_preference: frozenset[BodyPart] = frozenset()


class Boundary(enum.StrEnum):
    """The 8-key taxonomy of hard limits and of `hard_boundaries`."""

    TOUCH = "touch"
    PHOTO_VIDEO = "photo_video"
    PUBLIC = "public"
    RESTRAINT = "restraint"
    IMPACT = "impact"
    ROLEPLAY = "roleplay"
    SUBSTANCES = "substances"
    OTHERS_PRESENT = "others_present"


class Domain(enum.StrEnum):
    SENSATION = "sensation"
    CONNECTION = "connection"
    POWER = "power"
    EXPLORATION = "exploration"
    VERBAL = "verbal"


class Orientation(enum.StrEnum):
    TOP = "top"
    BOTTOM = "bottom"
    SWITCH = "switch"
    NEUTRAL = "neutral"


class Level(enum.StrEnum):
    """The document's intimacy levels, from talk to explicit."""

    G = "G"
    R = "R"
    X = "X"

    @property
    def rank(self) -> int:
        return "GRX".index(self.value)


def lower(one: Level, other: Level) -> Level:
    """The level two people play at: the lower of what each allows."""
    return min(one, other, key=lambda level: level.rank)


class CardType(enum.StrEnum):
    TRUTH = "truth"
    DARE = "dare"
