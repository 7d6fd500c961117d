"""Cities as readers call them: their names are rows of the database, in English; each language has its own in the catalogs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

from kith.foundation.language import _

NAMES: Final = (
    "Amsterdam",
    "Athens",
    "Barcelona",
    "Berlin",
    "Brighton",
    "Brussels",
    "Cologne",
    "Copenhagen",
    "Dublin",
    "Glasgow",
    "Hamburg",
    "Lisbon",
    "London",
    "Madrid",
    "Manchester",
    "Milan",
    "Munich",
    "Paris",
    "Prague",
    "Rome",
    "Stockholm",
    "Vienna",
    "Warsaw",
    "Zürich",
)
"""Those the house begins with. One that is added later goes by the name it was given."""


class City(Protocol):
    """A city as any page reads it."""

    @property
    def slug(self) -> str: ...
    @property
    def name(self) -> str: ...


One = TypeVar("One", bound=City)


def choices(cities: Iterable[City]) -> list[tuple[str, str]]:
    """Slug and name of each, by name as the reader calls them."""
    return [(city.slug, _(city.name)) for city in in_order(cities)]


def in_order(cities: Iterable[One]) -> list[One]:
    """Cities by name as the reader calls them; an Ö stands with the O."""
    return sorted(cities, key=lambda city: _letters(_(city.name)))


def _letters(name: str) -> str:
    return "".join(
        one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)
    ).casefold()
