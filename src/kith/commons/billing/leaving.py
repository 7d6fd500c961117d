"""Customers at Stripe of people who were forgotten: deleted there too, unless money of theirs is still being settled.

The erasure marks the row in its own transaction; this asks again until Stripe has done it. Deleting twice is deleting once.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from kith.commons.audit.commands import record
from kith.commons.billing.client import PaymentRefused, call, listed
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import Unavailable
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    import stripe

    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "leaving.sql")
_ACTOR: Final = service("billing.leaving")
_log = logger(__name__)
AFTER: Final = timedelta(hours=1)
"""Until then what the erasure itself gave back is on its way."""
_LOOK_AGAIN: Final = timedelta(days=1)
_ANSWERS_AGAIN: Final = timedelta(minutes=10)
_AT_ONCE: Final = 50
_SETTLED: Final = frozenset({"won", "lost", "warning_closed", "prevented"})
"""States of a dispute in which nobody is asked for anything any more."""
Waiting = Literal["dispute", "refund", "payment"]


async def leave(db: Session, person_id: UUID) -> None:
    """From the caller's commit on (service, schema `kith`), the person's customer at Stripe is to be deleted, if there is one."""
    await queries.leave(db.connection, person_id=person_id, at=db.now + AFTER)


async def leaving(db: Session, person_id: UUID) -> bool:
    """Whether Stripe knows, or knew, an erased person as a customer (service, schema `kith`)."""
    return await queries.leaving(db.connection, person_id=person_id)


async def sweep(house: House) -> None:
    """Delete at Stripe whoever is due there. One that cannot be deleted yet keeps no other waiting; a Stripe that is away keeps all."""
    async with house.database.session(_ACTOR, "kith") as db:
        due = [row async for row in queries.due(db.connection, at_most=_AT_ONCE)]
    for row in due:
        try:
            waits_for = await _delete(house, row["stripe_customer_id"])
        except Unavailable:
            await _later(house, row["id"], None, _ANSWERS_AGAIN)
            return
        except PaymentRefused as refused:
            metrics.ALERTS.labels("customer_not_deleted").inc()
            _log.error("Stripe did not delete a customer", failure=type(refused.__cause__).__name__)
            await _later(house, row["id"], None, _LOOK_AGAIN)
            continue
        if waits_for is not None:
            await _later(house, row["id"], waits_for, _LOOK_AGAIN)
            continue
        async with house.database.session(_ACTOR, "kith") as db:
            if await queries.left(db.connection, id=row["id"]):
                await record(
                    db,
                    admin=None,
                    action="stripe_customer.deleted",
                    target_type="person",
                    target_id=row["person_id"],
                )


async def _later(house: House, customer: UUID, waits_for: Waiting | None, wait: timedelta) -> None:
    async with house.database.session(_ACTOR, "kith") as db:
        await queries.later(db.connection, id=customer, waits_for=waits_for, at=db.now + wait)


async def _delete(house: House, customer: str) -> Waiting | None:
    """Deletes, or says what is still being settled."""
    waits_for = await _open_money(house, customer)
    if waits_for is not None:
        return waits_for
    try:
        await call(house, "customers.delete", lambda api: api.v1.customers.delete_async(customer))
    except PaymentRefused as refused:
        if not _unknown(refused):
            raise
    return None


def _unknown(refused: PaymentRefused) -> bool:
    import stripe

    cause = refused.__cause__
    return isinstance(cause, stripe.InvalidRequestError) and cause.code == "resource_missing"


async def _open_money(house: House, customer: str) -> Waiting | None:
    async for intent in _all(
        house, "payment_intents.list", lambda api: api.v1.payment_intents.list_async, {"customer": customer}
    ):
        if intent.status in ("processing", "requires_capture"):
            return "payment"
    async for charge in _all(
        house, "charges.list", lambda api: api.v1.charges.list_async, {"customer": customer}
    ):
        given = {"charge": str(charge.id)}
        if charge.disputed:
            async for dispute in _all(house, "disputes.list", lambda api: api.v1.disputes.list_async, given):
                if dispute.status not in _SETTLED:
                    return "dispute"
        if charge.amount_refunded:
            async for refund in _all(house, "refunds.list", lambda api: api.v1.refunds.list_async, given):
                if refund.status in ("pending", "requires_action"):
                    return "refund"
    return None


async def _all(
    house: House,
    operation: str,
    find: Callable[[stripe.StripeClient], Callable[[Any], Awaitable[Any]]],
    params: dict[str, str],
) -> AsyncGenerator[Any]:
    """Every object of a list at Stripe; of a customer it does not know, none."""
    try:
        async for one in listed(house, operation, find, params):
            yield one
    except PaymentRefused as refused:
        if not _unknown(refused):
            raise


SCHEDULES: Final = [Schedule(name="kith.stripe.customers_who_left", cron="*/10 * * * *", run=sweep)]
