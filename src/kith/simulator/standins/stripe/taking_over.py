"""What a demo tells of money, as if it had gone through here. Nobody is told of it: it happened before anybody listened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kith.simulator.standins.stripe.billing_objects import Charge, PaymentIntent
from kith.simulator.standins.stripe.connect import STATES
from kith.simulator.standins.stripe.connect_objects import Account
from kith.simulator.standins.stripe.objects import new_id

if TYPE_CHECKING:
    from kith.foundation.product import DemoAccount, DemoMoney, DemoPayment
    from kith.simulator.standins.stripe.standin import StripeStandIn


def take_over(stripe: StripeStandIn, told: Mapping[str, DemoMoney]) -> None:
    """Remember the payments and accounts of each product, by its slug, under the names that they have there."""
    for product, money in told.items():
        for account in money.accounts:
            _open(stripe, product, account)
        for payment in money.payments:
            _collect(stripe, product, payment)


def _open(stripe: StripeStandIn, product: str, told: DemoAccount) -> None:
    account = Account(
        id=told.id,
        created=stripe.now(),
        country=told.country,
        default_currency=told.currency,
        metadata={"person_id": str(told.person_id), "product": product},
        **STATES["ready"],  # pyright: ignore[reportArgumentType]
    )
    stripe.accounts.put(account.id, account)


def _collect(stripe: StripeStandIn, product: str, told: DemoPayment) -> None:
    created = int(told.paid_at.timestamp())
    metadata = {"person_id": str(told.person_id), "product": product, "reference": str(told.id)}
    intent = PaymentIntent(
        id=told.intent,
        created=created,
        amount=told.amount,
        amount_received=told.amount,
        currency=told.currency,
        status="succeeded",
        client_secret=f"{told.intent}_secret_{new_id('x')[2:]}",
        latest_charge=told.charge,
        metadata=metadata,
    )
    charge = Charge(
        id=told.charge,
        created=created,
        amount=told.amount,
        amount_captured=told.amount,
        currency=told.currency,
        paid=True,
        status="succeeded",
        metadata=metadata,
        payment_intent=told.intent,
    )
    stripe.intents.put(intent.id, intent)
    stripe.charges.put(charge.id, charge)
