"""Charging a card and giving money back."""

from __future__ import annotations

import msgspec

from kith.simulator.standins.stripe.billing_objects import Charge, Dispute, PaymentIntent, Refund
from kith.simulator.standins.stripe.cards import TOKENS, card_of, decline_code, succeeds_slowly
from kith.simulator.standins.stripe.errors import (
    card_declined,
    invalid_parameter,
    missing_parameter,
    wrong_state,
)
from kith.simulator.standins.stripe.objects import BillingDetails, PaymentMethod, new_id
from kith.simulator.standins.stripe.rendering import as_json
from kith.simulator.standins.stripe.standin import StripeStandIn, found


def payment_method(stripe: StripeStandIn, key: str, param: str = "payment_method") -> PaymentMethod:
    """A stored payment method, or a new one for a test token such as pm_card_visa."""
    if key in TOKENS:
        return new_payment_method(stripe, TOKENS[key])
    return found(stripe.payment_methods, key, param)


def new_payment_method(
    stripe: StripeStandIn, number: str, details: BillingDetails | None = None
) -> PaymentMethod:
    """A card that is not attached to anybody yet. Raises KeyError for a number that is no test card."""
    method = PaymentMethod(
        id=new_id("pm"),
        created=stripe.now(),
        card=card_of(number),
        billing_details=details or BillingDetails(),
    )
    return stripe.create(stripe.payment_methods, method)


def attach(stripe: StripeStandIn, method: PaymentMethod, customer: str) -> PaymentMethod:
    """Give a card to a customer. Raises StripeError 402 for one that its bank refuses outright."""
    found(stripe.customers, customer, "customer")
    refused = decline_code(method.card, present=True)
    if refused is not None:
        raise card_declined(refused)
    return stripe.change(stripe.payment_methods, method.id, "payment_method.attached", customer=customer)


def make_default(stripe: StripeStandIn, customer: str, method: str) -> None:
    """Let a customer's invoices be paid with this card."""
    old = found(stripe.customers, customer)
    settings = msgspec.structs.replace(old.invoice_settings, default_payment_method=method)
    stripe.change(stripe.customers, customer, "customer.updated", invoice_settings=settings)


def new_intent(
    stripe: StripeStandIn,
    *,
    amount: int,
    currency: str,
    customer: str | None = None,
    description: str | None = None,
    metadata: dict[str, str] | None = None,
) -> PaymentIntent:
    """The intention to collect an amount."""
    key = new_id("pi")
    intent = PaymentIntent(
        id=key,
        created=stripe.now(),
        amount=amount,
        currency=currency,
        status="requires_payment_method",
        client_secret=f"{key}_secret_{new_id('x')[2:]}",
        customer=customer,
        description=description,
        metadata=metadata or {},
    )
    return stripe.create(stripe.intents, intent, "payment_intent.created")


def charge(stripe: StripeStandIn, intent_id: str, method: PaymentMethod, *, present: bool) -> str | None:
    """Try to collect an intent with a card; returns why the card was declined, or None for success.

    `present` says whether the card's holder is at the page.
    """
    intent = found(stripe.intents, intent_id)
    refused = decline_code(method.card, present=present)
    error = card_declined(refused) if refused else None
    attempt = Charge(
        id=new_id("ch"),
        created=stripe.now(),
        amount=intent.amount,
        amount_captured=0 if error else intent.amount,
        currency=intent.currency,
        customer=intent.customer,
        description=intent.description,
        failure_code=error.code if error else None,
        failure_message=error.message if error else None,
        metadata=intent.metadata,
        paid=error is None,
        payment_intent=intent.id,
        payment_method=method.id,
        status="failed" if error else "succeeded",
    )
    stripe.create(stripe.charges, attempt, "charge.failed" if error else "charge.succeeded")
    if error is not None and refused is not None:
        stripe.change(
            stripe.intents,
            intent.id,
            "payment_intent.payment_failed",
            latest_charge=attempt.id,
            last_payment_error={
                "type": "card_error",
                "code": error.code or "",
                "decline_code": refused,
                "message": error.message,
            },
        )
        return refused
    stripe.change(
        stripe.intents,
        intent.id,
        "payment_intent.succeeded",
        status="succeeded",
        amount_received=intent.amount,
        latest_charge=attempt.id,
        payment_method=method.id,
        last_payment_error=None,
    )
    return None


def begin_slowly(stripe: StripeStandIn, intent_id: str, method: PaymentMethod) -> None:
    """A debit is on its way; `settle_slow` says what became of it."""
    stripe.change(
        stripe.intents, intent_id, "payment_intent.processing", status="processing", payment_method=method.id
    )


def settle_slow(stripe: StripeStandIn, intent_id: str) -> bool:
    """The bank has answered a debit; returns whether it paid."""
    intent = found(stripe.intents, intent_id)
    method = found(stripe.payment_methods, intent.payment_method or "")
    paid = succeeds_slowly(method.card)
    if paid:
        charge(stripe, intent.id, method, present=True)
    else:
        stripe.change(
            stripe.intents,
            intent.id,
            "payment_intent.payment_failed",
            status="requires_payment_method",
            last_payment_error={
                "type": "card_error",
                "code": "payment_intent_payment_attempt_failed",
                "message": "The bank did not pay.",
            },
        )
    return paid


def dispute(stripe: StripeStandIn, charge_id: str) -> Dispute:
    """Somebody tells their bank that they did not make a payment. Raises StripeError 404."""
    paid = stripe.change(stripe.charges, charge_id, "charge.updated", disputed=True)
    opened = Dispute(
        id=new_id("du"),
        created=stripe.now(),
        amount=paid.amount,
        currency=paid.currency,
        charge=paid.id,
        payment_intent=paid.payment_intent,
    )
    return stripe.create(stripe.disputes, opened, "charge.dispute.created")


def close_dispute(stripe: StripeStandIn, key: str, *, won: bool) -> Dispute:
    """The bank has decided. Raises StripeError 404."""
    return stripe.change(stripe.disputes, key, "charge.dispute.closed", status="won" if won else "lost")


def refund(
    stripe: StripeStandIn,
    *,
    intent: str | None,
    charge_id: str | None,
    amount: int | None,
    reason: str | None,
    metadata: dict[str, str],
) -> Refund:
    """Give back a part or the rest of a charge. Raises StripeError for more than what is left of it."""
    if intent is None and charge_id is None:
        raise missing_parameter("payment_intent")
    if intent is not None:
        charge_id = found(stripe.intents, intent, "payment_intent").latest_charge
    paid = stripe.charges.get(charge_id) if charge_id else None
    if paid is None or not paid.paid:
        raise wrong_state(
            "This PaymentIntent does not have a successful charge to refund.", param="payment_intent"
        )
    left = paid.amount_captured - paid.amount_refunded
    if left == 0:
        raise wrong_state(f"Charge {paid.id} has already been refunded.", "charge_already_refunded")
    amount = left if amount is None else amount
    if amount < 1:
        raise invalid_parameter("amount", "Invalid positive integer: amount")
    if amount > left:
        raise wrong_state(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})", param="amount"
        )
    given = Refund(
        id=new_id("re"),
        created=stripe.now(),
        amount=amount,
        currency=paid.currency,
        charge=paid.id,
        payment_intent=paid.payment_intent,
        reason=reason,
        metadata=metadata,
    )
    stripe.create(stripe.refunds, given, "refund.created")
    stripe.change(
        stripe.charges,
        paid.id,
        "charge.refunded",
        amount_refunded=paid.amount_refunded + amount,
        refunded=amount == left,
    )
    stripe.emit("refund.updated", as_json(given))
    return given


def fail_refund(stripe: StripeStandIn, key: str, why: str) -> Refund:
    """The bank did not take a refund, days later: the money is the house's again. Raises StripeError 404."""
    failed = stripe.change(stripe.refunds, key, status="failed", failure_reason=why)
    paid = found(stripe.charges, failed.charge)
    stripe.change(
        stripe.charges, paid.id, amount_refunded=paid.amount_refunded - failed.amount, refunded=False
    )
    stripe.emit("refund.failed", as_json(failed))
    return failed
