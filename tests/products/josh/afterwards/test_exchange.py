"""Promises about the contact exchange: a mutual yes or nothing, and a no that nobody can see."""

from __future__ import annotations

from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.afterwards.exchange import Outcome, Shown, canonical_pair, may_change, outcome, shown

CHOICES = (None, False, True)


@pytest.mark.parametrize(("one", "other"), list(product(CHOICES, CHOICES)))
def test_only_two_yeses_make_a_match(one: bool | None, other: bool | None) -> None:
    assert outcome(one, other) is (Outcome.MUTUAL if one and other else Outcome.NOTHING)
    assert outcome(one, other) is outcome(other, one)


@pytest.mark.parametrize("own", CHOICES)
def test_a_no_is_never_revealed(own: bool | None) -> None:
    seen = {
        (shown(own, revealed=revealed), may_change(revealed=revealed))
        for other in (None, False)
        for revealed in [outcome(own, other) is Outcome.MUTUAL]
    }
    assert len(seen) == 1


def test_a_choice_may_change_until_the_reveal_and_not_after() -> None:
    assert may_change(revealed=False)
    assert not may_change(revealed=True)
    assert shown(True, revealed=True) is Shown.MATCH


@given(st.uuids(), st.uuids())
def test_a_pair_has_one_order_which_is_that_of_the_text(one: UUID, other: UUID) -> None:
    if one == other:
        with pytest.raises(ValueError, match="user_b_id"):
            canonical_pair(one, other)
        return
    assert canonical_pair(one, other) == canonical_pair(other, one)
    first, second = canonical_pair(one, other)
    assert str(first) < str(second)
