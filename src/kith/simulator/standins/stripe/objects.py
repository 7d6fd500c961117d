"""The customer side of Stripe's objects, as far as a subscription business reads them."""

from __future__ import annotations

import uuid
from typing import Literal

import msgspec

# A name of its own, because inside the shapes below `object` is the field that names their kind.
Json = dict[str, object]

API_VERSION = "2026-10-28.endive"
"""The version that the installed client library is pinned to."""


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What every object has."""

    id: str
    created: int
    livemode: bool = False


class Switch(msgspec.Struct, frozen=True):
    """A feature that is on or off."""

    enabled: bool = False


def new_id(prefix: str) -> str:
    """A new identifier, such as cus_... for prefix "cus"."""
    return f"{prefix}_{uuid.uuid4().hex[:24]}"


class InvoiceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How a customer's invoices are paid."""

    default_payment_method: str | None = None
    custom_fields: None = None
    footer: str | None = None
    rendering_options: None = None


class Customer(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/customers/object"""

    object: Literal["customer"] = "customer"
    address: None = None
    balance: int = 0
    currency: str | None = None
    default_source: None = None
    delinquent: bool = False
    description: str | None = None
    discount: None = None
    email: str | None = None
    invoice_prefix: str = ""
    invoice_settings: InvoiceSettings = InvoiceSettings()
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    name: str | None = None
    next_invoice_sequence: int = 1
    phone: str | None = None
    preferred_locales: tuple[str, ...] = ()
    shipping: None = None
    tax_exempt: str = "none"
    test_clock: None = None


class Deleted(msgspec.Struct, frozen=True, kw_only=True):
    """What remains of a deleted object."""

    id: str
    object: str
    deleted: Literal[True] = True


class Product(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/products/object"""

    name: str
    updated: int
    object: Literal["product"] = "product"
    active: bool = True
    default_price: str | None = None
    description: str | None = None
    images: tuple[str, ...] = ()
    marketing_features: tuple[str, ...] = ()
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    statement_descriptor: str | None = None
    tax_code: None = None
    type: str = "service"
    unit_label: str | None = None
    url: str | None = None


class Recurring(msgspec.Struct, frozen=True, kw_only=True):
    """How often a price is charged."""

    interval: str
    interval_count: int = 1
    meter: None = None
    trial_period_days: None = None
    usage_type: str = "licensed"


class Price(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/prices/object"""

    product: str
    currency: str
    unit_amount: int
    unit_amount_decimal: str
    type: Literal["one_time", "recurring"]
    object: Literal["price"] = "price"
    active: bool = True
    billing_scheme: str = "per_unit"
    custom_unit_amount: None = None
    lookup_key: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    nickname: str | None = None
    recurring: Recurring | None = None
    tax_behavior: str = "unspecified"
    tiers_mode: None = None
    transform_quantity: None = None


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """The readable part of a card."""

    last4: str
    brand: str = "visa"
    country: str = "US"
    display_brand: str = "visa"
    exp_month: int = 12
    exp_year: int = 2040
    fingerprint: str = ""
    funding: str = "credit"


class BillingDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Who pays."""

    address: None = None
    email: str | None = None
    name: str | None = None
    phone: str | None = None


class PaymentMethod(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/payment_methods/object"""

    card: Card
    object: Literal["payment_method"] = "payment_method"
    allow_redisplay: str = "unspecified"
    billing_details: BillingDetails = BillingDetails()
    customer: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    type: str = "card"


class LineItem(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a checkout: https://docs.stripe.com/api/checkout/sessions/line_items"""

    id: str
    price: Price
    quantity: int
    amount_subtotal: int
    amount_total: int
    currency: str
    description: str
    object: Literal["item"] = "item"
    amount_discount: int = 0
    amount_tax: int = 0


class CustomerDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What the person entered while paying."""

    email: str | None = None
    name: str | None = None
    phone: str | None = None
    address: None = None
    tax_exempt: str = "none"
    tax_ids: tuple[str, ...] = ()


class CheckoutSession(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/checkout/sessions/object

    `lines`, `keeps_card`, `trial_period_days` and `inner_metadata` (of what the session makes) are not sent.
    """

    mode: Literal["payment", "subscription"]
    expires_at: int
    amount_subtotal: int
    amount_total: int
    currency: str
    object: Literal["checkout.session"] = "checkout.session"
    allow_promotion_codes: bool | None = None
    automatic_tax: Switch = Switch()
    billing_address_collection: str | None = None
    cancel_url: str | None = None
    client_reference_id: str | None = None
    client_secret: None = None
    custom_fields: tuple[str, ...] = ()
    customer: str | None = None
    customer_creation: str | None = None
    customer_details: CustomerDetails | None = None
    customer_email: str | None = None
    invoice: str | None = None
    locale: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    payment_intent: str | None = None
    payment_link: None = None
    payment_method_collection: str = "always"
    payment_method_types: tuple[str, ...] = ("card",)
    payment_status: Literal["no_payment_required", "paid", "unpaid"] = "unpaid"
    phone_number_collection: Switch = Switch()
    setup_intent: None = None
    shipping_options: tuple[str, ...] = ()
    status: Literal["complete", "expired", "open"] = "open"
    submit_type: str | None = None
    subscription: str | None = None
    success_url: str | None = None
    ui_mode: str = "hosted_page"
    url: str | None = None
    lines: tuple[LineItem, ...] = ()
    keeps_card: bool = False
    trial_period_days: int | None = None
    inner_metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])


class PortalSession(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/customer_portal/sessions/object"""

    customer: str
    url: str
    return_url: str | None = None
    object: Literal["billing_portal.session"] = "billing_portal.session"
    configuration: str = "bpc_standin"
    flow: None = None
    locale: str | None = None
    on_behalf_of: None = None


class EventData(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The object as it was, and what it was before."""

    object: Json
    previous_attributes: Json | None = None


class EventRequest(msgspec.Struct, frozen=True, kw_only=True):
    """The API request that caused an event; empty for what happened by itself."""

    id: str | None = None
    idempotency_key: str | None = None


class Event(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/events/object"""

    type: str
    data: EventData
    object: Literal["event"] = "event"
    api_version: str = API_VERSION
    pending_webhooks: int = 0
    request: EventRequest = EventRequest()
    account: str | msgspec.UnsetType = msgspec.UNSET
