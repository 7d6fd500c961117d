"""The built-in list of places, searched by words."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

import msgspec

from kith.foundation.language import later


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Somewhere a stop can be. Degrees; `time_zone` is IANA; `google_place_id` only for places a map service found."""

    name: str
    address: str
    neighbourhood: str
    city: str
    time_zone: str
    latitude: float
    longitude: float
    google_place_id: str | None = None

    @property
    def key(self) -> str:
        """What a form sends back to name this place."""
        return f"{self.city}/{self.name}"


class City(msgspec.Struct, frozen=True):
    """A city people can say they live in: its zone and its middle."""

    name: str
    time_zone: str
    latitude: float
    longitude: float


PLACES: Final = tuple(
    msgspec.json.decode(Path(__file__).with_name("catalogue.json").read_bytes(), type=list[Place])
)
_BY_KEY: Final = {place.key: place for place in PLACES}
UNKNOWN_PLACE: Final = later("We do not know that place. Pick one from the list, or pin a spot of your own.")


def _middle(name: str) -> City:
    found = [place for place in PLACES if place.city == name]
    return City(
        name,
        found[0].time_zone,
        round(sum(place.latitude for place in found) / len(found), 3),
        round(sum(place.longitude for place in found) / len(found), 3),
    )


CITIES: Final = {name: _middle(name) for name in dict.fromkeys(place.city for place in PLACES)}


def place_of(key: str) -> Place | None:
    """The built-in place behind a form's key."""
    return _BY_KEY.get(key)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def search(words: str, *, city: str | None = None, at_most: int = 8) -> list[Place]:
    """Places in whose name, neighbourhood or city every word begins a word; accents do not matter."""
    wanted = _plain(words).split()
    found: list[tuple[int, str, Place]] = []
    for place in PLACES:
        if city is not None and place.city != city:
            continue
        texts = _plain(f"{place.name} {place.neighbourhood} {place.city} {place.address}").split()
        if all(any(text.startswith(word) for text in texts) for word in wanted):
            in_name = sum(_plain(place.name).startswith(word) for word in wanted)
            found.append((-in_name, place.name, place))
    return [place for _rank, _name, place in sorted(found, key=lambda item: item[:2])[:at_most]]
