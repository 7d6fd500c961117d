"""The writer that needs no network: recombines templates of our own. The same wish and the same objections give the same card."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from importlib.resources import files
from typing import Final

import msgspec

from kith.products.attuned.terms import Boundary, CardType, Level, lower
from kith.products.attuned.writing.wish import Draft, DraftStep, Wish

MODEL: Final = "templates-1"
_SLOT: Final = re.compile(r"\[(\w+)\]")


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence with `[slots]` and what may stand in each."""

    type: CardType
    level: Level
    intensity: tuple[int, int]
    themes: tuple[str, ...]
    touch: bool = False
    actor: str = "active"
    text: str
    slots: dict[str, tuple[str, ...]]


TEMPLATES: Final = msgspec.json.decode(
    files(__package__ or "").joinpath("templates.json").read_bytes(), type=tuple[Template, ...]
)


class _Request(msgspec.Struct):
    wish: Wish
    again: int = 0


class TemplateWriter:
    """A `CardWriter` that answers at once and never fails."""

    highest = Level.R

    @property
    def model(self) -> str:
        return MODEL

    def prompt(self, wish: Wish, objections: Sequence[str]) -> str:
        """The wish itself; objections only turn to another card."""
        return msgspec.json.encode(_Request(wish, len(objections)), order="sorted").decode()

    async def answer(self, prompt: str) -> str:
        """A card in the shape of `Draft`."""
        request = msgspec.json.decode(prompt, type=_Request)
        return msgspec.json.encode(compose(request.wish, request.again)).decode()


def compose(wish: Wish, again: int = 0) -> Draft:
    """A draft for the wish: of the templates of its kind, at its level or, at level X, below, the one that suits best, filled by the seed."""
    chance = random.Random(f"{wish.seed}:{again}")  # noqa: S311 - repeatable, not secret
    level = lower(wish.level, Level.R)
    able = [
        one
        for one in TEMPLATES
        if one.type is wish.type and one.level is level and (wish.touch or not one.touch)
    ]
    weights = [
        (3.0 if wish.theme in one.themes else 1.0) * 0.5 ** _apart(wish.intensity, one.intensity)
        for one in able
    ]
    template = chance.choices(able, weights)[0]
    text = _SLOT.sub(lambda slot: chance.choice(template.slots[slot[1]]), template.text)
    return Draft(
        (DraftStep(text, template.actor),),
        template.themes,
        (Boundary.TOUCH,) if template.touch else (),
    )


def _apart(wanted: int, offered: tuple[int, int]) -> int:
    return max(offered[0] - wanted, wanted - offered[1], 0)
