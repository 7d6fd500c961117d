"""Arithmetic on spans of time: half-open (start, end) pairs of whole seconds since 1970, UTC.

A *tidy* list is sorted, its spans neither touch nor overlap, and none is empty. Every function here returns tidy lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Any spans as a tidy list: what overlaps or touches becomes one, what is empty or runs backwards is left out."""
    tidy: list[Span] = []
    start = end = None
    for begins, ends in sorted(spans):
        if begins >= ends:
            continue
        if end is None or start is None:
            start, end = begins, ends
        elif begins > end:
            tidy.append((start, end))
            start, end = begins, ends
        elif ends > end:
            end = ends
    if start is not None and end is not None:
        tidy.append((start, end))
    return tidy


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What is left of the tidy list `spans` where the tidy list `taken` is not."""
    left: list[Span] = []
    count = len(taken)
    at: int = 0
    for start, end in spans:
        position: int = start
        while at < count and taken[at][0] < end:
            begins, ends = taken[at]
            if begins > position:
                left.append((position, begins))
            position = max(position, ends)
            if ends > end:
                break  # it may reach into the next span as well
            at += 1
        if position < end:
            left.append((position, end))
    return left


def within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The part of the tidy list `spans` that lies from `start` until `end`."""
    return [
        (max(begins, start), min(ends, end))
        for begins, ends in spans
        if ends > start and begins < end and start < end
    ]
