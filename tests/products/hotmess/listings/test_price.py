"""The cap on what a ticket may cost second hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kith.products.hotmess.listings.price import most


@given(face=st.integers(0, 10**7), percent=st.integers(1, 1000))
def test_the_most_is_within_the_cap_and_one_penny_more_is_not(face: int, percent: int) -> None:
    highest = most(face, percent)
    assert highest * 100 <= face * percent < (highest + 1) * 100
