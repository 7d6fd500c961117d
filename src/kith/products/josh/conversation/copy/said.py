"""Making names, places and lists fit into a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kith.products.josh.conversation.gsm import BASIC, assert_sendable, fold

_NAME_LENGTH: Final = 20
# A name is letters; digits, slashes and dots would let a "name" carry a phone number or a link.
_NO_NAME: Final = re.compile(r"[^A-Za-z\u00c0-\u024f' -]+")
_SINGLE: Final = re.compile(r"[^ -~\u00a1-\u024f]+")
_LINKLIKE: Final = re.compile(r"(?:https?:)?//\S*|\bwww\.\S*", re.IGNORECASE)


def first_name(name: str, otherwise: str = "somebody") -> str:
    """`name` in letters that every phone shows, at most 20; `otherwise` when nothing is left of it."""
    letters = _NO_NAME.sub("", fold(name[:200]).replace("\n", " "))
    cleaned = " ".join(letters.split()).strip("-' ")
    return _clipped(cleaned, _NAME_LENGTH) or otherwise


def names(people: Sequence[str], at_most: int = 5) -> str:
    """ "Sam", "Sam and Mia", "Sam, Mia and Jo", "Sam, Mia and 4 others"; "nobody else" for none."""
    said = [first_name(person) for person in people]
    if not said:
        return "nobody else"
    if len(said) > at_most:
        said = [*said[: at_most - 1], f"{len(said) - at_most + 1} others"]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def phrase(text: str, longest: int, otherwise: str = "") -> str:
    """One line (an activity, a time, a place) of at most `longest` characters; `otherwise` for nothing."""
    folded = _LINKLIKE.sub("", fold(text[:1000]).replace("\n", " "))
    single = "".join(character for character in _SINGLE.sub("", folded) if character in BASIC)
    return _clipped(" ".join(single.split()).strip(" .,;:"), longest) or otherwise


def opening(text: str) -> str:
    """`text` with its first letter large, to begin a sentence."""
    first = text[:1].upper()
    return first + text[1:] if first in BASIC else text


def people(low: int, high: int) -> str:
    """ "2-6 people", "4 people", "just the two of you"."""
    if low == high == 2:
        return "just the two of you"
    return f"{low} people" if low == high else f"{low}-{high} people"


def sendable(text: str) -> str:
    """`text` if it can be sent as it stands. Raises ValueError otherwise: longer copy is a defect."""
    return assert_sendable(text)


def _clipped(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 2].rstrip()}.."
