"""The rule: what a person has follows from all their transactions, whatever their order."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.products.attuned.subscriptions.plan import NOTHING, Transaction, plan_of

_EASY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2026, 11, 27, 20, tzinfo=UTC)


def _days(number: float) -> datetime:
    return NOW + timedelta(days=number)


def bought(**told: Any) -> Transaction:
    """A month that has ten days to go."""
    known = {"platform": "ios", "chain": "A", "id": "1", "sequence": 1, "expires_at": _days(10)}
    return Transaction(**known | told)


_MOMENTS = st.integers(-40, 40).map(_days)
_TRANSACTIONS = st.lists(
    st.builds(
        Transaction,
        platform=st.sampled_from(["ios", "android", "web"]),
        chain=st.sampled_from("ABC"),
        id=st.uuids().map(str),
        sequence=st.integers(0, 3),
        expires_at=_MOMENTS,
        standing=st.sampled_from(["running", "grace", "hold", "paused"]),
        grace_until=st.none() | _MOMENTS,
        revoked_at=st.none() | _MOMENTS,
        replaces=st.none() | st.sampled_from("ABC"),
        auto_renew=st.booleans(),
    ),
    max_size=7,
    unique_by=lambda one: one.id,
)


@given(_TRANSACTIONS, st.randoms(use_true_random=False))
@_EASY
def test_the_order_of_transactions_never_matters(known: list[Transaction], chance: random.Random) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)
    assert plan_of(known, NOW) == plan_of(shuffled, NOW)


@given(_TRANSACTIONS, st.integers(0, 60))
@_EASY
def test_a_plan_holds_until_its_moment_and_not_a_moment_longer(known: list[Transaction], days: int) -> None:
    plan = plan_of(known, NOW)
    assert (plan.until is not None) == (plan.tier == "premium")
    if plan.until is not None:
        later = NOW + timedelta(days=days)
        assert (plan_of(known, later).tier == "premium") == (later < plan.until)


@given(_TRANSACTIONS)
@_EASY
def test_somebody_whose_purchases_are_all_refunded_on_hold_or_paused_has_nothing(
    known: list[Transaction],
) -> None:
    void = [
        msgspec.structs.replace(one, revoked_at=NOW)
        if number % 3 == 0
        else msgspec.structs.replace(one, standing="hold" if number % 3 == 1 else "paused")
        for number, one in enumerate(known)
    ]
    assert plan_of(void, NOW).tier == "free"


def test_the_rule_in_its_own_words() -> None:
    grace = {"expires_at": _days(-1), "standing": "grace", "grace_until": _days(5)}
    for told, tier, state, until in (
        ({}, "premium", "running", _days(10)),
        ({"auto_renew": False}, "premium", "cancelled", _days(10)),
        ({"expires_at": NOW}, "free", "ended", None),
        (grace, "premium", "grace", _days(5)),
        (grace | {"grace_until": NOW}, "free", "ended", None),
        ({"standing": "hold"}, "free", "hold", None),
        ({"standing": "paused"}, "free", "paused", None),
        ({"revoked_at": NOW}, "free", "refunded", None),
        (grace | {"revoked_at": NOW}, "free", "refunded", None),
    ):
        plan = plan_of([bought(**told)], NOW)
        assert (plan.tier, plan.state, plan.until) == (tier, state, until), told
    assert plan_of([], NOW) == NOTHING


def test_refunding_a_renewal_ends_at_once_and_refunding_an_earlier_period_does_not() -> None:
    first, second = bought(expires_at=_days(1)), bought(id="2", sequence=2, expires_at=_days(31))
    assert (
        plan_of([first, bought(id="2", sequence=2, expires_at=_days(31), revoked_at=NOW)], NOW).tier == "free"
    )
    assert plan_of([bought(expires_at=_days(1), revoked_at=NOW), second], NOW).until == _days(31)


def test_what_was_replaced_counts_no_more_even_when_the_replacement_is_refunded() -> None:
    old = bought(platform="android", chain="old")
    new = bought(platform="android", chain="new", id="2", replaces="old", expires_at=_days(3))
    assert plan_of([old, new], NOW).until == _days(3)
    refunded = bought(platform="android", chain="new", id="2", replaces="old", revoked_at=NOW)
    assert plan_of([old, refunded], NOW).tier == "free"


def test_of_two_stores_the_one_that_gives_longest_counts() -> None:
    apple, web = bought(), bought(platform="web", chain="sub_1", id="sub_1", expires_at=_days(20))
    plan = plan_of([apple, web], NOW)
    assert (plan.platform, plan.until) == ("web", _days(20))
    assert plan_of([apple, bought(platform="web", chain="s", id="s", revoked_at=NOW)], NOW).platform == "ios"
