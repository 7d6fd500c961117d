"""Connect's side of Stripe's objects: accounts of people who are paid, transfers to them, reversals."""

from __future__ import annotations

from typing import Literal

import msgspec

from kith.simulator.standins.stripe.objects import Shape


class Requirements(msgspec.Struct, frozen=True, kw_only=True):
    """What Stripe still wants to know of somebody."""

    alternatives: tuple[str, ...] = ()
    current_deadline: int | None = None
    currently_due: tuple[str, ...] = ()
    disabled_reason: str | None = None
    errors: tuple[str, ...] = ()
    eventually_due: tuple[str, ...] = ()
    past_due: tuple[str, ...] = ()
    pending_verification: tuple[str, ...] = ()


class Capabilities(msgspec.Struct, frozen=True, kw_only=True):
    """What an account may do."""

    transfers: Literal["active", "inactive", "pending"] = "inactive"


class Account(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/accounts/object

    `paid_out` is what its owner has been sent to the bank already, `sent_in` since when Stripe looks at it; neither is sent.
    """

    country: str
    email: str | None = None
    object: Literal["account"] = "account"
    business_type: str | None = "individual"
    capabilities: Capabilities = Capabilities()
    charges_enabled: bool = False
    default_currency: str = "usd"
    details_submitted: bool = False
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    payouts_enabled: bool = False
    requirements: Requirements = Requirements()
    type: str = "express"
    paid_out: int = 0
    sent_in: int | None = None


class AccountLink(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/account_links/object

    `account`, `refresh_url`, `return_url`, `used` are not sent.
    """

    url: str
    expires_at: int
    account: str
    refresh_url: str
    return_url: str
    object: Literal["account_link"] = "account_link"
    used: bool = False


class Transfer(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/transfers/object"""

    amount: int
    currency: str
    destination: str
    object: Literal["transfer"] = "transfer"
    amount_reversed: int = 0
    balance_transaction: None = None
    description: str | None = None
    destination_payment: str | None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    reversed: bool = False
    source_transaction: str | None = None
    source_type: str = "card"
    transfer_group: str | None = None


class TransferReversal(Shape, frozen=True, kw_only=True):
    """https://docs.stripe.com/api/transfer_reversals/object"""

    amount: int
    currency: str
    transfer: str
    object: Literal["transfer_reversal"] = "transfer_reversal"
    balance_transaction: None = None
    destination_payment_refund: None = None
    metadata: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    source_refund: None = None
