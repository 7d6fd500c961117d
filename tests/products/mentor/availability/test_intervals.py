"""Spans of time against sets of seconds."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kith.products.mentor.availability.intervals import Span, merged, within, without

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12)


def seconds(spans: Iterable[Span]) -> set[int]:
    return {second for start, end in spans for second in range(start, end)}


def is_tidy(spans: list[Span]) -> bool:
    return all(start < end for start, end in spans) and all(
        one[1] < other[0] for one, other in pairwise(spans)
    )


@given(SPANS)
def test_merged_keeps_every_second_and_is_tidy(spans: list[Span]) -> None:
    assert seconds(merged(spans)) == seconds(spans)
    assert is_tidy(merged(spans))


@given(SPANS, SPANS)
def test_without_leaves_exactly_what_is_not_taken(spans: list[Span], taken: list[Span]) -> None:
    left = without(merged(spans), merged(taken))
    assert seconds(left) == seconds(spans) - seconds(taken)
    assert is_tidy(left)


@given(SPANS, st.integers(0, 40), st.integers(0, 40))
def test_within_cuts_at_both_ends(spans: list[Span], start: int, end: int) -> None:
    part = within(merged(spans), start, end)
    assert seconds(part) == seconds(spans) & set(range(start, end))
    assert is_tidy(part)
