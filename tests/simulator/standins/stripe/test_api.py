"""The official Stripe client against every address of the stand-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stripe

from kith.simulator.standins import running
from kith.simulator.standins.stripe import catalogue, checkout, connect, payments
from kith.simulator.standins.stripe.forms import Params, parse_form
from kith.simulator.standins.stripe.objects import API_VERSION

if TYPE_CHECKING:
    from conftest import Shop


def test_the_version_is_the_one_the_client_is_pinned_to() -> None:
    assert stripe.api_version == API_VERSION


async def test_a_customer_is_created_changed_listed_and_deleted(shop: Shop) -> None:
    customers = shop.client.v1.customers
    ada = await customers.create_async(
        {"email": "ada@example.org", "name": "Ada", "metadata": {"user": "1", "plan": "x"}}
    )
    assert (ada.email, ada.metadata and ada.metadata["user"]) == ("ada@example.org", "1")
    changed = await customers.update_async(ada.id, {"name": "Ada L", "metadata": {"plan": ""}})
    assert changed.name == "Ada L"
    assert changed.metadata is not None
    assert changed.metadata.to_dict() == {"user": "1"}
    bob = await customers.create_async({"email": "bob@example.org"})
    listed = await customers.list_async({"limit": 10})
    assert [one.id for one in listed.data] == [bob.id, ada.id]
    assert [one.id for one in (await customers.list_async({"email": "ada@example.org"})).data] == [ada.id]
    gone = await customers.delete_async(ada.id)
    assert gone.deleted
    assert (await customers.retrieve_async(ada.id)).deleted
    with pytest.raises(stripe.InvalidRequestError, match="No such customer") as refused:
        await customers.update_async(ada.id, {"name": "x"})
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")
    assert shop.events().count("customer.deleted") == 1


async def test_lists_come_in_pages(shop: Shop) -> None:
    made = [(await shop.client.v1.customers.create_async({"name": str(n)})).id for n in range(5)]
    first = await shop.client.v1.customers.list_async({"limit": 2})
    assert ([one.id for one in first.data], first.has_more) == ([made[4], made[3]], True)
    walked = [one.id async for one in first.auto_paging_iter()]
    assert walked == made[::-1]
    before = await shop.client.v1.customers.list_async({"limit": 2, "ending_before": made[1]})
    assert ([one.id for one in before.data], before.has_more) == ([made[3], made[2]], True)


async def test_products_and_prices_are_kept(shop: Shop) -> None:
    v1 = shop.client.v1
    product = await v1.products.create_async(
        {"name": "Gold", "default_price_data": {"currency": "EUR", "unit_amount": 500}}
    )
    assert isinstance(product.default_price, str)
    price = await v1.prices.retrieve_async(product.default_price, {"expand": ["product"]})
    assert (price.currency, price.unit_amount, price.type) == ("eur", 500, "one_time")
    assert isinstance(price.product, stripe.Product)
    assert price.product.name == "Gold"
    keyed = await v1.prices.create_async(
        {
            "product": product.id,
            "currency": "eur",
            "unit_amount": 5000,
            "lookup_key": "gold_year",
            "recurring": {"interval": "year"},
        }
    )
    assert [p.id for p in (await v1.prices.list_async({"lookup_keys": ["gold_year"]})).data] == [keyed.id]
    assert [p.id for p in (await v1.prices.list_async({"type": "one_time"})).data] == [price.id]
    await v1.prices.update_async(keyed.id, {"active": False})
    assert keyed.id not in [p.id for p in (await v1.prices.list_async({"active": True})).data]
    await v1.products.update_async(product.id, {"name": "Platinum"})
    assert (await v1.products.retrieve_async(product.id)).name == "Platinum"
    assert len((await v1.products.list_async({"active": True})).data) == 2
    with pytest.raises(stripe.InvalidRequestError, match="prices"):
        await v1.products.delete_async(product.id)
    empty = await v1.products.create_async({"name": "Empty"})
    assert (await v1.products.delete_async(empty.id)).deleted


async def test_a_checkout_session_is_open_until_paid_or_expired(shop: Shop) -> None:
    session = await shop.session(
        client_reference_id="user-1",
        metadata={"user": "1"},
        customer_email="ada@example.org",
        expand=["line_items"],
    )
    assert (session.status, session.payment_status, session.amount_total) == ("open", "unpaid", 999)
    assert session.url is not None
    assert session.url.startswith(shop.standin.base_url)
    assert session.line_items is not None
    assert session.line_items.data[0].description == "JOSH"
    lines = await shop.client.v1.checkout.sessions.line_items.list_async(session.id)
    assert [line.quantity for line in lines.data] == [1]
    expired = await shop.client.v1.checkout.sessions.expire_async(session.id)
    assert (expired.status, expired.url) == ("expired", None)
    assert shop.events()[-1] == "checkout.session.expired"
    with pytest.raises(stripe.InvalidRequestError, match="expired"):
        await shop.client.v1.checkout.sessions.expire_async(session.id)
    retrieved = await shop.client.v1.checkout.sessions.retrieve_async(session.id)
    assert (retrieved.client_reference_id, retrieved.status) == ("user-1", "expired")
    listed = await shop.client.v1.checkout.sessions.list_async({"status": "expired"})
    assert [one.id for one in listed.data] == [session.id]


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"mode": "gift"}, "mode"),
        ({"line_items": []}, "line_items"),
        ({"success_url": ""}, "success_url"),
        ({"line_items": [{"price": "price_none", "quantity": 1}]}, "line_items[0][price]"),
        ({"mode": "payment"}, "line_items"),
        ({"customer": "cus_none"}, "customer"),
        ({"client_reference_id": "x" * 201}, "client_reference_id"),
        ({"expires_at": 1}, "expires_at"),
        ({"line_items": [{"price_data": {"currency": "usd", "unit_amount": -1}}]}, None),
    ],
)
async def test_a_bad_session_names_the_parameter(
    shop: Shop, changes: dict[str, object], param: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await shop.session(**changes)
    assert refused.value.http_status == 400
    if param is not None:
        assert refused.value.param == param
    assert len(shop.standin.sessions) == 0


async def test_a_subscription_without_checkout_is_created_changed_and_ended(shop: Shop) -> None:
    v1 = shop.client.v1
    ada = await v1.customers.create_async({"email": "ada@example.org"})
    items = [{"price": shop.price}]
    with pytest.raises(stripe.InvalidRequestError, match="no attached payment source"):
        await v1.subscriptions.create_async({"customer": ada.id, "items": items})
    method = await v1.payment_methods.attach_async("pm_card_visa", {"customer": ada.id})
    assert (method.card and method.card.last4, method.customer) == ("4242", ada.id)
    await v1.customers.update_async(ada.id, {"invoice_settings": {"default_payment_method": method.id}})
    made = await v1.subscriptions.create_async(
        {"customer": ada.id, "items": items, "expand": ["latest_invoice.payments", "customer"]}
    )
    assert made.status == "active"
    assert isinstance(made.customer, stripe.Customer)
    invoice = made.latest_invoice
    assert isinstance(invoice, stripe.Invoice)
    assert (invoice.status, invoice.amount_paid, invoice.billing_reason) == (
        "paid",
        999,
        "subscription_create",
    )
    assert invoice.parent is not None
    assert invoice.parent.subscription_details is not None
    assert invoice.parent.subscription_details.subscription == made.id
    assert invoice.payments is not None
    assert invoice.payments.data[0].payment.payment_intent is not None
    item = made["items"].data[0]
    assert item.current_period_end > item.current_period_start
    ending = await v1.subscriptions.update_async(made.id, {"cancel_at_period_end": True})
    assert (ending.cancel_at_period_end, ending.cancel_at) == (True, item.current_period_end)
    kept = await v1.subscriptions.update_async(made.id, {"cancel_at_period_end": False})
    assert (kept.cancel_at_period_end, kept.cancel_at, kept.canceled_at) == (False, None, None)
    doubled = await v1.subscriptions.update_async(made.id, {"items": [{"id": item.id, "quantity": 2}]})
    assert doubled["items"].data[0].quantity == 2
    ended = await v1.subscriptions.cancel_async(made.id)
    assert ended.status == "canceled"
    assert ended.ended_at is not None
    assert (await v1.subscriptions.list_async({"customer": ada.id})).data == []
    everything = await v1.subscriptions.list_async({"customer": ada.id, "status": "all"})
    assert [one.id for one in everything.data] == [made.id]
    with pytest.raises(stripe.InvalidRequestError):
        await v1.subscriptions.cancel_async(made.id)


async def test_a_declined_first_invoice_leaves_the_subscription_incomplete_until_paid(shop: Shop) -> None:
    v1 = shop.client.v1
    ada = await v1.customers.create_async({"email": "ada@example.org"})
    with pytest.raises(stripe.CardError) as refused:
        await v1.payment_methods.attach_async("pm_card_chargeDeclined", {"customer": ada.id})
    assert (refused.value.http_status, refused.value.code) == (402, "card_declined")
    bad = await v1.payment_methods.attach_async("pm_card_chargeCustomerFail", {"customer": ada.id})
    made = await v1.subscriptions.create_async(
        {"customer": ada.id, "items": [{"price": shop.price}], "default_payment_method": bad.id}
    )
    assert made.status == "incomplete"
    assert isinstance(made.latest_invoice, str)
    with pytest.raises(stripe.CardError):
        await v1.invoices.pay_async(made.latest_invoice, {"off_session": True})
    paid = await v1.invoices.pay_async(made.latest_invoice, {"payment_method": "pm_card_visa"})
    assert paid.status == "paid"
    assert shop.status(made.id) == "active"
    with pytest.raises(stripe.InvalidRequestError, match="already paid"):
        await v1.invoices.pay_async(made.latest_invoice)
    listed = await v1.invoices.list_async({"subscription": made.id, "status": "paid"})
    assert [one.id for one in listed.data] == [paid.id]
    assert (await v1.invoices.retrieve_async(paid.id)).number == paid.number


async def test_refunds_never_exceed_what_was_paid(shop: Shop) -> None:
    v1 = shop.client.v1
    intent = await v1.payment_intents.create_async(
        {"amount": 1000, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True}
    )
    assert intent.status == "succeeded"
    first = await v1.refunds.create_async(
        {"payment_intent": intent.id, "amount": 400, "metadata": {"why": "x"}}
    )
    assert (first.amount, first.status) == (400, "succeeded")
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded") as refused:
        await v1.refunds.create_async({"payment_intent": intent.id, "amount": 601})
    assert refused.value.param == "amount"
    rest = await v1.refunds.create_async({"charge": str(intent.latest_charge)})
    assert rest.amount == 600
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await v1.refunds.create_async({"payment_intent": intent.id})
    assert refused.value.code == "charge_already_refunded"
    charge = await v1.charges.retrieve_async(str(intent.latest_charge), {"expand": ["refunds"]})
    assert (charge.amount_refunded, charge.refunded) == (1000, True)
    assert charge.refunds is not None
    assert len(charge.refunds.data) == 2
    listed = await v1.refunds.list_async({"payment_intent": intent.id})
    assert {one.id for one in listed.data} == {first.id, rest.id}
    assert (await v1.refunds.retrieve_async(first.id)).amount == 400
    assert shop.events().count("charge.refunded") == 2


async def test_a_payment_intent_is_confirmed_declined_or_canceled(shop: Shop) -> None:
    intents = shop.client.v1.payment_intents
    intent = await intents.create_async({"amount": 1000, "currency": "usd"})
    assert intent.status == "requires_payment_method"
    with pytest.raises(stripe.CardError) as refused:
        await intents.confirm_async(intent.id, {"payment_method": "pm_card_chargeDeclinedInsufficientFunds"})
    assert refused.value.error is not None
    assert refused.value.error.decline_code == "insufficient_funds"
    failed = await intents.retrieve_async(intent.id, {"expand": ["latest_charge"]})
    assert failed.last_payment_error is not None
    assert isinstance(failed.latest_charge, stripe.Charge)
    assert failed.latest_charge.status == "failed"
    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        await shop.client.v1.refunds.create_async({"payment_intent": intent.id})
    canceled = await intents.cancel_async(intent.id, {"cancellation_reason": "abandoned"})
    assert canceled.status == "canceled"
    with pytest.raises(stripe.InvalidRequestError, match="canceled"):
        await intents.confirm_async(intent.id, {"payment_method": "pm_card_visa"})
    assert [one.id for one in (await intents.list_async()).data] == [intent.id]


async def test_events_are_listed_and_retrieved(shop: Shop) -> None:
    v1 = shop.client.v1
    ada = await v1.customers.create_async({"name": "Ada"}, {"idempotency_key": "make-ada"})
    await v1.customers.update_async(ada.id, {"name": "Ada L"})
    (updated,) = (await v1.events.list_async({"type": "customer.updated"})).data
    assert updated.data.object["name"] == "Ada L"
    assert updated.data["previous_attributes"]["name"] == "Ada"
    assert updated.api_version == API_VERSION
    (created,) = (await v1.events.list_async({"types": ["customer.created"]})).data
    assert created.request is not None
    assert created.request.idempotency_key == "make-ada"
    assert (await v1.events.retrieve_async(created.id)).type == "customer.created"
    later = await v1.events.list_async({"ending_before": created.id})
    assert [event.id for event in later.data] == [updated.id]
    assert (await v1.events.list_async({"created": {"gt": shop.standin.now() + 9}})).data == []
    wildcard = await v1.events.list_async({"type": "customer.*"})
    assert len(wildcard.data) == 2


async def test_the_same_key_and_parameters_get_the_same_answer(shop: Shop) -> None:
    customers = shop.client.v1.customers
    first = await customers.create_async({"name": "Ada"}, {"idempotency_key": "k1"})
    again = await customers.create_async({"name": "Ada"}, {"idempotency_key": "k1"})
    assert again.id == first.id
    assert len(shop.standin.customers) == 1
    with pytest.raises(stripe.IdempotencyError) as refused:
        await customers.create_async({"name": "Bob"}, {"idempotency_key": "k1"})
    assert refused.value.http_status == 400
    shop.standin.clock.advance(timedelta(hours=25))
    forgotten = await customers.create_async({"name": "Ada"}, {"idempotency_key": "k1"})
    assert forgotten.id != first.id


async def test_a_refused_request_may_be_corrected_under_its_key(shop: Shop) -> None:
    intents = shop.client.v1.payment_intents
    with pytest.raises(stripe.InvalidRequestError):
        await intents.create_async({"amount": 0, "currency": "usd"}, {"idempotency_key": "k2"})
    made = await intents.create_async({"amount": 5, "currency": "usd"}, {"idempotency_key": "k2"})
    assert made.amount == 5


async def test_a_wrong_key_is_refused(new_client: Callable[..., stripe.StripeClient]) -> None:
    with pytest.raises(stripe.AuthenticationError):
        await new_client("sk_test_guessed").v1.customers.list_async()


async def test_an_unknown_address_is_named(shop: Shop) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        await shop.client.v1.coupons.list_async()


async def test_what_stripe_holds_outlives_the_process(tmp_path: Path) -> None:
    async with running(data_folder=tmp_path) as before:
        price = catalogue.new_price(
            before.stripe,
            parse_form(b"currency=usd&unit_amount=999&recurring[interval]=month&product_data[name]=JOSH"),
        )
        session = checkout.open_session(
            before.stripe,
            parse_form(
                f"mode=subscription&success_url=x&line_items[0][price]={price.id}&line_items[0][quantity]=1".encode()
            ),
        )
        paid = checkout.pay(before.stripe, session.id, number="4242424242424242", email=None, name=None)
        payments.refund(
            before.stripe,
            intent=before.stripe.intents.all()[0].id,
            charge_id=None,
            amount=1,
            reason=None,
            metadata={"why": "because"},
        )
        payments.dispute(before.stripe, before.stripe.charges.all()[0].id)
        account = connect.new_account(
            before.stripe, parse_form(b"type=express&capabilities[transfers][requested]=true")
        )
        connect.new_link(
            before.stripe,
            parse_form(f"account={account.id}&type=account_onboarding&return_url=x&refresh_url=y".encode()),
        )
        connect.set_state(before.stripe, account.id, "ready")
        sent = connect.transfer(
            before.stripe, parse_form(f"amount=5&currency=usd&destination={account.id}".encode())
        )
        connect.reverse(before.stripe, sent.id, parse_form(b"amount=2"))
        before.stripe.clock.advance(timedelta(days=3))
        moved = before.stripe.now()
        kept = [collection.all() for collection in before.stripe.collections()]
        assert all(kept)
    async with running(data_folder=tmp_path) as after:
        assert [collection.all() for collection in after.stripe.collections()] == kept
        assert after.stripe.sessions.get(session.id) == paid
        assert after.stripe.now() >= moved


def test_brackets_are_read_as_nested_parameters() -> None:
    params = parse_form(b"items[0][price]=p&items[1][price]=q&metadata[a]=b&expand[]=x&expand[]=y&n=7&f=true")
    assert [group.text("price") for group in params.groups("items")] == ["p", "q"]
    assert [group.full_name("price") for group in params.groups("items")] == [
        "items[0][price]",
        "items[1][price]",
    ]
    assert (params.texts("expand"), params.whole("n"), params.flag("f")) == (["x", "y"], 7, True)
    assert params.metadata({"c": "d"}) == {"a": "b", "c": "d"}
    assert Params({"metadata": ""}).metadata({"c": "d"}) == {}
