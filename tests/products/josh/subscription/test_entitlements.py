"""What a subscription lets a person do, and that the order of Stripe's words does not matter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.products.josh.subscription.entitlements import GRACE, NOTHING, Subscription, entitled
from kith.products.josh.subscription.sync import read_subscription, standing

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
STATES = ("none", "trialing", "active", "past_due", "canceled", "unpaid")


def test_active_may_do_everything_and_nothing_ends_it_but_stripe() -> None:
    assert entitled(Subscription("active", NOW, None, "sub_1"), NOW).initiate


def test_past_due_takes_part_for_three_days_and_starts_nothing() -> None:
    grace = Subscription("past_due", NOW, NOW + GRACE, "sub_1")
    assert timedelta(days=3) == GRACE
    within = entitled(grace, NOW + timedelta(days=2))
    assert (within.participate, within.initiate) == (True, False)
    assert entitled(grace, NOW + GRACE) == NOTHING


def test_the_free_month_ends_by_itself() -> None:
    trial = Subscription("trialing", NOW + timedelta(days=30))
    assert entitled(trial, NOW).initiate
    assert entitled(trial, NOW + timedelta(days=30)) == NOTHING


@given(st.sampled_from(STATES), st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_whoever_may_start_may_take_part(state: str, ends: datetime, now: datetime) -> None:
    found = entitled(Subscription(state, ends, ends, None), now)
    assert found.participate or not found.initiate


def _at_stripe(identifier: str, status: str, created: int) -> dict[str, Any]:
    return {
        "id": identifier,
        "status": status,
        "created": created,
        "cancel_at_period_end": False,
        "items": {"data": [{"current_period_end": created + 1000, "price": {"id": "price_1"}}]},
    }


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_any_order_of_the_same_subscriptions_gives_the_same_standing(order: tuple[int, ...]) -> None:
    found = [
        _at_stripe("sub_a", "canceled", 1),
        _at_stripe("sub_b", "past_due", 2),
        _at_stripe("sub_c", "active", 3),
        _at_stripe("sub_d", "incomplete", 4),
    ]
    counted = standing([read_subscription(found[place]) for place in order])
    assert counted is not None
    assert (counted.id, counted.state) == ("sub_c", "active")
