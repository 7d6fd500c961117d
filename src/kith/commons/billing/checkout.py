"""Paying once: Stripe's hosted page, a saved card with consent, and how a payment stands.

An event or a browser that comes back is a bell: what counts is what Stripe answers when asked, so it does not matter which is first.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec

from kith.commons.billing.calls import recorded
from kith.commons.billing.client import PaymentRefused, call
from kith.commons.billing.customers import ensure_customer
from kith.foundation.errors import Conflict

if TYPE_CHECKING:
    import stripe

    from kith.foundation.house import House

Status = Literal["open", "processing", "paid", "failed", "expired"]


class Checkout(msgspec.Struct, frozen=True):
    """A hosted page to pay on."""

    session_id: str
    url: str


class PaymentState(msgspec.Struct, frozen=True, kw_only=True):
    """How a payment stands at Stripe. `amount` in minor units; `failure` is a sentence for the payer; ids as far as they exist."""

    status: Status
    amount: int
    currency: str
    payment_intent_id: str | None = None
    charge_id: str | None = None
    failure: str | None = None


class SavedCard(msgspec.Struct, frozen=True):
    """A card kept at Stripe."""

    payment_method_id: str
    brand: str
    last4: str


def _metadata(person_id: UUID, product: str, reference: UUID) -> dict[str, str]:
    return {"person_id": str(person_id), "product": product, "reference": str(reference)}


async def open_checkout(
    house: House,
    person_id: UUID,
    *,
    product: str,
    reference: UUID,
    amount: int,
    currency: str,
    title: str,
    success_path: str,
    cancel_path: str,
    key: str,
    expires_at: datetime | None = None,
    save_card: bool = False,
) -> Checkout:
    """A page on which one sum is paid. `reference` comes back in every event's metadata; the same key leads to the same page.

    Stripe lets a page live 30 minutes at least; one that must close earlier is closed with `expire_checkout`.

    Raises:
        Conflict: Stripe opened no page.
        PaymentRefused, Unavailable: as `client.call`.
    """
    customer = await ensure_customer(house, person_id)
    metadata = _metadata(person_id, product, reference)
    base = house.settings.public_url
    intent: dict[str, Any] = {"metadata": metadata}
    if save_card:
        intent["setup_future_usage"] = "off_session"
    params: dict[str, Any] = {
        "mode": "payment",
        "customer": customer,
        "client_reference_id": str(reference),
        "line_items": [
            {
                "quantity": 1,
                "price_data": {"currency": currency, "unit_amount": amount, "product_data": {"name": title}},
            }
        ],
        "success_url": base + success_path,
        "cancel_url": base + cancel_path,
        "metadata": metadata,
        "payment_intent_data": intent,
    }
    if expires_at is not None:
        params["expires_at"] = int(expires_at.timestamp())
    session: stripe.checkout.Session = await recorded(
        house,
        key=key,
        person_id=person_id,
        product=product,
        operation="checkout.sessions.create",
        parameters=params,
        make=lambda api: api.v1.checkout.sessions.create_async(params, {"idempotency_key": key}),  # pyright: ignore[reportArgumentType]
    )
    if not session.url:
        raise Conflict(
            "The payment page did not open. Nothing was charged; please try again.", slug="no-checkout"
        )
    return Checkout(session.id, session.url)


async def expire_checkout(house: House, session_id: str) -> bool:
    """Close a page that nobody shall pay on any more; False when it was paid or closed already."""
    try:
        await call(
            house, "checkout.sessions.expire", lambda api: api.v1.checkout.sessions.expire_async(session_id)
        )
    except PaymentRefused:
        return False
    return True


async def checkout_state(house: House, session_id: str) -> PaymentState:
    """How a hosted page stands, asked of Stripe.

    Raises:
        PaymentRefused: there is no such page.
        Unavailable: Stripe does not answer.
    """
    session = await call(
        house,
        "checkout.sessions.retrieve",
        lambda api: api.v1.checkout.sessions.retrieve_async(session_id, {"expand": ["payment_intent"]}),
    )
    intent: Any = session.payment_intent
    amount, currency = int(session.amount_total or 0), str(session.currency or "")
    if intent is None:
        status: Status = "expired" if session.status == "expired" else "open"
        return PaymentState(status=status, amount=amount, currency=currency)
    found = _state_of(intent)
    if found.status in ("open", "failed") and session.status != "complete":
        # A declined card leaves the page open for another.
        status = "expired" if session.status == "expired" else "open"
        return msgspec.structs.replace(found, status=status)
    return found


async def intent_state(house: House, payment_intent_id: str) -> PaymentState:
    """How a payment stands, asked of Stripe.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    intent = await call(
        house,
        "payment_intents.retrieve",
        lambda api: api.v1.payment_intents.retrieve_async(payment_intent_id),
    )
    return _state_of(intent)


def _state_of(intent: Any) -> PaymentState:
    error: Any = intent.last_payment_error
    charge: Any = intent.latest_charge
    statuses: dict[str, Status] = {
        "succeeded": "paid",
        "processing": "processing",
        "canceled": "expired",
        "requires_action": "open",
        "requires_confirmation": "open",
    }
    return PaymentState(
        status=statuses.get(str(intent.status), "failed" if error else "open"),
        amount=int(intent.amount),
        currency=str(intent.currency),
        payment_intent_id=str(intent.id),
        charge_id=None if charge is None else str(getattr(charge, "id", charge)),
        failure=None if error is None else str(error["message"]),
    )


async def saved_cards(house: House, person_id: UUID) -> list[SavedCard]:
    """Cards the person lets us keep, newest first.

    Raises:
        PaymentRefused, Unavailable, NotFound: as `ensure_customer`.
    """
    customer = await ensure_customer(house, person_id)
    page = await call(
        house,
        "payment_methods.list",
        lambda api: api.v1.payment_methods.list_async({"customer": customer, "type": "card", "limit": 10}),
    )
    return [
        SavedCard(method.id, str(method.card.brand), str(method.card.last4))
        for method in page.data
        if method.card is not None
    ]


async def remove_card(house: House, person_id: UUID, payment_method_id: str) -> bool:
    """Forget a card; False when it is not this person's."""
    if payment_method_id not in [card.payment_method_id for card in await saved_cards(house, person_id)]:
        return False
    await call(
        house, "payment_methods.detach", lambda api: api.v1.payment_methods.detach_async(payment_method_id)
    )
    return True


async def charge_saved_card(
    house: House,
    person_id: UUID,
    *,
    product: str,
    reference: UUID,
    amount: int,
    currency: str,
    title: str,
    key: str,
    payment_method_id: str | None = None,
) -> PaymentState:
    """Charge a card its owner has agreed to, without them at the page; the newest one unless named. The same key charges once.

    A card that is declined, or whose bank wants to see its owner, is `failed` with a sentence; so is somebody without a card.

    Raises:
        Unavailable: Stripe does not answer; the caller repeats with the same key.
    """
    method = payment_method_id
    if method is None:
        cards = await saved_cards(house, person_id)
        if not cards:
            return PaymentState(
                status="failed", amount=amount, currency=currency, failure="There is no saved card."
            )
        method = cards[0].payment_method_id
    customer = await ensure_customer(house, person_id)
    params: dict[str, Any] = {
        "amount": amount,
        "currency": currency,
        "customer": customer,
        "payment_method": method,
        "off_session": True,
        "confirm": True,
        "description": title,
        "metadata": _metadata(person_id, product, reference),
    }
    try:
        intent = await recorded(
            house,
            key=key,
            person_id=person_id,
            product=product,
            operation="payment_intents.create",
            parameters=params,
            make=lambda api: api.v1.payment_intents.create_async(params, {"idempotency_key": key}),  # pyright: ignore[reportArgumentType]
        )
    except PaymentRefused as refused:
        return PaymentState(status="failed", amount=amount, currency=currency, failure=refused.detail)
    return _state_of(intent)
