"""Plans bought on the web, at Stripe: its hosted checkout to begin, its portal to end, and how they stand, asked at every event."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.commons.billing.client import call
from kith.commons.billing.customers import ensure_customer
from kith.commons.billing.customers import queries as customers
from kith.commons.billing.minor_units import in_whole_units
from kith.foundation.errors import Conflict, NotFound
from kith.products.attuned.subscriptions import commands
from kith.products.attuned.subscriptions.commands import ACTOR, queries, schema
from kith.products.attuned.subscriptions.facts import Fact, Renewal
from kith.products.attuned.subscriptions.leaving import end_plan
from kith.products.attuned.subscriptions.plan import Standing

if TYPE_CHECKING:
    from kith.foundation.house import House

GRACE: Final = timedelta(days=7)
"""How long an unpaid renewal keeps the plan, from the beginning of the period that is not paid."""
_STANDINGS: Final[dict[str, Standing]] = {
    "active": "running",
    "trialing": "running",
    "canceled": "running",
    "past_due": "grace",
    "unpaid": "hold",
    "paused": "paused",
}
_BELLS: Final = ("customer.subscription.", "checkout.session.", "invoice.", "charge.refunded", "refund.")


def prices(house: House) -> dict[str, str]:
    """Stripe's prices and the plan each is; empty when none is sold on the web."""
    settings = house.settings
    sold = {
        settings.stripe_price_attuned: "premium",
        settings.stripe_price_attuned_annual: "premium_annual",
    }
    return {price: kind for price, kind in sold.items() if price}


class _Price(msgspec.Struct, frozen=True):
    id: str
    currency: str = "usd"
    unit_amount: int | None = None


class _Item(msgspec.Struct, frozen=True):
    price: _Price
    current_period_start: int
    current_period_end: int


class _Items(msgspec.Struct, frozen=True):
    data: list[_Item] = []


class _Paid(msgspec.Struct, frozen=True):
    payment_intent: str | None = None


class _Payment(msgspec.Struct, frozen=True):
    payment: _Paid


class _Payments(msgspec.Struct, frozen=True):
    data: list[_Payment] = []


class _Invoice(msgspec.Struct, frozen=True):
    payments: _Payments = _Payments()


class AtStripe(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription as Stripe gives it, with the payments of its latest invoice. Moments are seconds since 1970."""

    id: str
    status: str
    items: _Items
    created: int
    start_date: int | None = None
    cancel_at_period_end: bool = False
    cancel_at: int | None = None
    ended_at: int | None = None
    metadata: dict[str, str] = {}
    latest_invoice: _Invoice | str | None = None

    @property
    def payment_intents(self) -> set[str]:
        """What the running period was paid with."""
        if not isinstance(self.latest_invoice, _Invoice):
            return set()
        paid = {one.payment.payment_intent for one in self.latest_invoice.payments.data}
        return {intent for intent in paid if intent is not None}


async def checkout_url(house: House, person_id: UUID, kind: str, key: str) -> str:
    """Where the person pays. The same key leads to the same page, so a double click starts one checkout.

    Raises:
        NotFound: this plan is not sold on the web, or not somebody of Attuned.
        Conflict: there is a plan already, wherever it came from.
        Unavailable, PaymentRefused: as `billing.client.call`.
    """
    price = next((price for price, sold in prices(house).items() if sold == kind), None)
    if price is None:
        raise NotFound
    plan = await commands.plan_for(house, person_id)
    if plan.tier == "premium":
        raise Conflict("You have a plan already.", slug="subscribed-already")
    customer = await ensure_customer(house, person_id)
    base = house.settings.public_url
    # Hashed, since a header takes no such characters as a person's program may choose.
    digest = hashlib.sha256(f"{kind}:{key}".encode("utf-8", "surrogatepass")).hexdigest()
    metadata = {"person_id": str(person_id), "product": "attuned"}
    session = await call(
        house,
        "checkout.sessions.create",
        lambda api: api.v1.checkout.sessions.create_async(
            {
                "mode": "subscription",
                "customer": customer,
                "client_reference_id": str(person_id),
                "line_items": [{"price": price, "quantity": 1}],
                "success_url": f"{base}/attuned/subscription/done",
                "cancel_url": f"{base}/attuned/subscription",
                "metadata": metadata,
                "subscription_data": {"metadata": metadata},
            },
            {"idempotency_key": f"attuned-checkout-{person_id}-{digest}"},
        ),
    )
    if not session.url:
        raise Conflict(
            "The payment page did not open. Nothing was charged; please try again.", slug="no-checkout"
        )
    return session.url


async def portal_url(house: House, person_id: UUID) -> str:
    """Where the person changes card or ends the plan.

    Raises:
        Unavailable, PaymentRefused: as `billing.client.call`.
    """
    customer = await ensure_customer(house, person_id)
    session = await call(
        house,
        "billing_portal.sessions.create",
        lambda api: api.v1.billing_portal.sessions.create_async(
            {"customer": customer, "return_url": f"{house.settings.public_url}/attuned/subscription"}
        ),
    )
    return session.url


async def on_event(house: House, person_id: UUID, event_type: str, _event: dict[str, Any]) -> None:
    """An event about one of our people: whatever it says, look how things stand now."""
    if event_type.startswith(_BELLS):
        await sync(house, person_id)


async def sync(house: House, person_id: UUID) -> None:
    """Ask Stripe and write the answer; an answer overtaken by a later question changes nothing.

    Raises:
        Unavailable, PaymentRefused: as `billing.client.call`; to be tried again.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        here = await queries.is_member(db.connection, user_id=person_id)
        as_of = db.now
    async with house.database.session(ACTOR, "kith") as db:
        customer: str | None = await customers.customer_of(db.connection, person_id=person_id)
    if customer is None:
        return
    page = await call(
        house,
        "subscriptions.list",
        lambda api: api.v1.subscriptions.list_async(
            {
                "customer": customer,
                "status": "all",
                "limit": 100,
                "expand": ["data.latest_invoice.payments"],
            }
        ),
    )
    found = [msgspec.convert(entry.to_dict(), AtStripe, strict=False) for entry in page.data]
    ours = [entry for entry in found if entry.metadata.get("product") == "attuned"]
    if not ours:
        return
    if not here:
        # Paid for while they were leaving: nobody would ever have it.
        async with house.database.session(ACTOR, schema(house)) as db:
            for entry in ours:
                if entry.ended_at is None:
                    await end_plan(db, entry.id)
        return
    charges = await call(
        house, "charges.list", lambda api: api.v1.charges.list_async({"customer": customer, "limit": 100})
    )
    # When it was given back is told by the refund; that it was, in full, is what counts.
    refunded = {str(one.payment_intent): _moment(one.created) for one in charges.data if one.refunded}
    async with house.database.session(ACTOR, schema(house)) as db:
        for entry in ours:
            fact = fact_of(entry, refunded, prices(house), as_of)
            if fact is not None:
                await commands.keep(db, house, fact, claimed_by=person_id)


def fact_of(
    found: AtStripe, refunded: Mapping[str, datetime], sold: Mapping[str, str], as_of: datetime
) -> Fact | None:
    """Stripe's subscription as a fact; None before its first payment. A charge given back in full ends what it paid for."""
    standing = _STANDINGS.get(found.status)
    if standing is None or not found.items.data:
        return None
    item = found.items.data[0]
    begins, ends = _moment(item.current_period_start), _moment(item.current_period_end)
    if found.ended_at is not None:
        ends = min(ends, _moment(found.ended_at))
    currency = item.price.currency.upper()
    given_back = [refunded[intent] for intent in found.payment_intents if intent in refunded]
    return Fact(
        platform="web",
        chain=found.id,
        id=found.id,
        sequence=0,
        product_id=item.price.id,
        kind=sold.get(item.price.id, "premium"),
        amount=in_whole_units(item.price.unit_amount or 0, currency),
        currency=currency,
        started_at=_moment(found.start_date or found.created),
        # Of a period that is not paid, nothing is had but the grace.
        expires_at=begins if standing == "grace" else ends,
        as_of=as_of,
        revoked_at=min(given_back, default=None),
        renewal=Renewal(
            standing=standing,
            auto_renew=not (found.cancel_at_period_end or found.cancel_at or found.ended_at),
            as_of=as_of,
            grace_until=begins + GRACE if standing == "grace" else None,
        ),
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
