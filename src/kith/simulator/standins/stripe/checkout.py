"""Checkout: a session, what paying it makes, and its expiry."""

from __future__ import annotations

from urllib.parse import quote

from kith.simulator.standins.stripe import billing, payments
from kith.simulator.standins.stripe.cards import card_of, decline_code, is_slow
from kith.simulator.standins.stripe.catalogue import new_price, usable_price
from kith.simulator.standins.stripe.customers import new_customer
from kith.simulator.standins.stripe.errors import (
    card_declined,
    invalid_parameter,
    missing_parameter,
    wrong_state,
)
from kith.simulator.standins.stripe.forms import Params
from kith.simulator.standins.stripe.objects import (
    BillingDetails,
    CheckoutSession,
    CustomerDetails,
    LineItem,
    PaymentMethod,
    new_id,
)
from kith.simulator.standins.stripe.rendering import as_json
from kith.simulator.standins.stripe.standin import StripeStandIn, found

_SHORTEST, _LONGEST = 30 * 60, 24 * 3600
_REFERENCE_LENGTH = 200


def open_session(stripe: StripeStandIn, params: Params) -> CheckoutSession:
    """A session for a subscription or a single payment. Raises StripeError naming the parameter at fault."""
    mode = params.required("mode")
    if mode != "subscription" and mode != "payment":
        raise invalid_parameter("mode", f"Invalid mode: {mode}; this stand-in knows payment and subscription")
    lines = [_line(stripe, group) for group in params.groups("line_items")]
    if not lines:
        raise missing_parameter("line_items")
    if mode == "subscription" and not any(line.price.recurring for line in lines):
        raise wrong_state(
            "You must provide at least one recurring price in `subscription` mode.", param="line_items"
        )
    if mode == "payment" and any(line.price.recurring for line in lines):
        raise wrong_state("You specified `payment` mode but passed a recurring price.", param="line_items")
    customer, email = params.text("customer"), params.text("customer_email")
    if customer and email:
        raise wrong_state(
            "You may only specify one of these parameters: customer, customer_email.", param="customer"
        )
    if customer:
        found(stripe.customers, customer, "customer")
    reference = params.text("client_reference_id")
    if reference and len(reference) > _REFERENCE_LENGTH:
        raise invalid_parameter("client_reference_id", "Invalid string: at most 200 characters")
    now = stripe.now()
    expires = params.whole("expires_at") or now + _LONGEST
    if not now + _SHORTEST <= expires <= now + _LONGEST:
        raise invalid_parameter("expires_at", "expires_at must be between 30 minutes and 24 hours from now.")
    key = "cs_test_" + new_id("x")[2:]
    total = sum(line.amount_total for line in lines)
    inner = params.group("subscription_data" if mode == "subscription" else "payment_intent_data")
    session = CheckoutSession(
        id=key,
        created=now,
        mode=mode,
        expires_at=expires,
        amount_subtotal=total,
        amount_total=total,
        currency=lines[0].currency,
        cancel_url=params.text("cancel_url"),
        client_reference_id=reference,
        customer=customer,
        customer_creation=params.text("customer_creation") if mode == "payment" else None,
        customer_email=email,
        locale=params.text("locale"),
        metadata=params.metadata(),
        success_url=params.required("success_url"),
        url=f"{stripe.base_url}/checkout/{key}",
        lines=tuple(lines),
        trial_period_days=inner.whole("trial_period_days"),
        inner_metadata=inner.metadata(),
        keeps_card=mode == "subscription" or inner.text("setup_future_usage") is not None,
    )
    return stripe.create(stripe.sessions, session)


def pay(
    stripe: StripeStandIn, session_id: str, *, number: str, email: str | None, name: str | None
) -> CheckoutSession:
    """The person pays: makes the customer, the subscription or payment, and completes the session.

    Raises KeyError for a number that is no test card, StripeError 402 for a declined card (the session stays
    open) and 400 for a session that is not open.
    """
    session = found(stripe.sessions, session_id)
    if session.status != "open":
        raise wrong_state(f"This Checkout Session is {session.status}.")
    refused = decline_code(card_of(number), present=True)
    if refused is not None:
        raise card_declined(refused)
    if session.mode == "subscription" and is_slow(card_of(number)):
        raise wrong_state("This stand-in takes cards only for subscriptions.")
    email = email or session.customer_email
    customer = session.customer
    if customer is None and (session.mode == "subscription" or session.customer_creation == "always"):
        given = {key: value for key, value in (("email", email), ("name", name)) if value}
        customer = new_customer(stripe, Params(dict(given))).id
    method = payments.new_payment_method(stripe, number, BillingDetails(email=email, name=name))
    if customer is not None and session.keeps_card and not is_slow(method.card):
        method = payments.attach(stripe, method, customer)
    if session.mode == "subscription" and customer is not None:
        made = _subscribe(stripe, session, customer, method)
    else:
        made = _pay_once(stripe, session, customer, method)
    return stripe.change(
        stripe.sessions,
        session_id,
        "checkout.session.completed",
        status="complete",
        url=None,
        customer=customer,
        customer_details=CustomerDetails(email=email, name=name),
        **made,
    )


def expire(stripe: StripeStandIn, session_id: str) -> CheckoutSession:
    """Close an open session without payment."""
    session = found(stripe.sessions, session_id)
    if session.status != "open":
        raise wrong_state(
            f'Only Checkout Sessions with a status in ["open"] can be expired. This one is {session.status}.'
        )
    return stripe.change(stripe.sessions, session_id, "checkout.session.expired", status="expired", url=None)


def success_url(session: CheckoutSession) -> str:
    """Where the person goes after paying."""
    return (session.success_url or "").replace("{CHECKOUT_SESSION_ID}", quote(session.id))


def _subscribe(
    stripe: StripeStandIn, session: CheckoutSession, customer: str, method: PaymentMethod
) -> dict[str, object]:
    subscription = billing.begin(
        stripe,
        customer=customer,
        items=[(line.price, line.quantity) for line in session.lines if line.price.recurring],
        metadata=session.inner_metadata,
        method=method.id,
        trial_days=session.trial_period_days,
        present=True,
    )
    return {
        "subscription": subscription.id,
        "invoice": subscription.latest_invoice,
        "payment_status": "no_payment_required" if subscription.status == "trialing" else "paid",
    }


def _pay_once(
    stripe: StripeStandIn, session: CheckoutSession, customer: str | None, method: PaymentMethod
) -> dict[str, object]:
    intent = payments.new_intent(
        stripe,
        amount=session.amount_total,
        currency=session.currency,
        customer=customer,
        metadata=session.inner_metadata,
    )
    if is_slow(method.card):
        payments.begin_slowly(stripe, intent.id, method)
        return {"payment_intent": intent.id, "payment_status": "unpaid"}
    payments.charge(stripe, intent.id, method, present=True)
    return {"payment_intent": intent.id, "payment_status": "paid"}


def settle_slow_payments(stripe: StripeStandIn) -> int:
    """Banks answer every debit under way; returns how many."""
    settled = 0
    for session in stripe.sessions.all():
        intent = stripe.intents.get(session.payment_intent or "")
        if intent is None or intent.status != "processing":
            continue
        if payments.settle_slow(stripe, intent.id):
            stripe.change(
                stripe.sessions, session.id, "checkout.session.async_payment_succeeded", payment_status="paid"
            )
        else:
            stripe.emit("checkout.session.async_payment_failed", as_json(session))
        settled += 1
    return settled


def _line(stripe: StripeStandIn, group: Params) -> LineItem:
    if "price_data" in group:
        price = new_price(stripe, group.group("price_data"))
    else:
        price = usable_price(stripe, group.required("price"), group.full_name("price"))
    quantity = group.whole("quantity")
    if quantity is None:
        raise missing_parameter(group.full_name("quantity"))
    if quantity < 1:
        raise invalid_parameter(group.full_name("quantity"), "Invalid positive integer")
    amount = price.unit_amount * quantity
    return LineItem(
        id=new_id("li"),
        price=price,
        quantity=quantity,
        amount_subtotal=amount,
        amount_total=amount,
        currency=price.currency,
        description=found(stripe.products, price.product).name,
    )
