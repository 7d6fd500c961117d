"""The cards that come with the house: levels G and R, our own words. Level X is brought by an operator's file and never here."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

import msgspec

from kith.products.attuned.cards.card import Card

FILES: Final = ("g_truth", "g_dare", "r_truth", "r_dare")


@lru_cache
def shipped() -> tuple[Card, ...]:
    """All cards of `cards/*.json` beside this file, in order."""
    folder = files(__package__ or "").joinpath("cards")
    return tuple(
        card
        for name in FILES
        for card in msgspec.json.decode(folder.joinpath(f"{name}.json").read_bytes(), type=tuple[Card, ...])
    )
