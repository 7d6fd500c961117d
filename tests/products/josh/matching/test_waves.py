"""Promises about waves, the random arm, merging and the measured lift."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.matching.lift import Tally, measured_lift, wilson
from kith.products.josh.matching.merging import Forming, MergeAnswer, decide_merge
from kith.products.josh.matching.waves import next_wave_size, random_arm

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
END = NOW + timedelta(hours=2)


@given(st.integers(1, 6))
def test_the_first_wave_asks_twice_as_many_as_seats_are_open(open_seats: int) -> None:
    assert next_wave_size(open_seats, 0) == 2 * open_seats


@given(st.integers(0, 6), st.integers(0, 20))
def test_never_more_than_twice_the_open_seats_are_asked_at_once(open_seats: int, outstanding: int) -> None:
    size = next_wave_size(open_seats, outstanding)
    assert size == 0 or outstanding + size == 2 * open_seats


def test_about_one_linkup_in_twenty_is_left_to_chance_and_stays_so() -> None:
    ids = [UUID(int=number) for number in range(20_000)]
    chosen = [random_arm(linkup_id, "seed") for linkup_id in ids]
    assert 0.045 < sum(chosen) / len(ids) < 0.055
    assert chosen == [random_arm(linkup_id, "seed") for linkup_id in ids]
    assert chosen != [random_arm(linkup_id, "another") for linkup_id in ids]


def forming(number: int, **changes: object) -> Forming:
    linkup = Forming(
        id=UUID(int=number),
        region_id=UUID(int=99),
        state="broadcasting",
        brief_key="coffee|SAT_MORNING",
        confirmed=(UUID(int=number * 10), UUID(int=number * 10 + 1)),
        min_size=3,
        max_size=6,
        created_at=NOW - timedelta(minutes=number),
        ends_at=END,
    )
    return msgspec.structs.replace(linkup, **changes)


def everybody(_one: UUID, _other: UUID) -> bool:
    return True


def test_two_that_would_both_fail_become_one_and_the_older_stays() -> None:
    decision = decide_merge(forming(1), forming(2), NOW, everybody)
    assert decision.answer is MergeAnswer.MERGE
    assert (decision.keep, decision.absorb) == (UUID(int=2), UUID(int=1))
    assert [person.int for person in decision.people] == [20, 21, 10, 11]


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"state": "locked"}, MergeAnswer.NOT_FORMING),
        ({"brief_key": "tennis|SAT_MORNING"}, MergeAnswer.OTHER_BRIEF),
        ({"region_id": UUID(int=98)}, MergeAnswer.OTHER_BRIEF),
        ({"ends_at": NOW}, MergeAnswer.TOO_LATE),
        ({"min_size": 2}, MergeAnswer.NOT_FAILING),
        ({"min_size": 5}, MergeAnswer.STILL_TOO_FEW),
        ({"max_size": 3}, MergeAnswer.TOO_MANY),
        ({"id": UUID(int=1)}, MergeAnswer.SAME),
    ],
)
def test_anything_else_is_left_as_it_is(changes: dict[str, object], answer: MergeAnswer) -> None:
    one, other = forming(1), forming(2, **changes)
    assert decide_merge(one, other, NOW, everybody).answer is answer
    assert decide_merge(other, one, NOW, everybody) == decide_merge(one, other, NOW, everybody)


@given(st.sampled_from([10, 11]), st.sampled_from([20, 21]), st.booleans())
def test_one_pair_that_does_not_fit_stops_the_merge(mine: int, theirs: int, turned: bool) -> None:
    bad = (UUID(int=theirs), UUID(int=mine)) if turned else (UUID(int=mine), UUID(int=theirs))
    decision = decide_merge(forming(1), forming(2), NOW, lambda one, other: (one, other) != bad)
    assert decision.answer is MergeAnswer.PAIR_FAILS
    assert decision.people == ()


tallies = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda n: Tally(n[0], n[0] + n[1]))


def test_the_intervals_are_the_published_ones() -> None:
    """Newcombe 1998, table II, first and last contrast: 56/70 - 48/80 and 10/10 - 0/10, method 10."""
    lift = measured_lift(Tally(56, 70), Tally(48, 80))
    assert (lift.interval.low, lift.interval.high) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )
    sure = measured_lift(Tally(10, 10), Tally(0, 10))
    assert (sure.interval.low, sure.interval.high) == (pytest.approx(0.6075, abs=5e-5), 1.0)


@given(tallies)
def test_a_rate_lies_within_its_interval(tally: Tally) -> None:
    interval = wilson(tally)
    assert 0.0 <= interval.low <= interval.high <= 1.0
    if tally.trials:
        assert interval.low <= tally.successes / tally.trials <= interval.high


@given(tallies, tallies)
def test_the_lift_lies_within_its_interval_and_turns_with_its_arms(scored: Tally, random: Tally) -> None:
    lift, turned = measured_lift(scored, random), measured_lift(random, scored)
    assert -1.0 <= lift.interval.low <= lift.interval.high <= 1.0
    if lift.difference is not None:
        assert lift.interval.low <= lift.difference <= lift.interval.high
        assert turned.interval.high == pytest.approx(-lift.interval.low)
    assert lift.conclusive == turned.conclusive


def test_an_empty_arm_says_so_and_more_data_says_more() -> None:
    assert not measured_lift(Tally(5, 9), Tally(0, 0)).conclusive
    assert "empty" in measured_lift(Tally(5, 9), Tally(0, 0)).sentence
    assert not measured_lift(Tally(6, 10), Tally(5, 10)).conclusive
    assert measured_lift(Tally(600, 1000), Tally(500, 1000)).conclusive
    with pytest.raises(ValueError, match="successes"):
        Tally(3, 2)
