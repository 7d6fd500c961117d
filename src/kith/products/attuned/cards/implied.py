"""Which boundaries a text touches by its words, for cards whose own list nobody has gone through yet: a writer's and imported ones.

Finding too much only makes a card rarer, so the lists are broad.
"""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import msgspec

from kith.products.attuned.cards.card import PARTNER
from kith.products.attuned.terms import Boundary

_WORDS: Final = msgspec.json.decode(
    files(__package__ or "").joinpath("implied_words.json").read_bytes(), type=dict[Boundary, list[str]]
)
_PATTERNS: Final = {
    boundary: re.compile(
        r"\b(?:"
        + "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", " ") for word in words)
        + r")\b"
    )
    for boundary, words in _WORDS.items()
}


def implied_boundaries(text: str) -> tuple[Boundary, ...]:
    """The boundaries that the words of a card touch, in the taxonomy's order."""
    plain = " ".join(re.findall(r"[\w']+", text.replace(PARTNER, "them").casefold()))
    return tuple(boundary for boundary in Boundary if _PATTERNS[boundary].search(plain))
