"""/v1/subscriptions and /v1/invoices"""

from __future__ import annotations

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.params import FromPath

from kith.simulator.standins.stripe import billing, payments
from kith.simulator.standins.stripe.api.answering import (
    HttpRequest,
    Stripe,
    answer,
    page,
    params_of,
    wanted,
)
from kith.simulator.standins.stripe.billing_objects import Subscription, SubscriptionItem
from kith.simulator.standins.stripe.catalogue import usable_price
from kith.simulator.standins.stripe.errors import card_declined, missing_parameter, no_such, wrong_state
from kith.simulator.standins.stripe.forms import Params
from kith.simulator.standins.stripe.rendering import Json
from kith.simulator.standins.stripe.standin import StripeStandIn, found


class Subscriptions(Controller):
    """Subscriptions."""

    path = "/v1/subscriptions"

    @post("/")
    async def create(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """Create, with `payment_behavior` allow_incomplete, default_incomplete or error_if_incomplete."""
        params = await params_of(request)
        return answer(stripe, params, _create(stripe, params))

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `customer`, `price` and `status`; without a status, those not canceled."""
        params = await params_of(request)
        status = params.text("status")
        rows = [
            one
            for one in stripe.subscriptions.all()
            if wanted(params, "customer", one.customer)
            and (params.text("price") in {None, *(item.price.id for item in one.line_items)})
            and (one.status != "canceled" if status is None else status in {"all", one.status})
        ]
        return page(stripe, params, "/v1/subscriptions", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.subscriptions, key))

    @post("/{key:str}")
    async def update(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Update items, card, metadata, description, the trial's end, and whether it ends with its period."""
        params = await params_of(request)
        return answer(stripe, params, _update(stripe, key, params))

    @delete("/{key:str}", status_code=200)
    async def cancel(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """End now."""
        params = await params_of(request)
        comment = params.group("cancellation_details").text("comment")
        ended = billing.end(stripe, key, reason="cancellation_requested", comment=comment)
        return answer(stripe, params, ended)


class Invoices(Controller):
    """Invoices."""

    path = "/v1/invoices"

    @get("/")
    async def find(self, request: HttpRequest, stripe: Stripe) -> Response[Json]:
        """List, by `customer`, `subscription` and `status`."""
        params = await params_of(request)
        rows = [
            one
            for one in stripe.invoices.all()
            if wanted(params, "customer", one.customer)
            and wanted(params, "subscription", one.subscription)
            and wanted(params, "status", one.status)
        ]
        return page(stripe, params, "/v1/invoices", rows)

    @get("/{key:str}")
    async def retrieve(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Retrieve."""
        return answer(stripe, await params_of(request), found(stripe.invoices, key))

    @post("/{key:str}/pay")
    async def pay(self, request: HttpRequest, key: FromPath[str], stripe: Stripe) -> Response[Json]:
        """Collect now, with `payment_method` or the default card."""
        params = await params_of(request)
        invoice = found(stripe.invoices, key)
        if invoice.status == "paid":
            raise wrong_state("Invoice is already paid", "invoice_already_paid")
        if invoice.status != "open":
            raise wrong_state(f"Invoice is {invoice.status} and cannot be paid", "invoice_not_editable")
        named = params.text("payment_method")
        method = payments.payment_method(stripe, named) if named else None
        refused = billing.collect_invoice(stripe, key, method=method, present=not params.flag("off_session"))
        if refused is not None:
            raise card_declined(refused)
        return answer(stripe, params, found(stripe.invoices, key))


def _create(stripe: StripeStandIn, params: Params) -> Subscription:
    customer = found(stripe.customers, params.required("customer"), "customer")
    groups = params.groups("items")
    if not groups:
        raise missing_parameter("items")
    items = [
        (
            usable_price(stripe, group.required("price"), group.full_name("price")),
            group.whole("quantity") or 1,
        )
        for group in groups
    ]
    named = params.text("default_payment_method")
    method = payments.payment_method(stripe, named, "default_payment_method") if named else None
    if method is not None and method.customer is None:
        method = payments.attach(stripe, method, customer.id)
    trial = params.whole("trial_period_days")
    behavior = params.text("payment_behavior") or "allow_incomplete"
    known = method or stripe.payment_methods.get(customer.invoice_settings.default_payment_method or "")
    if known is None and not trial and behavior != "default_incomplete":
        raise wrong_state(
            "This customer has no attached payment source or default payment method.", "resource_missing"
        )
    begun = billing.begin(
        stripe,
        customer=customer.id,
        items=items,
        metadata=params.metadata(),
        method=method.id if method else None,
        trial_days=trial,
        collect=behavior != "default_incomplete",
    )
    if begun.status == "incomplete" and behavior == "error_if_incomplete":
        billing.give_up(stripe, begun.id)
        raise card_declined("generic_decline")
    return begun


def _update(stripe: StripeStandIn, key: str, params: Params) -> Subscription:
    old = found(stripe.subscriptions, key)
    if not old.alive:
        raise wrong_state("A canceled subscription can only update its cancellation_details and metadata.")
    changes: dict[str, object] = {}
    if "items" in params:
        changes["line_items"] = _changed_items(stripe, old, params.groups("items"))
    if "metadata" in params:
        changes["metadata"] = params.metadata(old.metadata)
    if "description" in params:
        changes["description"] = params.text("description")
    if method := params.text("default_payment_method"):
        changes["default_payment_method"] = payments.payment_method(
            stripe, method, "default_payment_method"
        ).id
    if changes:
        stripe.change(stripe.subscriptions, key, "customer.subscription.updated", **changes)
    ends = params.flag("cancel_at_period_end")
    if ends is not None and ends is not old.cancel_at_period_end:
        billing.end_with_period(stripe, key, wanted=ends)
    if params.text("trial_end") == "now" and old.status == "trialing":
        billing.end_trial(stripe, key)
    return found(stripe.subscriptions, key)


def _changed_items(stripe: StripeStandIn, old: Subscription, groups: list[Params]) -> list[SubscriptionItem]:
    items = {item.id: item for item in old.line_items}
    for group in groups:
        key = group.required("id")
        if key not in items:
            raise no_such("subscription item", key, group.full_name("id"), 400)
        item = items[key]
        if price := group.text("price"):
            item = msgspec.structs.replace(item, price=usable_price(stripe, price, group.full_name("price")))
        if quantity := group.whole("quantity"):
            item = msgspec.structs.replace(item, quantity=quantity)
        items[key] = item
    return list(items.values())
