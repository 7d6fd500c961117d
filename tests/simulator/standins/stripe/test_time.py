"""Renewals, failures and ends as time is moved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.simulator.standins.stripe.advancing import advance
from kith.simulator.standins.stripe.periods import period_end

if TYPE_CHECKING:
    from conftest import Shop

LATER_DECLINED = "4000000000000341"


def days(number: float) -> timedelta:
    return timedelta(days=number)


async def test_a_paid_checkout_makes_customer_subscription_and_invoice(shop: Shop) -> None:
    subscription = await shop.subscribed(subscription_data={"metadata": {"user": "1"}})
    assert (subscription.status, subscription.metadata.to_dict()) == ("active", {"user": "1"})
    kinds = shop.events()
    for kind in (
        "customer.created",
        "customer.subscription.created",
        "invoice.paid",
        "payment_intent.succeeded",
        "checkout.session.completed",
    ):
        assert kinds.count(kind) == 1, kind
    assert kinds[-1] == "checkout.session.completed"
    (session,) = shop.standin.sessions.all()
    assert (session.status, session.payment_status) == ("complete", "paid")
    assert (session.customer, session.subscription) == (subscription.customer, subscription.id)
    assert session.customer_details is not None
    assert session.customer_details.email == "ada@example.org"


async def test_a_subscription_renews_every_month(shop: Shop) -> None:
    subscription = await shop.subscribed()
    first_end = subscription["items"].data[0].current_period_end
    advance(shop.standin, days(93))
    assert shop.status(subscription.id) == "active"
    invoices = (await shop.client.v1.invoices.list_async({"subscription": subscription.id})).data
    assert [one.billing_reason for one in invoices] == ["subscription_cycle"] * 3 + ["subscription_create"]
    assert {one.status for one in invoices} == {"paid"}
    assert invoices[-2].period_start == first_end
    assert [one.created for one in invoices] == sorted((one.created for one in invoices), reverse=True)
    assert shop.events().count("invoice.paid") == 4


async def test_a_renewal_that_fails_is_retried_then_the_subscription_ends(shop: Shop) -> None:
    subscription = await shop.subscribed(LATER_DECLINED)
    assert shop.status(subscription.id) == "active"
    advance(shop.standin, days(31))
    assert shop.status(subscription.id) == "past_due"
    assert shop.events().count("invoice.payment_failed") == 1
    advance(shop.standin, days(10))
    assert shop.status(subscription.id) == "past_due"
    assert shop.events().count("invoice.payment_failed") == 3
    advance(shop.standin, days(6))
    assert shop.status(subscription.id) == "canceled"
    assert shop.events()[-1] == "customer.subscription.deleted"
    ended = await shop.client.v1.subscriptions.retrieve_async(subscription.id)
    assert ended.cancellation_details is not None
    assert ended.cancellation_details.reason == "payment_failed"
    advance(shop.standin, days(90))
    assert shop.events()[-1] == "customer.subscription.deleted"


async def test_after_the_last_retry_it_may_become_unpaid_instead(shop: Shop) -> None:
    shop.standin.settings = msgspec.structs.replace(shop.standin.settings, after_last_retry="unpaid")
    subscription = await shop.subscribed(LATER_DECLINED)
    advance(shop.standin, days(50))
    assert shop.status(subscription.id) == "unpaid"
    advance(shop.standin, days(60))
    assert shop.status(subscription.id) == "unpaid"
    assert len((await shop.client.v1.invoices.list_async({"subscription": subscription.id})).data) == 2


async def test_a_new_card_cures_a_failed_renewal(shop: Shop) -> None:
    subscription = await shop.subscribed(LATER_DECLINED)
    advance(shop.standin, days(31))
    v1 = shop.client.v1
    card = await v1.payment_methods.attach_async("pm_card_visa", {"customer": str(subscription.customer)})
    await v1.subscriptions.update_async(subscription.id, {"default_payment_method": card.id})
    advance(shop.standin, days(3))
    assert shop.status(subscription.id) == "active"
    advance(shop.standin, days(31))
    assert shop.status(subscription.id) == "active"


async def test_a_subscription_ends_with_its_period_when_asked_to(shop: Shop) -> None:
    subscription = await shop.subscribed()
    await shop.client.v1.subscriptions.update_async(subscription.id, {"cancel_at_period_end": True})
    advance(shop.standin, days(20))
    assert shop.status(subscription.id) == "active"
    advance(shop.standin, days(12))
    assert shop.status(subscription.id) == "canceled"
    found = shop.standin.subscriptions.get(subscription.id)
    assert found is not None
    assert found.ended_at == subscription["items"].data[0].current_period_end
    assert len(shop.standin.invoices) == 1


async def test_a_trial_costs_nothing_until_it_ends(shop: Shop) -> None:
    subscription = await shop.subscribed(subscription_data={"trial_period_days": 14})
    assert subscription.status == "trialing"
    (session,) = shop.standin.sessions.all()
    assert session.payment_status == "no_payment_required"
    (invoice,) = shop.standin.invoices.all()
    assert (invoice.total, invoice.status) == (0, "paid")
    advance(shop.standin, days(14))
    assert shop.status(subscription.id) == "active"
    assert [one.total for one in shop.standin.invoices.all()] == [0, 999]


async def test_a_trial_can_be_ended_early(shop: Shop) -> None:
    subscription = await shop.subscribed(subscription_data={"trial_period_days": 14})
    ended = await shop.client.v1.subscriptions.update_async(subscription.id, {"trial_end": "now"})
    assert ended.status == "active"
    assert [one.total for one in shop.standin.invoices.all()] == [0, 999]


async def test_an_unpaid_session_expires_after_a_day(shop: Shop) -> None:
    session = await shop.session()
    advance(shop.standin, days(1))
    assert (await shop.client.v1.checkout.sessions.retrieve_async(session.id)).status == "expired"


async def test_an_incomplete_subscription_expires(shop: Shop) -> None:
    v1 = shop.client.v1
    ada = await v1.customers.create_async({"email": "ada@example.org"})
    made = await v1.subscriptions.create_async(
        {
            "customer": ada.id,
            "items": [{"price": shop.price}],
            "payment_behavior": "default_incomplete",
        }
    )
    assert made.status == "incomplete"
    advance(shop.standin, days(1))
    assert shop.status(made.id) == "incomplete_expired"
    assert [one.status for one in shop.standin.invoices.all()] == ["void"]


async def test_time_never_moves_backwards(shop: Shop) -> None:
    before = shop.standin.now()
    with pytest.raises(ValueError, match="days"):
        advance(shop.standin, days(-1))
    assert shop.standin.now() - before <= 1


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_months_keep_the_anchors_day_where_they_have_it() -> None:
    anchor = at("2026-01-31T10:00")
    february = period_end(anchor, anchor, "month", 1)
    assert february == at("2026-02-28T10:00")
    assert period_end(february, anchor, "month", 1) == at("2026-03-31T10:00")
    assert period_end(at("2028-02-29"), at("2028-02-29"), "year", 1) == at("2029-02-28")
    assert period_end(anchor, anchor, "week", 2) == at("2026-02-14T10:00")


@given(
    begins=st.integers(at("2020-01-01"), at("2100-01-01")),
    interval=st.sampled_from(["day", "week", "month", "year"]),
    count=st.integers(1, 12),
)
def test_a_period_always_ends_after_it_begins(begins: int, interval: str, count: int) -> None:
    assert period_end(begins, begins, interval, count) > begins
