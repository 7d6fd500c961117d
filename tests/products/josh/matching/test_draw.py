"""Promises about the order by chance of the random arm."""

from __future__ import annotations

from random import Random
from uuid import UUID

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.products.josh.matching.occasion import draw_keys

LINKUPS = [UUID(int=Random(3).getrandbits(128) + number, version=4) for number in range(2_000)]


def halves(ids: list[UUID]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint64]]:
    return np.array([(who.int >> 64, who.int & (2**64 - 1)) for who in ids], dtype=np.uint64).T


def test_everybody_is_drawn_first_about_equally_often() -> None:
    # Ids that follow each other: the mixing must not lean on ids being random.
    ids = halves([UUID(int=number) for number in range(10)])
    first = np.bincount([int(np.argmin(draw_keys(ids, linkup))) for linkup in LINKUPS], minlength=10)
    # 200 expected; five standard deviations of a binomial(2000, 0.1) are 67.
    assert all(133 < times < 267 for times in first)


@settings(max_examples=30)
@given(st.uuids(), st.lists(st.uuids(), min_size=2, max_size=30, unique=True))
def test_whoever_drops_out_leaves_the_order_of_the_others_as_it_was(linkup: UUID, people: list[UUID]) -> None:
    every = draw_keys(halves(people), linkup)
    without = draw_keys(halves(people[1:]), linkup)
    assert every[1:].tolist() == without.tolist()
    assert len(set(every.tolist())) == len(people)
