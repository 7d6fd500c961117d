"""What a subscription lets a person do. The rule is here and nowhere else; Stripe's webhooks and the trial only change the subscription."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from kith.foundation.database import Session
from kith.foundation.queries import load

queries = load(__file__, "entitlements.sql")

GRACE: Final = timedelta(days=3)


class Subscription(msgspec.Struct, frozen=True):
    """The facts the rule needs. A trial without a card has no `stripe_subscription_id` and ends at `current_period_end`."""

    state: str
    current_period_end: datetime | None = None
    grace_until: datetime | None = None
    stripe_subscription_id: str | None = None


class Entitlement(msgspec.Struct, frozen=True):
    """What may be done, and until when (None: until something changes)."""

    participate: bool
    initiate: bool
    expires_at: datetime | None = None


NOTHING: Final = Entitlement(participate=False, initiate=False)


def entitled(subscription: Subscription, now: datetime) -> Entitlement:
    """Active and trialing may do everything; past due takes part for three days of grace but starts nothing; the rest may not."""
    match subscription.state:
        case "active":
            return Entitlement(participate=True, initiate=True)
        case "trialing":
            ends = subscription.current_period_end if subscription.stripe_subscription_id is None else None
            if ends is not None and ends <= now:
                return NOTHING
            return Entitlement(participate=True, initiate=True, expires_at=ends)
        case "past_due":
            grace = subscription.grace_until
            if grace is None or grace <= now:
                return NOTHING
            return Entitlement(participate=True, initiate=False, expires_at=grace)
        case _:
            return NOTHING


async def recompute(db: Session, user_id: UUID) -> Entitlement:
    """Write a person's entitlements as their subscription makes them now."""
    row = await queries.subscription_of(db.connection, user_id=user_id)
    found = Subscription("none") if row is None else Subscription(*row)
    entitlement = entitled(found, db.now)
    await queries.store_entitlements(
        db.connection,
        user_id=user_id,
        participate=entitlement.participate,
        initiate=entitlement.initiate,
        source="stripe" if found.stripe_subscription_id else "trial",
        expires_at=entitlement.expires_at,
    )
    return entitlement


async def start_trial(db: Session, user_id: UUID, *, days: int) -> None:
    """The first days are free and need no card; somebody who has or had a subscription gets no second trial."""
    await queries.insert_trial(db.connection, user_id=user_id, ends_at=db.now + timedelta(days=days))
    await recompute(db, user_id)
