"""A programme without overlaps, whatever lies over each other; days that the clocks make longer or shorter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kith.products.hotmess.radio.programme import Block, clock_change, effective, monday_of

_START = datetime(2026, 12, 4, tzinfo=UTC)
_END = _START + timedelta(hours=48)


def _block(number: int, kind: str, first: int, length: int) -> Block:
    begins = _START + timedelta(hours=first)
    return Block(
        block_id=UUID(int=number),
        kind=kind,
        day=begins.date(),
        show=f"s{number}",
        title=f"Show {number}",
        host=None,
        starts_at=begins,
        ends_at=begins + timedelta(hours=length),
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(("schedule", "override_block")), st.integers(-6, 50), st.integers(1, 12)),
        max_size=8,
    )
)
@settings(max_examples=100, deadline=None)
def test_what_is_heard_never_overlaps_and_every_hour_has_who_goes_first(
    drawn: list[tuple[str, int, int]],
) -> None:
    blocks = [_block(number, kind, first, length) for number, (kind, first, length) in enumerate(drawn)]
    heard = effective(blocks, _START, _END)
    assert all(one.ends_at <= two.starts_at for one, two in pairwise(heard))
    for hour in range(48):
        at = _START + timedelta(hours=hour, minutes=30)
        planned = [one for one in blocks if one.starts_at <= at < one.ends_at]
        on = [one for one in heard if one.starts_at <= at < one.ends_at]
        assert len(on) == bool(planned)
        if on and any(one.kind == "override_block" for one in planned):
            assert on[0].kind == "override_block"


def test_a_days_own_block_interrupts_the_week_and_gives_it_back() -> None:
    heard = effective([_block(1, "schedule", 22, 6), _block(2, "override_block", 23, 1)], _START, _END)
    assert [(one.title, (one.ends_at - one.starts_at).seconds // 3600) for one in heard] == [
        ("Show 1", 1),
        ("Show 2", 1),
        ("Show 1", 4),
    ]


def test_days_on_which_the_clocks_change_are_longer_or_shorter() -> None:
    assert clock_change(date(2027, 3, 28), "Europe/London") == -60
    assert clock_change(date(2026, 10, 25), "Europe/London") == 60
    assert clock_change(date(2026, 12, 4), "Europe/London") == 0
    assert monday_of(date(2026, 12, 6)) == date(2026, 11, 30)
