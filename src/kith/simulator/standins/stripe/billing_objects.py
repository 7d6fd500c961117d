"""The money side of Stripe's objects: subscriptions, invoices, payments, refunds."""

from __future__ import annotations

from typing import Literal

import msgspec

from kith.simulator.standins.stripe.objects import Json, Price, Shape, Switch


class SubscriptionItem(msgspec.Struct, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/subscription_items/object"""

    id: str
    created: int
    subscription: str
    price: Price
    quantity: int
    current_period_start: int
    current_period_end: int
    object: Literal["subscription_item"] = "subscription_item"
    discounts: tuple[str, ...] = ()
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    tax_rates: tuple[str, ...] = ()


class BillingMode(msgspec.Struct, frozen=True):
    """How periods are computed."""

    type: str = "flexible"


class CancellationDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Why a subscription ends."""

    comment: str | None = None
    feedback: str | None = None
    reason: str | None = None


class Subscription(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/subscriptions/object

    `line_items` is sent as the list `items`; the current period is on its items, as since version 2025-03-31.
    """

    customer: str
    currency: str
    line_items: list[SubscriptionItem]
    billing_cycle_anchor: int
    start_date: int
    status: Literal[
        "active", "canceled", "incomplete", "incomplete_expired", "past_due", "trialing", "unpaid"
    ]
    object: Literal["subscription"] = "subscription"
    application: None = None
    automatic_tax: Switch = Switch()
    billing_mode: BillingMode = BillingMode()
    cancel_at: int | None = None
    cancel_at_period_end: bool = False
    canceled_at: int | None = None
    cancellation_details: CancellationDetails = CancellationDetails()
    collection_method: str = "charge_automatically"
    days_until_due: None = None
    default_payment_method: str | None = None
    default_source: None = None
    description: str | None = None
    discounts: tuple[str, ...] = ()
    ended_at: int | None = None
    latest_invoice: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    pause_collection: None = None
    pending_setup_intent: None = None
    schedule: None = None
    test_clock: None = None
    trial_end: int | None = None
    trial_start: int | None = None

    @property
    def period_start(self) -> int:
        """Start of the current period, in seconds since 1970."""
        return self.line_items[0].current_period_start

    @property
    def period_end(self) -> int:
        """End of the current period, in seconds since 1970."""
        return self.line_items[0].current_period_end

    @property
    def alive(self) -> bool:
        """Whether it can still be billed, changed or canceled."""
        return self.status not in {"canceled", "incomplete_expired"}


class Period(msgspec.Struct, frozen=True):
    """From when to when a line is for."""

    start: int
    end: int


class InvoiceLine(msgspec.Struct, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/invoice-line-item/object"""

    id: str
    invoice: str
    amount: int
    subtotal: int
    currency: str
    description: str
    quantity: int
    period: Period
    parent: Json
    pricing: Json
    object: Literal["line_item"] = "line_item"
    discountable: bool = True
    discounts: tuple[str, ...] = ()
    livemode: bool = False
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    taxes: tuple[str, ...] = ()


class StatusTransitions(msgspec.Struct, frozen=True, kw_only=True):
    """When an invoice changed its status."""

    finalized_at: int | None = None
    marked_uncollectible_at: int | None = None
    paid_at: int | None = None
    voided_at: int | None = None


class Invoice(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/invoices/object

    `invoice_lines` is sent as the list `lines`; `payments` only where the request expands it.
    """

    customer: str
    currency: str
    number: str
    amount_due: int
    amount_remaining: int
    invoice_lines: list[InvoiceLine]
    parent: Json
    period_start: int
    period_end: int
    subtotal: int
    total: int
    billing_reason: str
    object: Literal["invoice"] = "invoice"
    account_country: str = "US"
    account_name: str = "Stripe stand-in"
    amount_overpaid: int = 0
    amount_paid: int = 0
    amount_shipping: int = 0
    attempt_count: int = 0
    attempted: bool = False
    auto_advance: bool = True
    automatic_tax: Switch = Switch()
    collection_method: str = "charge_automatically"
    customer_email: str | None = None
    customer_name: str | None = None
    default_payment_method: str | None = None
    description: str | None = None
    discounts: tuple[str, ...] = ()
    due_date: int | None = None
    ending_balance: int = 0
    hosted_invoice_url: str | None = None
    invoice_pdf: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    next_payment_attempt: int | None = None
    starting_balance: int = 0
    status: Literal["draft", "open", "paid", "uncollectible", "void"] = "open"
    status_transitions: StatusTransitions = StatusTransitions()
    total_taxes: tuple[str, ...] = ()

    @property
    def subscription(self) -> str | None:
        """The subscription that it bills."""
        details = self.parent.get("subscription_details")
        key = details.get("subscription") if isinstance(details, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return key if isinstance(key, str) else None


class PaymentTransitions(msgspec.Struct, frozen=True, kw_only=True):
    """When an invoice's payment ended."""

    canceled_at: int | None = None
    paid_at: int | None = None


class InvoicePayment(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/invoice-payment/object"""

    invoice: str
    amount_requested: int
    currency: str
    payment: dict[str, str]
    object: Literal["invoice_payment"] = "invoice_payment"
    amount_paid: int | None = None
    is_default: bool = True
    status: Literal["open", "paid", "canceled"] = "open"
    status_transitions: PaymentTransitions = PaymentTransitions()


class PaymentIntent(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/payment_intents/object"""

    amount: int
    currency: str
    status: Literal["requires_payment_method", "requires_confirmation", "processing", "succeeded", "canceled"]
    client_secret: str
    object: Literal["payment_intent"] = "payment_intent"
    amount_capturable: int = 0
    amount_received: int = 0
    canceled_at: int | None = None
    cancellation_reason: str | None = None
    capture_method: str = "automatic"
    confirmation_method: str = "automatic"
    customer: str | None = None
    description: str | None = None
    last_payment_error: dict[str, str] | None = None
    latest_charge: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    next_action: None = None
    payment_method: str | None = None
    payment_method_types: tuple[str, ...] = ("card",)
    receipt_email: str | None = None
    setup_future_usage: str | None = None
    statement_descriptor: str | None = None
    transfer_group: str | None = None


class Charge(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/charges/object"""

    amount: int
    currency: str
    paid: bool
    status: Literal["failed", "pending", "succeeded"]
    object: Literal["charge"] = "charge"
    amount_captured: int = 0
    amount_refunded: int = 0
    captured: bool = True
    customer: str | None = None
    description: str | None = None
    disputed: bool = False
    failure_code: str | None = None
    failure_message: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    payment_intent: str | None = None
    payment_method: str | None = None
    receipt_url: str | None = None
    refunded: bool = False


class Dispute(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/disputes/object"""

    amount: int
    currency: str
    charge: str
    payment_intent: str | None
    object: Literal["dispute"] = "dispute"
    is_charge_refundable: bool = False
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    reason: str = "fraudulent"
    status: Literal["needs_response", "under_review", "won", "lost"] = "needs_response"


class Refund(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/refunds/object"""

    amount: int
    currency: str
    charge: str
    payment_intent: str | None
    object: Literal["refund"] = "refund"
    balance_transaction: None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    reason: str | None = None
    receipt_number: None = None
    status: str = "succeeded"
    failure_reason: str | None = None
