"""Whoever leaves pays no more: what we can end ourselves, a plan bought on the web, is ended at Stripe by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from kith.commons.billing.client import PaymentRefused, call
from kith.foundation.database import Session
from kith.foundation.jobs import Job, Payload, enqueue
from kith.products.attuned.subscriptions.commands import queries

if TYPE_CHECKING:
    from kith.foundation.house import House

_JOB = "attuned.subscriptions.end"


async def end_plans(db: Session, person_id: UUID) -> None:
    """Queue the end of a person's plans, in the transaction that forgets them; call it before that (service)."""
    rows = [row async for row in queries.web_purchases(db.connection, user_id=person_id)]
    for row in rows:
        await end_plan(db, row["id"])


async def end_plan(db: Session, subscription: str) -> None:
    """Queue the end of one subscription at Stripe (service)."""
    await enqueue(db, _JOB, {"subscription": subscription}, once_as=f"{_JOB}:{subscription}")


async def end_at_stripe(house: House, payload: Payload) -> None:
    """End one subscription; one that has ended already is fine."""
    subscription = cast("str", payload["subscription"])
    options: Any = {"idempotency_key": f"attuned-left-{subscription}"}
    try:
        await call(
            house,
            "subscriptions.cancel",
            lambda api: api.v1.subscriptions.cancel_async(subscription, {}, options),
        )
    except PaymentRefused:
        return


JOBS = [Job(name=_JOB, run=end_at_stripe, attempts=20)]
