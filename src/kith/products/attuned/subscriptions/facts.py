"""What a store tells about a purchase, as it is kept."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from kith.products.attuned.subscriptions.plan import Platform, Standing


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """How a chain goes on, as of a moment of the store's."""

    standing: Standing
    auto_renew: bool
    as_of: datetime
    grace_until: datetime | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One transaction as of a moment of the store's; `plan.Transaction` says what chain, sequence and replaces are.

    `account_token` is what the app gave the store at the purchase; None where it was bought outside the app. `amount` in whole units of
    the currency.
    """

    platform: Platform
    chain: str
    id: str
    sequence: int
    product_id: str
    kind: str
    amount: Decimal
    currency: str
    started_at: datetime
    expires_at: datetime
    as_of: datetime
    revoked_at: datetime | None = None
    replaces: str | None = None
    account_token: UUID | None = None
    renewal: Renewal | None = None
