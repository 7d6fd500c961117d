"""The promise that the columns say of activities and hours exactly what moment.py says of each person."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.matching.moment import activity_weight, window_fit
from kith.products.josh.matching.tastes import Tastes, boundaries_of, patterns_of

KEYS = ["coffee", "tennis", "hiking"]
MOTIVES = ["energy", "comfort", "play", "b", "a"]
weights = st.dictionaries(st.sampled_from(MOTIVES), st.floats(0, 1), max_size=4)
patterns = st.lists(
    st.fixed_dictionaries(
        {"activity_key": st.sampled_from(KEYS), "confidence": st.floats(0, 1)},
        optional={
            "motive_weights": weights,
            "preferred_windows": st.lists(
                st.sampled_from(["morning", "day", "evening", "night", "dawn"]), max_size=2
            ),
        },
    ),
    max_size=4,
)
limits = st.fixed_dictionaries(
    {},
    optional={
        "no_thanks": st.lists(st.sampled_from(["bars", "night"]), max_size=2),
        "hard_constraints": st.dictionaries(
            st.sampled_from(["dogs", "quiet"]), st.booleans() | st.just("perhaps"), max_size=2
        ),
    },
)
people = st.lists(st.tuples(patterns, limits), min_size=1, max_size=12)
again = st.lists(
    st.tuples(st.integers(0, 11), patterns, limits), max_size=6, unique_by=lambda change: change[0]
)


class Kept:
    """Tastes, and beside them what they should amount to."""

    def __init__(self, first: list[tuple[Any, Any]], changes: list[tuple[int, Any, Any]]) -> None:
        self.tastes = Tastes()
        self.stored = list(first)
        count = len(first)
        self.parts = np.zeros(count, dtype=np.uint8)
        self.parts[:] = self.tastes.learn(range(count), [p for p, _ in first], [b for _, b in first])
        for row, pattern, limit in changes:
            if row < count:
                flags = np.zeros(count, dtype=np.bool_)
                flags[row] = True
                self.tastes.forget(flags)
                self.parts[[row]] = self.tastes.learn([row], [pattern], [limit])
                self.stored[row] = (pattern, limit)


@given(
    people, again, st.sampled_from([*KEYS, "unknown"]), weights, st.sampled_from(["morning", "night", None])
)
def test_columns_weigh_activities_and_hours_to_the_last_bit_like_the_scores(
    first: list[tuple[Any, Any]],
    changes: list[tuple[int, Any, Any]],
    key: str,
    emphasis: dict[str, float],
    part: str | None,
) -> None:
    kept = Kept(first, changes)
    known = [patterns_of(pattern) for pattern, _ in kept.stored]
    assert kept.tastes.activity_weights(len(known), key, emphasis).tolist() == [
        activity_weight(own, key, emphasis) for own in known
    ]
    assert kept.tastes.window_fits(kept.parts, key, part).tolist() == [
        window_fit(own, key, part) for own in known
    ]


@given(
    people,
    again,
    st.sets(st.sampled_from(["bars", "night", "karaoke"])),
    st.dictionaries(st.sampled_from(["dogs", "quiet"]), st.booleans()),
)
def test_columns_refuse_whom_the_filters_refuse(
    first: list[tuple[Any, Any]],
    changes: list[tuple[int, Any, Any]],
    terms: set[str],
    constraints: dict[str, bool],
) -> None:
    kept = Kept(first, changes)
    mask = np.ones(len(first), dtype=np.bool_)
    kept.tastes.refuse(mask, terms, constraints)
    expected: list[bool] = []
    for _, limit in kept.stored:
        refused, needed = boundaries_of(limit)
        expected.append(
            not terms & set(refused)
            and all(constraints.get(name, value) == value for name, value in needed.items())
        )
    assert mask.tolist() == expected


def test_what_was_forgotten_makes_room_for_what_is_learned() -> None:
    tastes = Tastes()
    pattern = [{"activity_key": "coffee", "confidence": 1.0, "motive_weights": {"play": 1.0}}]
    everybody = np.ones(300, dtype=np.bool_)
    for _ in range(50):
        tastes.forget(everybody)
        tastes.learn(range(300), [pattern] * 300, [{"no_thanks": ["bars"]}] * 300)
    assert tastes.activity_weights(300, "coffee", {}).tolist() == [1.0] * 300
    assert tastes.room < 2000
