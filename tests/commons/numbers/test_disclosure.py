"""No number of few people is told, and none can be worked out of what is told beside it, even by somebody who knows the rule."""

from __future__ import annotations

import itertools
from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.commons.numbers.disclosure import LEAST, by_city, order_of, told

_AT_MOST = {2: 32, 3: 19}


def test_whatever_is_told_of_two_or_three_cities_leaves_many_possibilities_for_each_that_is_not() -> None:
    for cities, most in _AT_MOST.items():
        names = "abc"[:cities]
        possible: dict[object, list[set[int]]] = defaultdict(
            lambda number=cities: [set() for _ in range(number)]
        )
        for people in itertools.product(range(most), repeat=cities):
            counts = {name: {"m": number} for name, number in zip(names, people, strict=True) if number}
            if sum(people) >= most:
                continue  # beyond it not every possibility is tried here
            # Whoever looks knows neither the order nor what is hidden.
            for order in itertools.permutations(names):
                everywhere, where = told({"m": sum(people)}, counts, order)
                seen = (
                    sum(people) if everywhere else None,
                    tuple((n, counts[n]["m"]) for n in sorted(where)),
                )
                for number, name in enumerate(names):
                    if name not in where:
                        possible[seen][number].add(people[number])
        for (total, _shown), sets in possible.items():  # type: ignore[misc]
            for numbers in sets:
                small = {number for number in numbers if 0 < number < LEAST}
                # That somewhere nobody was can be known: it tells of nobody.
                assert not small or len(numbers - {0}) >= 5, (total, numbers)


_COUNTS = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=6)


@settings(max_examples=80)
@given(_COUNTS, st.binary(min_size=4, max_size=4))
def test_hidden_cities_are_at_least_two_and_ten_people_together_in_every_measure_of_a_family(
    numbers: list[tuple[int, int]], secret: bytes
) -> None:
    cities = {
        name: {measure: people for measure, people in zip(("fill", "show"), both, strict=True) if people}
        for name, both in zip("abcdef", numbers, strict=False)
    }
    cells = [("fill", "", 0), ("show", "", 0)][:0]
    for measure in ("fill", "show"):
        there = [counts[measure] for counts in cities.values() if measure in counts]
        if there:
            cells.append((measure, "", sum(there)))
    cells += [
        (measure, city, people) for city, counts in cities.items() for measure, people in counts.items()
    ]
    totals, where = by_city(cells)
    everywhere, shown = told(totals, where, order_of(list(where), secret, "2026-11-23"))
    assert all(people >= LEAST for city in shown for people in where[city].values())
    if not everywhere:
        assert not shown
        return
    assert all(people >= LEAST for people in totals.values())
    for measure in totals:
        hidden = [where[city][measure] for city in where if city not in shown and measure in where[city]]
        assert not hidden or (len(hidden) >= 2 and sum(hidden) >= LEAST), (measure, hidden)


def test_without_small_cities_everything_is_told_and_of_few_people_nothing() -> None:
    assert told({"m": 30}, {"a": {"m": 10}, "b": {"m": 20}}, "ab") == (True, {"a", "b"})
    assert told({"m": 9}, {"a": {"m": 9}}, "a") == (False, set())
    assert told({"m": 12}, {"a": {"m": 12}}, "a") == (True, {"a"})
    assert told({"m": 40}, {}, "") == (True, set())
    # Nine and nine are eighteen, and nothing else is.
    assert told({"m": 18}, {"a": {"m": 9}, "b": {"m": 9}}, "ab") == (False, set())
