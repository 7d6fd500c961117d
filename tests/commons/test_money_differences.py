"""Two accounts of one movement of money: equal ones agree, and each way in which they can disagree is told once."""

from __future__ import annotations

from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kith.commons.billing.differences import ADVICE, Difference, compare
from kith.foundation.operations import MoneyRow

ROWS = st.lists(
    st.builds(
        MoneyRow,
        kind=st.sampled_from(["payment", "refund", "transfer", "subscription"]),
        key=st.integers(1, 40).map(lambda n: f"key_{n}"),
        state=st.sampled_from(["open", "done", "failed"]),
        amount=st.integers(1, 9999),
        currency=st.sampled_from(["eur", "gbp"]),
        id=st.integers(1, 10**9).map(lambda n: UUID(int=n)),
        back=st.none() | st.integers(0, 5),
    ),
    max_size=12,
    unique_by=(lambda row: (row.kind, row.key), lambda row: row.id),
)


def whats(found: list[Difference]) -> list[str]:
    return [one.what for one in found]


@given(ROWS)
def test_books_that_say_the_same_agree_in_whatever_order_case_and_with_or_without_keys(
    rows: list[MoneyRow],
) -> None:
    theirs = [msgspec.structs.replace(row, currency=row.currency.upper()) for row in reversed(rows)]
    assert compare(rows, theirs) == []
    without = [msgspec.structs.replace(row, key="") for row in rows]
    assert compare(without, theirs) == []


@given(ROWS, st.data())
def test_each_disagreement_is_told_once_and_nothing_else(rows: list[MoneyRow], data: st.DataObject) -> None:
    done = [msgspec.structs.replace(row, state="done", back=row.back or 0) for row in rows]
    if not done:
        return
    place = data.draw(st.integers(0, len(done) - 1))
    one, others = done[place], done[:place] + done[place + 1 :]
    changed = {
        "amount": msgspec.structs.replace(one, amount=one.amount + 1),
        "state": msgspec.structs.replace(one, state="failed"),
        "back": msgspec.structs.replace(one, back=(one.back or 0) + 1),
    }
    for what, other in changed.items():
        assert whats(compare([*others, one], [*others, other])) == [what]
        assert whats(compare([*others, other], [*others, one])) == [what]
        assert (one.kind, what) in ADVICE or what in ("state", "back") or one.kind == "subscription"
    assert whats(compare([*others, one], others)) == ["only_here"]
    assert whats(compare(others, [*others, one])) == ["only_there"]


def test_what_moved_no_money_is_no_difference() -> None:
    row = MoneyRow(kind="payment", key="pi_1", state="open", amount=5, currency="eur", id=UUID(int=1))
    given_up = msgspec.structs.replace(row, state="failed")
    assert compare([given_up], [row]) == []
    assert compare([given_up], []) == []
    assert compare([], [row]) == []
    assert whats(compare([msgspec.structs.replace(row, state="done")], [row])) == ["state"]
