"""What the Stripe stand-in holds, and how a change of it becomes an event."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, cast

import msgspec

from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.courier import Courier
from kith.simulator.standins.faults import FaultKind, FaultPlan
from kith.simulator.standins.misbehaving import API_FAULTS
from kith.simulator.standins.store import Collection, Store
from kith.simulator.standins.stripe.billing_objects import (
    Charge,
    Dispute,
    Invoice,
    InvoicePayment,
    PaymentIntent,
    Refund,
    Subscription,
)
from kith.simulator.standins.stripe.connect_objects import Account, AccountLink, Transfer, TransferReversal
from kith.simulator.standins.stripe.errors import no_such
from kith.simulator.standins.stripe.events import EventDelivery, causing_request
from kith.simulator.standins.stripe.objects import (
    CheckoutSession,
    Customer,
    Deleted,
    Event,
    EventData,
    PaymentMethod,
    PortalSession,
    Price,
    Product,
    Recurring,
    Shape,
    new_id,
)
from kith.simulator.standins.stripe.rendering import Json, as_json, line_items, listing

STRIPE_FAULTS = API_FAULTS | {FaultKind.REPEAT_WEBHOOK, FaultKind.LOSE_WEBHOOK, FaultKind.DELAY_WEBHOOK}
AnyCollection = (
    Collection[Customer]
    | Collection[Product]
    | Collection[Price]
    | Collection[PaymentMethod]
    | Collection[CheckoutSession]
    | Collection[Subscription]
    | Collection[Invoice]
    | Collection[InvoicePayment]
    | Collection[PaymentIntent]
    | Collection[Charge]
    | Collection[Dispute]
    | Collection[Refund]
    | Collection[Dispute]
    | Collection[Account]
    | Collection[AccountLink]
    | Collection[Transfer]
    | Collection[TransferReversal]
    | Collection[Event]
)
AnyShape = TypeVar("AnyShape", bound=Shape)


class SeededPrice(msgspec.Struct, frozen=True, kw_only=True):
    """A price, with a product of the same name, that exists from the start. `unit_amount` in minor units."""

    id: str
    name: str
    currency: str = "usd"
    unit_amount: int
    interval: str = "month"


class StripeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The account that the stand-in plays.

    `retry_days` are the days from each failed payment of an invoice to the next try; after the last one the
    subscription becomes what `after_last_retry` says. `webhook_retry_seconds` are the waits between the tries
    of a delivery that was not answered with 2xx.
    """

    secret_key: str = "sk_test_standin"  # noqa: S105  the stand-in's own, worth nothing elsewhere
    webhook_secret: str = "whsec_standin"  # noqa: S105
    webhook_url: str | None = None
    webhook_retry_seconds: tuple[float, ...] = (1.0, 5.0, 25.0, 125.0)
    retry_days: tuple[int, ...] = (3, 5, 7)
    after_last_retry: str = "cancel"
    seeded_prices: tuple[SeededPrice, ...] = ()


class RememberedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The first answer to an idempotency key."""

    fingerprint: str
    status: int
    body: bytes
    at: int


class StripeStandIn:
    """One Stripe account in test mode. `base_url` is its own address, for the hosted pages."""

    def __init__(self, settings: StripeSettings, base_url: str, file: Path | None = None) -> None:
        self.settings = settings
        self.base_url = base_url
        self.faults = FaultPlan(STRIPE_FAULTS)
        self.courier = Courier()
        self.delivery = EventDelivery(
            self.courier,
            self.faults,
            settings.webhook_url,
            settings.webhook_secret,
            settings.webhook_retry_seconds,
        )
        self._store = Store(file)
        self.clock = MovableClock(self._store)
        self.customers = Collection(self._store, "customers", Customer)
        self.deleted = Collection(self._store, "deleted", Deleted)
        self.products = Collection(self._store, "products", Product)
        self.prices = Collection(self._store, "prices", Price)
        self.payment_methods = Collection(self._store, "payment_methods", PaymentMethod)
        self.sessions = Collection(self._store, "sessions", CheckoutSession)
        self.portal_sessions = Collection(self._store, "portal_sessions", PortalSession)
        self.subscriptions = Collection(self._store, "subscriptions", Subscription)
        self.invoices = Collection(self._store, "invoices", Invoice)
        self.invoice_payments = Collection(self._store, "invoice_payments", InvoicePayment)
        self.intents = Collection(self._store, "intents", PaymentIntent)
        self.charges = Collection(self._store, "charges", Charge)
        self.refunds = Collection(self._store, "refunds", Refund)
        self.disputes = Collection(self._store, "disputes", Dispute)
        self.accounts = Collection(self._store, "accounts", Account)
        self.account_links = Collection(self._store, "account_links", AccountLink)
        self.transfers = Collection(self._store, "transfers", Transfer)
        self.reversals = Collection(self._store, "transfer_reversals", TransferReversal)
        self.events = Collection(self._store, "events", Event)
        self.answers = Collection(self._store, "answers", RememberedAnswer)
        self._by_prefix: dict[str, AnyCollection] = {
            "cus": self.customers,
            "prod": self.products,
            "price": self.prices,
            "pm": self.payment_methods,
            "cs": self.sessions,
            "sub": self.subscriptions,
            "in": self.invoices,
            "inpay": self.invoice_payments,
            "pi": self.intents,
            "ch": self.charges,
            "re": self.refunds,
            "du": self.disputes,
            "acct": self.accounts,
            "acctlink": self.account_links,
            "tr": self.transfers,
            "trr": self.reversals,
            "evt": self.events,
        }
        self._seed()

    def now(self) -> int:
        """The stand-in's time in seconds since 1970."""
        return self.clock.timestamp()

    def collections(self) -> list[AnyCollection]:
        """Everything that has an identifier."""
        return list(self._by_prefix.values())

    def create(self, collection: Collection[AnyShape], new: AnyShape, event: str | None = None) -> AnyShape:
        """Keep a new object and tell of it."""
        collection.put(new.id, new)
        if event is not None:
            self.emit(event, as_json(new))
        return new

    def change(
        self, collection: Collection[AnyShape], key: str, event: str | None = None, **changes: object
    ) -> AnyShape:
        """Change fields of an object and tell of it, with what they were before. Raises StripeError 404."""
        old = found(collection, key)
        new = collection.put(key, msgspec.structs.replace(old, **changes))
        if event is not None and new != old:
            before, after = as_json(old), as_json(new)
            previous = {name: value for name, value in before.items() if after.get(name) != value}
            self.emit(event, after, previous if event.endswith(".updated") else None)
        return new

    def emit(
        self, kind: str, json: Json, previous: Json | None = None, *, account: str | None = None
    ) -> Event:
        """Record an event and start its delivery; `account` is the connected account it happened in."""
        event = Event(
            id=new_id("evt"),
            created=self.now(),
            type=kind,
            data=EventData(object=json, previous_attributes=previous),
            pending_webhooks=0 if self.delivery.url is None else 1,
            request=causing_request.get(),
            account=msgspec.UNSET if account is None else account,
        )
        self.events.put(event.id, event)
        self.delivery.send(event)
        return event

    def find(self, holder: Json, name: str) -> object:
        """What a field expands to: the object it names, or a list that is only sent when asked for."""
        match (holder.get("object"), name):
            case ("invoice", "payments"):
                payments = [as_json(p) for p in self.invoice_payments.all() if p.invoice == holder["id"]]
                return listing(payments, f"/v1/invoice_payments?invoice={holder['id']}")
            case ("customer", "subscriptions"):
                owned = [
                    as_json(s) for s in self.subscriptions.all() if s.customer == holder["id"] and s.alive
                ]
                return listing(owned, f"/v1/customers/{holder['id']}/subscriptions")
            case ("charge", "refunds"):
                refunds = [as_json(r) for r in self.refunds.all() if r.charge == holder["id"]]
                return listing(refunds, f"/v1/charges/{holder['id']}/refunds")
            case ("checkout.session", "line_items"):
                return line_items(found(self.sessions, cast("str", holder["id"])))
            case _:
                return self._named(holder.get(name))

    async def settled(self) -> None:
        """Wait until every delivery under way has ended, retries included."""
        await self.courier.settled()

    def reset(self) -> None:
        """Forget everything but the seeded prices, and return to real time and the settings' webhook."""
        for collection in self._by_prefix.values():
            collection.clear()
        for collection in (self.deleted, self.portal_sessions, self.answers):
            collection.clear()
        self.faults.clear()
        self.delivery.clear()
        self.delivery.url = self.settings.webhook_url
        self.clock.reset()
        self._seed()

    async def close(self) -> None:
        """Stop delivering and close the file."""
        await self.courier.close()
        self._store.close()

    def _seed(self) -> None:
        for seeded in self.settings.seeded_prices:
            if seeded.id in self.prices:
                continue
            now = self.now()
            product = Product(id=f"prod_{seeded.id}", created=now, updated=now, name=seeded.name)
            self.products.put(product.id, product)
            price = Price(
                id=seeded.id,
                created=now,
                product=product.id,
                currency=seeded.currency,
                unit_amount=seeded.unit_amount,
                unit_amount_decimal=str(seeded.unit_amount),
                type="recurring",
                recurring=Recurring(interval=seeded.interval),
            )
            self.prices.put(price.id, price)

    def _named(self, key: object) -> object:
        if not isinstance(key, str):
            return None
        collection = self._by_prefix.get(key.partition("_")[0])
        named = collection.get(key) if collection is not None else self.deleted.get(key)
        return None if named is None else as_json(named)


def found(collection: Collection[AnyShape], key: str, param: str | None = None) -> AnyShape:
    """The object of an identifier. Raises StripeError: 404 for one of the path, 400 for one in `param`."""
    one = collection.get(key)
    if one is None:
        if param is None:
            raise no_such(collection.name.removesuffix("s").replace("_", " "), key)
        raise no_such(collection.name.removesuffix("s").replace("_", " "), key, param, 400)
    return one
