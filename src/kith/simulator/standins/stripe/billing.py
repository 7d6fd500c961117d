"""Subscriptions and their invoices: begun, billed, renewed, failed, ended.

Simpler than Stripe in three ways: an invoice is finalised and collected at once instead of an hour after it
was drafted; a changed price counts from the next period without proration; there are no taxes or discounts.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kith.simulator.standins.stripe import payments
from kith.simulator.standins.stripe.billing_objects import (
    CancellationDetails,
    Invoice,
    InvoiceLine,
    InvoicePayment,
    PaymentTransitions,
    Period,
    StatusTransitions,
    Subscription,
    SubscriptionItem,
)
from kith.simulator.standins.stripe.errors import StripeError, wrong_state
from kith.simulator.standins.stripe.objects import PaymentMethod, Price, new_id
from kith.simulator.standins.stripe.periods import period_end
from kith.simulator.standins.stripe.rendering import as_json
from kith.simulator.standins.stripe.standin import StripeStandIn, found

_DAY = 86_400


def default_method(stripe: StripeStandIn, subscription: Subscription) -> PaymentMethod | None:
    """The card that a subscription is paid with."""
    customer = stripe.customers.get(subscription.customer)
    key = subscription.default_payment_method or (
        customer.invoice_settings.default_payment_method if customer else None
    )
    return stripe.payment_methods.get(key) if key else None


def begin(
    stripe: StripeStandIn,
    *,
    customer: str,
    items: Sequence[tuple[Price, int]],
    metadata: dict[str, str],
    method: str | None = None,
    trial_days: int | None = None,
    collect: bool = True,
    present: bool = False,
) -> Subscription:
    """Start a subscription with its first invoice, which is collected unless `collect` is False.

    It is trialing with a trial, active once paid, and incomplete otherwise.
    """
    now = stripe.now()
    key = new_id("sub")
    recurring = items[0][0].recurring
    if recurring is None:
        raise wrong_state("The price specified is not recurring.", param="items[0][price]")
    trial_end = now + trial_days * _DAY if trial_days else None
    ends = trial_end or period_end(now, now, recurring.interval, recurring.interval_count)
    subscription = Subscription(
        id=key,
        created=now,
        customer=customer,
        currency=items[0][0].currency,
        line_items=[
            SubscriptionItem(
                id=new_id("si"),
                created=now,
                subscription=key,
                price=price,
                quantity=quantity,
                current_period_start=now,
                current_period_end=ends,
            )
            for price, quantity in items
        ],
        billing_cycle_anchor=trial_end or now,
        start_date=now,
        status="trialing" if trial_end else "incomplete",
        default_payment_method=method,
        metadata=metadata,
        trial_start=now if trial_end else None,
        trial_end=trial_end,
    )
    stripe.create(stripe.subscriptions, subscription, "customer.subscription.created")
    invoice = issue(stripe, key, "subscription_create")
    if invoice.status == "open" and collect:
        collect_invoice(stripe, invoice.id, present=present)
    return found(stripe.subscriptions, key)


def issue(stripe: StripeStandIn, subscription_id: str, reason: str) -> Invoice:
    """Bill a subscription's current period. An invoice over nothing, as in a trial, is paid at once."""
    subscription = found(stripe.subscriptions, subscription_id)
    customer = found(stripe.customers, subscription.customer)
    now, key = stripe.now(), new_id("in")
    lines = [_line(key, subscription, item) for item in subscription.line_items]
    total = sum(line.amount for line in lines)
    number = f"{customer.invoice_prefix}-{customer.next_invoice_sequence:04d}"
    stripe.change(stripe.customers, customer.id, next_invoice_sequence=customer.next_invoice_sequence + 1)
    draft = Invoice(
        id=key,
        created=now,
        customer=customer.id,
        customer_email=customer.email,
        customer_name=customer.name,
        currency=subscription.currency,
        number=number,
        amount_due=total,
        amount_remaining=total,
        subtotal=total,
        total=total,
        invoice_lines=lines,
        parent={
            "type": "subscription_details",
            "quote_details": None,
            "subscription_details": {"subscription": subscription.id, "metadata": subscription.metadata},
        },
        period_start=subscription.period_start,
        period_end=subscription.period_end,
        billing_reason=reason,
        status="draft",
    )
    stripe.create(stripe.invoices, draft, "invoice.created")
    stripe.change(
        stripe.invoices,
        key,
        "invoice.finalized",
        status="open",
        hosted_invoice_url=f"{stripe.base_url}/invoice/{key}",
        status_transitions=StatusTransitions(finalized_at=now),
    )
    stripe.change(stripe.subscriptions, subscription.id, "customer.subscription.updated", latest_invoice=key)
    if total == 0:
        return _mark_paid(stripe, key)
    intent = payments.new_intent(
        stripe,
        amount=total,
        currency=subscription.currency,
        customer=customer.id,
        description="Subscription creation" if reason == "subscription_create" else "Subscription update",
    )
    payment = InvoicePayment(
        id=new_id("inpay"),
        created=now,
        invoice=key,
        amount_requested=total,
        currency=subscription.currency,
        payment={"type": "payment_intent", "payment_intent": intent.id},
    )
    stripe.create(stripe.invoice_payments, payment)
    return found(stripe.invoices, key)


def collect_invoice(
    stripe: StripeStandIn, invoice_id: str, *, method: PaymentMethod | None = None, present: bool = False
) -> str | None:
    """Try to collect an open invoice; returns why the card was declined, or None once it is paid.

    A failure plans the next try, or ends the subscription's retries as the settings say.
    Raises StripeError where there is no card at all and somebody is present to be told.
    """
    invoice = found(stripe.invoices, invoice_id)
    subscription = stripe.subscriptions.get(invoice.subscription or "")
    if method is None and subscription is not None:
        method = default_method(stripe, subscription)
    refused: str | None = "no_payment_method"
    if method is not None:
        refused = payments.charge(stripe, _intent_of(stripe, invoice.id), method, present=present)
    elif present:
        raise wrong_state(
            "This customer has no attached payment source or default payment method.", "resource_missing"
        )
    if refused is None:
        _mark_paid(stripe, invoice.id)
        if subscription is not None and subscription.status in {"incomplete", "past_due", "unpaid"}:
            stripe.change(
                stripe.subscriptions, subscription.id, "customer.subscription.updated", status="active"
            )
        return None
    tries = invoice.attempt_count + 1
    waits = stripe.settings.retry_days
    first = invoice.billing_reason == "subscription_create"
    planned = None if first or tries > len(waits) else stripe.now() + waits[tries - 1] * _DAY
    stripe.change(
        stripe.invoices,
        invoice.id,
        "invoice.payment_failed",
        attempt_count=tries,
        attempted=True,
        next_payment_attempt=planned,
    )
    if subscription is not None and not first:
        _after_failure(stripe, subscription, last=planned is None)
    return refused


def renew(stripe: StripeStandIn, subscription_id: str) -> None:
    """Begin the next period of a subscription whose period has ended, or end it where that was asked for."""
    subscription = found(stripe.subscriptions, subscription_id)
    if subscription.cancel_at_period_end:
        end(stripe, subscription.id, reason="cancellation_requested")
        return
    recurring = subscription.line_items[0].price.recurring
    if recurring is None:
        return
    start = subscription.period_end
    until = period_end(start, subscription.billing_cycle_anchor, recurring.interval, recurring.interval_count)
    stripe.change(
        stripe.subscriptions,
        subscription.id,
        "customer.subscription.updated",
        line_items=[
            msgspec.structs.replace(item, current_period_start=start, current_period_end=until)
            for item in subscription.line_items
        ],
        status="active" if subscription.status == "trialing" else subscription.status,
    )
    if subscription.status != "unpaid":
        invoice = issue(stripe, subscription.id, "subscription_cycle")
        if invoice.status == "open":
            collect_invoice(stripe, invoice.id)


def end_trial(stripe: StripeStandIn, subscription_id: str) -> None:
    """End a trial now and begin the first paid period."""
    subscription = found(stripe.subscriptions, subscription_id)
    now = stripe.now()
    stripe.change(
        stripe.subscriptions,
        subscription_id,
        trial_end=now,
        billing_cycle_anchor=now,
        line_items=[
            msgspec.structs.replace(item, current_period_end=now) for item in subscription.line_items
        ],
    )
    renew(stripe, subscription_id)


def end(
    stripe: StripeStandIn, subscription_id: str, *, reason: str, comment: str | None = None
) -> Subscription:
    """End a subscription now. Its open invoices are no longer collected by themselves."""
    subscription = found(stripe.subscriptions, subscription_id)
    if not subscription.alive:
        raise StripeError(
            404, f"No such subscription: '{subscription_id}'", code="resource_missing", param="id"
        )
    now = stripe.now()
    for invoice in stripe.invoices.all():
        if invoice.subscription == subscription_id and invoice.status == "open":
            stripe.change(stripe.invoices, invoice.id, auto_advance=False, next_payment_attempt=None)
    return stripe.change(
        stripe.subscriptions,
        subscription_id,
        "customer.subscription.deleted",
        status="canceled",
        canceled_at=subscription.canceled_at or now,
        ended_at=now,
        cancel_at=None,
        cancellation_details=CancellationDetails(reason=reason, comment=comment),
    )


def end_with_period(stripe: StripeStandIn, subscription_id: str, *, wanted: bool) -> Subscription:
    """Let a subscription end with its period, or not any more."""
    subscription = found(stripe.subscriptions, subscription_id)
    return stripe.change(
        stripe.subscriptions,
        subscription_id,
        "customer.subscription.updated",
        cancel_at_period_end=wanted,
        cancel_at=subscription.period_end if wanted else None,
        canceled_at=stripe.now() if wanted else None,
        cancellation_details=CancellationDetails(reason="cancellation_requested" if wanted else None),
    )


def give_up(stripe: StripeStandIn, subscription_id: str) -> Subscription:
    """Expire a subscription whose first invoice was not paid in time, and void that invoice."""
    for invoice in stripe.invoices.all():
        if invoice.subscription == subscription_id and invoice.status == "open":
            transitions = msgspec.structs.replace(invoice.status_transitions, voided_at=stripe.now())
            stripe.change(
                stripe.invoices, invoice.id, "invoice.voided", status="void", status_transitions=transitions
            )
    return stripe.change(
        stripe.subscriptions,
        subscription_id,
        "customer.subscription.updated",
        status="incomplete_expired",
        ended_at=stripe.now(),
    )


def _after_failure(stripe: StripeStandIn, subscription: Subscription, *, last: bool) -> None:
    status = "past_due"
    if last and stripe.settings.after_last_retry == "cancel":
        end(stripe, subscription.id, reason="payment_failed")
        return
    if last and stripe.settings.after_last_retry == "unpaid":
        status = "unpaid"
    stripe.change(stripe.subscriptions, subscription.id, "customer.subscription.updated", status=status)


def _mark_paid(stripe: StripeStandIn, invoice_id: str) -> Invoice:
    invoice = found(stripe.invoices, invoice_id)
    now = stripe.now()
    for payment in stripe.invoice_payments.all():
        if payment.invoice == invoice_id:
            stripe.change(
                stripe.invoice_payments,
                payment.id,
                "invoice_payment.paid",
                status="paid",
                amount_paid=payment.amount_requested,
                status_transitions=PaymentTransitions(paid_at=now),
            )
    paid = stripe.change(
        stripe.invoices,
        invoice_id,
        "invoice.paid",
        status="paid",
        amount_paid=invoice.amount_due,
        amount_remaining=0,
        attempted=True,
        attempt_count=invoice.attempt_count + 1,
        next_payment_attempt=None,
        status_transitions=msgspec.structs.replace(invoice.status_transitions, paid_at=now),
    )
    stripe.emit("invoice.payment_succeeded", as_json(paid))
    return paid


def _intent_of(stripe: StripeStandIn, invoice_id: str) -> str:
    for payment in stripe.invoice_payments.all():
        if payment.invoice == invoice_id:
            return payment.payment["payment_intent"]
    raise wrong_state("This invoice has nothing to pay.")


def _line(invoice: str, subscription: Subscription, item: SubscriptionItem) -> InvoiceLine:
    price = item.price
    amount = 0 if subscription.status == "trialing" else price.unit_amount * item.quantity
    return InvoiceLine(
        id=new_id("il"),
        invoice=invoice,
        amount=amount,
        subtotal=amount,
        currency=price.currency,
        description=f"{item.quantity} x {price.nickname or price.id}",
        quantity=item.quantity,
        period=Period(item.current_period_start, item.current_period_end),
        parent={
            "type": "subscription_item_details",
            "invoice_item_details": None,
            "subscription_item_details": {
                "subscription": subscription.id,
                "subscription_item": item.id,
                "proration": False,
            },
        },
        pricing={
            "type": "price_details",
            "price_details": {"price": price.id, "product": price.product},
            "unit_amount_decimal": price.unit_amount_decimal,
        },
    )
