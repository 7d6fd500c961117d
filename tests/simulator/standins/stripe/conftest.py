"""The official Stripe client, pointed at the stand-in, and a monthly price."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import msgspec
import pytest
import stripe

from kith.simulator.standins import StandIns
from kith.simulator.standins.stripe import StripeStandIn, checkout


class Shop(msgspec.Struct):
    """The client, the stand-in behind it, and what tests need again and again."""

    client: stripe.StripeClient
    standin: StripeStandIn
    price: str

    async def session(self, **more: object) -> stripe.checkout.Session:
        """An open checkout session for one monthly subscription."""
        params = {
            "mode": "subscription",
            "line_items": [{"price": self.price, "quantity": 1}],
            "success_url": "https://kith.example/done?session={CHECKOUT_SESSION_ID}",
            "cancel_url": "https://kith.example/back",
            **more,
        }
        return await self.client.v1.checkout.sessions.create_async(params)

    async def subscribed(self, number: str = "4242424242424242", **more: object) -> stripe.Subscription:
        """A subscription that somebody just paid for at the checkout page."""
        session = await self.session(**more)
        paid = checkout.pay(self.standin, session.id, number=number, email="ada@example.org", name="Ada")
        assert paid.subscription is not None
        return await self.client.v1.subscriptions.retrieve_async(paid.subscription)

    def events(self) -> list[str]:
        """The types of all events, oldest first."""
        return [event.type for event in self.standin.events.all()]

    def status(self, subscription: str) -> str:
        """A subscription's status."""
        found = self.standin.subscriptions.get(subscription)
        assert found is not None
        return found.status


@pytest.fixture
async def new_client(standins: StandIns) -> AsyncIterator[Callable[..., stripe.StripeClient]]:
    opened: list[stripe.HTTPXClient] = []

    def build(key: str | None = None, timeout: float = 5) -> stripe.StripeClient:
        opened.append(stripe.HTTPXClient(timeout=timeout))
        return stripe.StripeClient(
            key or standins.stripe.settings.secret_key,
            base_addresses={"api": standins.stripe_url},
            http_client=opened[-1],
            max_network_retries=0,
        )

    yield build
    for http_client in opened:
        await http_client.close_async()


@pytest.fixture
async def shop(standins: StandIns, new_client: Callable[..., stripe.StripeClient]) -> Shop:
    client = new_client()
    price = await client.v1.prices.create_async(
        {
            "currency": "usd",
            "unit_amount": 999,
            "recurring": {"interval": "month"},
            "product_data": {"name": "JOSH"},
        }
    )
    return Shop(client, standins.stripe, price.id)
