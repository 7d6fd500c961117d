"""Customers."""

from __future__ import annotations

from kith.simulator.standins.stripe import billing
from kith.simulator.standins.stripe.forms import Params
from kith.simulator.standins.stripe.objects import Customer, Deleted, new_id
from kith.simulator.standins.stripe.payments import attach, make_default, payment_method
from kith.simulator.standins.stripe.rendering import as_json
from kith.simulator.standins.stripe.standin import StripeStandIn, found

_TEXTS = ("email", "name", "phone", "description")


def new_customer(stripe: StripeStandIn, params: Params) -> Customer:
    """A customer from `email`, `name`, `phone`, `description`, `metadata`, `payment_method`."""
    key = new_id("cus")
    customer = Customer(
        id=key,
        created=stripe.now(),
        email=params.text("email"),
        name=params.text("name"),
        phone=params.text("phone"),
        description=params.text("description"),
        metadata=params.metadata(),
        invoice_prefix=key[4:12].upper(),
    )
    method = params.text("payment_method")
    card = payment_method(stripe, method) if method else None
    stripe.create(stripe.customers, customer, "customer.created")
    if card is not None:
        attach(stripe, card, key)
    _set_default(stripe, key, params)
    return found(stripe.customers, key)


def update_customer(stripe: StripeStandIn, key: str, params: Params) -> Customer:
    """Change what the request names."""
    old = found(stripe.customers, key)
    changes: dict[str, object] = {name: params.text(name) for name in _TEXTS if name in params}
    if "metadata" in params:
        changes["metadata"] = params.metadata(old.metadata)
    stripe.change(stripe.customers, key, "customer.updated", **changes)
    _set_default(stripe, key, params)
    return found(stripe.customers, key)


def delete_customer(stripe: StripeStandIn, key: str) -> Deleted:
    """Delete a customer; their subscriptions end at once."""
    customer = found(stripe.customers, key)
    for subscription in stripe.subscriptions.all():
        if subscription.customer == key and subscription.alive:
            billing.end(stripe, subscription.id, reason="cancellation_requested")
    stripe.customers.remove(key)
    stripe.emit("customer.deleted", as_json(customer))
    return stripe.deleted.put(key, Deleted(id=key, object="customer"))


def _set_default(stripe: StripeStandIn, key: str, params: Params) -> None:
    method = params.group("invoice_settings").text("default_payment_method")
    if method is None:
        return
    card = payment_method(stripe, method, "invoice_settings[default_payment_method]")
    if card.customer is None:
        card = attach(stripe, card, key)
    make_default(stripe, key, card.id)
