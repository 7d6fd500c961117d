"""Which numbers may be told, so that no number of few people can be worked out of others. Pure.

A number that rests on fewer than ten people is not told. Nor may it follow from others: the cities of a week add up to everywhere, so those that
are hidden are at least two, rest on ten people together, and leave each other room (primary and complementary suppression: Hundepool et al.,
Statistical Disclosure Control, 2012, 4.2). Where the small ones alone do not, another city is hidden with them: not the smallest, which whoever
knows the rule could use, but the next in an order that only the house knows. Measures of the same people (a family) are hidden together, or one
would tell the other.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

LEAST: Final = 10
ROOM: Final = 5
"""How far apart the least and the most are that a hidden number may be."""


def told(
    totals: Mapping[str, int], cities: Mapping[str, Mapping[str, int]], order: Sequence[str]
) -> tuple[bool, set[str]]:
    """Whether a family's totals are told, and of which cities.

    `totals`: people of everywhere by measure; `cities`: people by city and measure; `order`: every city, as the secret has it.
    """
    if any(people < LEAST for people in totals.values()):
        return False, set()
    hidden = {city for city, counts in cities.items() if any(people < LEAST for people in counts.values())}
    more = [city for city in order if city in cities and city not in hidden]
    while more and not all(_safe(measure, hidden, cities) for measure in totals):
        hidden.add(more.pop(0))
    if not all(_safe(measure, hidden, cities) for measure in totals):
        return False, set()
    return True, set(cities) - hidden


def _safe(measure: str, hidden: set[str], cities: Mapping[str, Mapping[str, int]]) -> bool:
    counts = [cities[city][measure] for city in hidden if cities[city].get(measure)]
    if not counts:
        return True
    together = sum(counts)
    if len(counts) < 2 or together < LEAST:
        return False
    if max(counts) >= LEAST:
        return True
    # Each is at most nine, so what all are together may leave no choice.
    most = LEAST - 1
    return min(most, together) - max(0, together - most * (len(counts) - 1)) >= ROOM


def order_of(cities: Sequence[str], secret: bytes, week: str) -> list[str]:
    """The cities in the order in which they are hidden when another has to be."""
    return sorted(
        cities, key=lambda city: hmac.new(secret, f"{week}|{city}".encode(), hashlib.sha256).digest()
    )


def by_city(cells: Sequence[tuple[str, str, int]]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Cells (measure, city, people) as `told` takes them; an empty city is everywhere."""
    totals: dict[str, int] = {}
    cities: dict[str, dict[str, int]] = defaultdict(dict)
    for measure, city, people in cells:
        if city:
            cities[city][measure] = people
        else:
            totals[measure] = people
    return totals, dict(cities)
