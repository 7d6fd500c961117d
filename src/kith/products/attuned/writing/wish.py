"""What is asked of a writer, and what it hands back. A wish says nothing about the two who play: no names, no answers, no limits of theirs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Annotated, Final, Protocol

import msgspec

from kith.products.attuned.cards.card import Card, Key, RequiredBodyparts, Script, Source, Step, identified
from kith.products.attuned.cards.curve import wanted_intensity
from kith.products.attuned.cards.implied import implied_boundaries
from kith.products.attuned.cards.player import Pair
from kith.products.attuned.cards.scores import Moment
from kith.products.attuned.terms import Boundary, CardType, Level, lower

THEMES: Final = (
    "memories", "gratitude", "everyday", "play", "dreams", "trust", "senses", "words", "music", "food", "travel", "closeness",
    "anticipation", "style", "laughter", "future",
)  # fmt: skip
"""What a card may be about. One is drawn for each wish; it is nobody's preference."""


class Wish(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The card that is wanted. `touch` False wants one without any; nothing else of the taxonomy is ever asked for."""

    type: CardType
    level: Level
    intensity: Annotated[int, msgspec.Meta(ge=1, le=5)]
    theme: str
    touch: bool
    seed: int = 0


def is_written(moment: Moment, bank_ratio: float) -> bool:
    """Whether this step's card is to be written rather than drawn from the bank: of many, a share of 1 - `bank_ratio`, by the session's seed."""
    return _chance(moment, "source").random() >= bank_ratio


def wish_for(moment: Moment, pair: Pair, highest: Level = Level.X) -> tuple[Wish, str]:
    """What to ask a writer for at this step, and who is to be active ("A" or "B"). Touch is left out wherever either might mind.

    `highest` is the writer's own limit.
    """
    chance = _chance(moment, "wish")
    ahead = moment.truths_so_far - moment.dares_so_far
    kind = moment.kind
    if kind is None:
        kind = chance.choice(list(CardType)) if ahead == 0 else CardType.DARE if ahead > 0 else CardType.TRUTH
    active = chance.choice("AB") if moment.last_active is None else "BA"["AB".index(moment.last_active)]
    lately = {tag for tags in moment.recent_tags for tag in tags}
    limits = pair.a.hard_limits | pair.b.hard_limits
    if not pair.talked:
        limits |= pair.a.soft_limits | pair.b.soft_limits
    wish = Wish(
        type=kind,
        level=lower(pair.level, highest),
        intensity=round(wanted_intensity(moment.step, moment.steps, moment.eased)),
        theme=chance.choice([theme for theme in THEMES if theme not in lately] or THEMES),
        touch=Boundary.TOUCH not in limits,
        seed=chance.getrandbits(32),
    )
    return wish, active


def _chance(moment: Moment, what: str) -> random.Random:
    return random.Random(f"{moment.seed}:{moment.step}:{what}")  # noqa: S311 - a session replays from its seed


class DraftStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(min_length=12, max_length=300)]
    actor: str = "active"


class Draft(msgspec.Struct, frozen=True):
    """A writer's answer. Fields that nobody asked for are passed over."""

    steps: Annotated[tuple[DraftStep, ...], msgspec.Meta(min_length=1, max_length=3)]
    themes: Annotated[tuple[Key, ...], msgspec.Meta(max_length=4)] = ()
    touches: Annotated[tuple[Boundary, ...], msgspec.Meta(max_length=8)] = ()


class CardWriter(Protocol):
    """Writes cards. `model` names it in the log, `highest` is the level it goes up to."""

    highest: Level

    @property
    def model(self) -> str: ...

    def prompt(self, wish: Wish, objections: Sequence[str]) -> str:
        """What will be asked, with what was wrong with the answer before."""
        ...

    async def answer(self, prompt: str) -> str:
        """The raw answer, a JSON object in the shape of `Draft`. Raises `WriterFailed`; may take as long as it likes."""
        ...


class WriterFailed(Exception):
    """There is no answer to be had. `code` is for the log: no text of anybody's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def card_of(answer: str, wish: Wish) -> Card:
    """The card in an answer, at the wished level and intensity, with every boundary its words touch.

    Raises:
        msgspec.MsgspecError: it is no card.
    """
    draft = msgspec.json.decode(answer, type=Draft)
    steps = msgspec.convert(
        [{"text": step.text.strip(), "actor": step.actor} for step in draft.steps], tuple[Step, ...]
    )
    text = "\n".join(step.text for step in steps)
    touched = {*draft.touches, *implied_boundaries(text)}
    return identified(
        Card(
            type=wish.type,
            rating=wish.level,
            intensity=wish.intensity,
            script=Script(steps),
            tags=draft.themes or (wish.theme,),
            source=Source.AI_GENERATED,
            hard_boundaries=tuple(boundary for boundary in Boundary if boundary in touched),
            required_bodyparts=RequiredBodyparts(),
        )
    )
