"""People who subscribe to JOSH at Stripe's stand-in, and Stripe's events as they come in."""

from __future__ import annotations

import time
from uuid import UUID

import httpx
import msgspec

from kith.commons.billing.client import call
from kith.foundation.house import House
from kith.products.josh.subscription.checkout import checkout_url
from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe import checkout
from kith.simulator.standins.stripe.events import signature_header
from kith.simulator.standins.stripe.objects import Event

LATER_DECLINED = "4000000000000341"


async def sell(house: House) -> None:
    """A monthly price at Stripe, which the house asks for from now on."""
    price = await call(
        house,
        "prices.create",
        lambda api: api.v1.prices.create_async(
            {
                "currency": "usd",
                "unit_amount": 999,
                "recurring": {"interval": "month"},
                "product_data": {"name": "JOSH"},
            }
        ),
    )
    house.settings = msgspec.structs.replace(house.settings, stripe_price_josh=price.id)


async def subscribe(
    house: House, standins: StandIns, person: UUID, *, number: str = "4242424242424242"
) -> str:
    """The person pays at the checkout page; the subscription's id. Needs `sell`."""
    await checkout_url(house, person, f"key-{person}")
    session = standins.stripe.sessions.all()[-1]
    paid = checkout.pay(standins.stripe, session.id, number=number, email="ada@example.org", name="Ada")
    assert paid.subscription is not None
    return paid.subscription


async def post_event(client: httpx.AsyncClient, house: House, event: Event) -> httpx.Response:
    """An event as Stripe posts it, signed for this house."""
    body = msgspec.json.encode(event)
    signature = signature_header(body, house.settings.stripe_webhook_secret, int(time.time()))
    return await client.post(
        "/hooks/stripe",
        content=body,
        headers={"stripe-signature": signature, "content-type": "application/json"},
    )
