"""A card, as a row of the document's `activities`, its identity by content, and reading it aloud."""

from __future__ import annotations

import enum
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any, Final

import msgspec

from kith.products.attuned.terms import BodyPart, Boundary, CardType, Domain, Level, Orientation

PARTNER: Final = "{partner}"
"""Stands in a text for the other player's name, so that neither the bank nor a writer knows names."""
AFTERCARE: Final = "aftercare"
WIND_DOWN: Final = "wind_down"
WARM_UP: Final = "warm_up"
_EDGES: Final = re.compile(r"[^\w{}]+")


class Actor(enum.StrEnum):
    """Whom a step is addressed to."""

    ACTIVE = "active"
    PARTNER = "partner"
    BOTH = "both"


class Source(enum.StrEnum):
    BANK = "bank"
    AI_GENERATED = "ai_generated"
    USER_SUBMITTED = "user_submitted"


class Audience(enum.StrEnum):
    COUPLES = "couples"
    GROUPS = "groups"
    ALL = "all"


Text = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Keys = Annotated[tuple[Key, ...], msgspec.Meta(max_length=6)]


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: Text
    actor: Actor = Actor.ACTIVE


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The document's `script`: what is said to whom, in order."""

    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1, max_length=5)]


class RequiredBodyparts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    active: tuple[BodyPart, ...] = ()
    partner: tuple[BodyPart, ...] = ()


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One card of the bank or of a writer. `activity_id` is None before it is stored.

    `tags` are its themes, `power_role` is the active player's, `preference_keys` name what it is about as the active player sees it: an
    activity ("massage_give", "slow_dance") or a truth topic ("memories").
    """

    activity_id: int | None = None
    activity_uid: str = ""
    type: CardType
    rating: Level
    intensity: Annotated[int, msgspec.Meta(ge=1, le=5)]
    script: Script
    tags: Keys = ()
    source: Source = Source.BANK
    source_version: str | None = None
    approved: bool = True
    is_active: bool = True
    hard_limit_keys: Keys = ()
    power_role: Orientation | None = None
    preference_keys: Keys = ()
    domains: tuple[Domain, ...] = ()
    intensity_modifiers: Keys = ()
    requires_consent_negotiation: bool = False
    audience_scope: Audience = Audience.COUPLES
    hard_boundaries: tuple[Boundary, ...] = ()
    required_bodyparts: RequiredBodyparts = RequiredBodyparts()

    @property
    def text(self) -> str:
        """All steps, one a line."""
        return "\n".join(step.text for step in self.script.steps)


def normalised(text: str) -> str:
    """A text without what does not change it: case, accents' spelling, space, punctuation."""
    return _EDGES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def uid_of(kind: CardType, script: Script) -> str:
    """The `activity_uid`: SHA-256, in hex, of the card's kind and its normalised steps. Equal content is one card."""
    lines = [kind.value, *(f"{step.actor}:{normalised(step.text)}" for step in script.steps)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def identified(card: Card) -> Card:
    """The card with its `activity_uid`."""
    return msgspec.structs.replace(card, activity_uid=uid_of(card.type, card.script))


class Line(msgspec.Struct, frozen=True):
    """A step as it is shown: `player` is "A", "B" or "both"."""

    player: str
    text: str


def read_aloud(script: Script, active: str, names: Sequence[str]) -> tuple[Line, ...]:
    """The steps with names in them. `active` is "A" or "B", `names` those of A and B.

    `{partner}` is the other one of whom the step is addressed to; on a step for both it is whoever is not active.
    """
    partner = "B" if active == "A" else "A"
    by_player = {"A": names[0], "B": names[1]}
    lines: list[Line] = []
    for step in script.steps:
        player = {Actor.ACTIVE: active, Actor.PARTNER: partner, Actor.BOTH: "both"}[step.actor]
        other = by_player[active if player == partner else partner]
        lines.append(Line(player, step.text.replace(PARTNER, other)))
    return tuple(lines)


def row_of(card: Card) -> dict[str, Any]:
    """The card as plain values in the document's columns."""
    return msgspec.to_builtins(card)
