"""Weighing: firm words outweigh hearsay, nobody is absent by rumour alone, and contradictions go to people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.momento.attendance.weighing import NOBODY_KNOWS, Evidence, Said, Verdict, arrival, weigh

START = datetime(2026, 11, 20, 19, tzinfo=UTC)
IN_TIME = START + timedelta(minutes=5)
LATER = START + timedelta(hours=1)
outcomes = st.sampled_from(["attended", "late", "no_show"])
hearsay = st.lists(outcomes, max_size=12)
times = st.datetimes(datetime(2026, 11, 20, 18), datetime(2026, 11, 20, 23), timezones=st.just(UTC))  # noqa: DTZ001 - made aware by timezones


def evidence(**known: Any) -> Evidence:
    return Evidence(starts_at=START, **known)


@given(times, hearsay, hearsay)
def test_hearsay_changes_nothing_beside_a_check_in_or_the_host(at: datetime, one: Any, other: Any) -> None:
    for firm in ({"checked_in_at": at}, {"host": Said("no_show", at)}, {"host": Said("late", at)}):
        assert weigh(evidence(others=one, **firm)) == weigh(evidence(others=other, **firm))


@given(times, st.none() | st.builds(Said, outcomes, times), hearsay)
def test_whoever_checked_in_themselves_is_never_written_down_as_absent(
    at: datetime, host: Any, others: Any
) -> None:
    verdict = weigh(evidence(checked_in_at=at, host=host, others=others))
    assert verdict.outcome in ("attended", "late")
    certain = weigh(evidence(checked_in_at=at, host=host, others=others, certain=True))
    assert certain == Verdict(arrival(at, START), "check_in")


@given(hearsay)
def test_one_voice_alone_never_decides_and_order_does_not_matter(others: Any) -> None:
    verdict = weigh(evidence(others=others))
    assert verdict == weigh(evidence(others=others[::-1]))
    if len(others) < 2:
        assert verdict == NOBODY_KNOWS
    assert not verdict.contradiction


@given(hearsay)
def test_another_voice_for_somebody_never_turns_them_absent(others: Any) -> None:
    if weigh(evidence(others=others)).outcome in ("attended", "late"):
        assert weigh(evidence(others=[*others, "attended"])).outcome in ("attended", "late")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, NOBODY_KNOWS),
        ({"checked_in_at": IN_TIME}, Verdict("attended", "check_in")),
        ({"checked_in_at": START + timedelta(minutes=21)}, Verdict("late", "check_in")),
        ({"host": Said("no_show", LATER)}, Verdict("no_show", "host")),
        ({"host": Said("late", LATER), "others": ["attended"] * 9}, Verdict("late", "host")),
        # The host marked them absent, then they came.
        ({"checked_in_at": LATER, "host": Said("no_show", IN_TIME)}, Verdict("late", "check_in")),
        # They checked in, and the host says afterwards that nobody saw them.
        (
            {"checked_in_at": IN_TIME, "host": Said("no_show", LATER)},
            Verdict("attended", "check_in", contradiction=True),
        ),
        ({"checked_in_at": LATER, "host": Said("attended", IN_TIME)}, Verdict("attended", "check_in")),
        ({"checked_in_at": IN_TIME, "host": Said("late", LATER)}, Verdict("attended", "check_in")),
        ({"others": ["no_show", "no_show", "attended"]}, Verdict("no_show", "hearsay")),
        ({"others": ["no_show", "attended"]}, NOBODY_KNOWS),
        ({"others": ["late", "late", "attended"]}, Verdict("late", "hearsay")),
        ({"others": ["late", "attended"]}, Verdict("attended", "hearsay")),
    ],
)
def test_what_follows_from_what(known: dict[str, Any], expected: Verdict) -> None:
    assert weigh(evidence(**known)) == expected


def test_a_contradiction_is_only_ever_between_a_check_in_and_the_host() -> None:
    clear = evidence(checked_in_at=IN_TIME, host=Said("no_show", LATER))
    assert weigh(clear).contradiction
    assert not weigh(msgspec.structs.replace(clear, certain=True)).contradiction
    assert not weigh(msgspec.structs.replace(clear, checked_in_at=None)).contradiction
