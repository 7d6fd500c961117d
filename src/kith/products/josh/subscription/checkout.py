"""Paying: Stripe's hosted checkout to begin, its portal to change or end."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from uuid import UUID

from kith.commons.billing.client import call
from kith.commons.billing.customers import ensure_customer
from kith.foundation.actor import member
from kith.foundation.errors import Conflict
from kith.foundation.queries import load
from kith.products.josh.subscription import sync

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "sync.sql")


async def checkout_url(house: House, person_id: UUID, key: str) -> str:
    """Where the person pays. The same key leads to the same page, so a double click starts one checkout.

    Raises:
        Conflict: there is a paid subscription already.
        Unavailable, PaymentRefused: as `billing.client.call`.
    """
    async with house.database.session(member(person_id), house.product("josh").schema) as db:
        current = await queries.mine(db.connection, user_id=person_id)
    if current is not None and current["paying"] and current["state"] in ("active", "trialing", "past_due"):
        raise Conflict(
            "You have a subscription already; you can change it under “Manage”.", slug="subscribed-already"
        )
    customer = await ensure_customer(house, person_id)
    base = house.settings.public_url
    # Hashed, since a header takes no such characters as a person's program may choose.
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    session = await call(
        house,
        "checkout.sessions.create",
        lambda api: api.v1.checkout.sessions.create_async(
            {
                "mode": "subscription",
                "customer": customer,
                "client_reference_id": str(person_id),
                "line_items": [{"price": house.settings.stripe_price_josh, "quantity": 1}],
                "success_url": f"{base}/josh/subscription/done",
                "cancel_url": f"{base}/josh/subscription",
                "metadata": {"person_id": str(person_id), "product": "josh"},
                "subscription_data": {"metadata": {"person_id": str(person_id), "product": "josh"}},
            },
            {"idempotency_key": f"josh-checkout-{person_id}-{digest}"},
        ),
    )
    if not session.url:
        raise Conflict(
            "The payment page did not open. Nothing was charged; please try again.", slug="no-checkout"
        )
    return session.url


async def portal_url(house: House, person_id: UUID) -> str:
    """Where the person changes card or ends the subscription.

    Raises:
        Unavailable, PaymentRefused: as `billing.client.call`.
    """
    customer = await ensure_customer(house, person_id)
    session = await call(
        house,
        "billing_portal.sessions.create",
        lambda api: api.v1.billing_portal.sessions.create_async(
            {"customer": customer, "return_url": f"{house.settings.public_url}/josh/subscription"}
        ),
    )
    return session.url


async def after_checkout(house: House, person_id: UUID) -> None:
    """The browser came back: look now instead of waiting for the webhook. Either may be first, both end the same."""
    await sync.sync(house, person_id)
