"""What is set before the first card, what a player may send, and where an evening stands. Pure."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

import msgspec

from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.products.attuned.terms import BodyPart, Boundary, CardType, Level

MOST: Final = 50
KINDS: Final = (
    ("random", later("Both"), later("Questions and things to do, well mixed.")),
    ("truth", later("Truth only"), later("Questions, answered aloud.")),
    ("dare", later("Dare only"), later("Things to do, now.")),
)
RATIOS: Final = (
    ("1.0", later("From the deck"), later("Written by people, gone through one by one.")),
    ("0.5", later("Half and half"), later("Every other card is put together for this evening.")),
    ("0.0", later("New every time"), later("Put together for this evening, by the same rules.")),
)
BOUNDARY_LABELS: Final = {
    Boundary.TOUCH: later("Touch"),
    Boundary.PHOTO_VIDEO: later("Photos and videos"),
    Boundary.PUBLIC: later("Outside our four walls"),
    Boundary.RESTRAINT: later("Being held or tied"),
    Boundary.IMPACT: later("Pats and slaps"),
    Boundary.ROLEPLAY: later("Playing a role"),
    Boundary.SUBSTANCES: later("Alcohol and the like"),
    Boundary.OTHERS_PRESENT: later("Other people near by"),
}
"""How the pre-talk asks; say them with `_()`."""
MOODS: Final = (("good", later("Good")), ("mixed", later("So so")), ("not", later("Not for me")))
FEELINGS: Final = ("like", "neutral", "dislike")
Short = Annotated[str, msgspec.Meta(max_length=60)]
Move = Literal["next", "skip", "pause", "aftercare", "stop", "agree", "refuse"]


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An evening somebody would like. `bank_ratio` is the share of cards from the deck; `talked`: they had the talk beforehand."""

    level: Short = "R"
    kind: Short = "random"
    count: Annotated[int, msgspec.Meta(ge=1, le=MOST)] = 25
    bank_ratio: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.5
    talked: bool = False


class GuestWanted(Wanted, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An evening with somebody at the same phone."""

    name: Annotated[str, msgspec.Meta(max_length=120)] = ""


class Yes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The other's yes. A guest at the same phone says here what the others have in their profile."""

    level: Short = ""
    talked: bool = False
    adult: bool = False
    anatomy: list[Short] = []
    limits: list[Short] = []


class Feedback(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it was, for oneself alone."""

    mood: Short = ""
    words: Annotated[str, msgspec.Meta(max_length=2000)] = ""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """`sessions.rules`. `talked` and `open_to_check` have "A" and "B" of those who said so; `eased` counts steps down;
    `calm`: nothing but aftercare comes any more.
    """

    one_phone: bool = False
    talked: tuple[str, ...] = ()
    open_to_check: tuple[str, ...] = ()
    eased: int = 0
    nudge: bool = False
    calm: bool = False

    @property
    def both_talked(self) -> bool:
        return {*self.talked} == {"A", "B"}


def with_side(sides: tuple[str, ...], side: str, present: bool) -> tuple[str, ...]:
    """The sides with this one in them, or without."""
    return tuple(sorted({*sides, side} if present else {*sides} - {side}))


def level_in(text: str) -> Level:
    """Raises:
    Invalid: there is no such level.
    """
    try:
        return Level(text)
    except ValueError:
        raise Invalid("Please choose one of the levels.", field="level") from None


def kind_in(text: str) -> CardType | None:
    """None for both.

    Raises:
        Invalid: there is no such kind.
    """
    if text == "random":
        return None
    try:
        return CardType(text)
    except ValueError:
        raise Invalid("Please choose what kind of cards.", field="kind") from None


def parts_in(values: list[str], kind: type[BodyPart] | type[Boundary], field: str) -> frozenset[Any]:
    """Raises:
    Invalid: something that is not on the list.
    """
    try:
        return frozenset(kind(value) for value in values)
    except ValueError:
        raise Invalid("Please choose from the list.", field=field) from None
