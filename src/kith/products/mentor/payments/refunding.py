"""Sending back what is owed: each refund is a row first, one key at Stripe however often it is tried."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.refunds import RefundState, refund, refund_state
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import Unavailable
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.refunds")
_log = logger(__name__)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=2)


async def execute_due(house: House) -> None:
    """Every refund that is due goes to Stripe; one that cannot now is tried later, for as long as it takes."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        due = [row["id"] async for row in queries.due_refunds(db.connection, at_most=100)]
    for refund_id in due:
        await execute(house, refund_id)


async def execute(house: House, refund_id: UUID) -> None:
    """Send one refund to Stripe, unless somebody else is at it."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        claimed = await queries.claim_refund(
            db.connection, refund=refund_id, next_attempt_at=db.now + FIRST_PAUSE
        )
        if claimed is None:
            return
        pause = min(FIRST_PAUSE * 2 ** min(claimed["attempts"] - 1, 20), LONGEST_PAUSE)
        await queries.put_off_refund(db.connection, refund=refund_id, until=db.now + pause, error=None)
    try:
        if claimed["refund_txn_id"]:
            state = await refund_state(house, claimed["refund_txn_id"])
        else:
            state = await refund(
                house,
                charge_id=claimed["txn_id"],
                amount=claimed["amount_cents"],
                key=f"mentor-refund-{refund_id}",
                product="mentor",
                reference=refund_id,
                person_id=claimed["user_id"],
            )
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema) as db:
            await queries.put_off_refund(
                db.connection, refund=refund_id, until=db.now + pause, error=away.slug
            )
        return
    except PaymentRefused as refused:
        metrics.ALERTS.labels("refund_refused").inc()
        _log.error("a refund was refused", refund=str(refund_id))
        async with house.database.session(_ACTOR, schema) as db:
            await queries.refund_done(
                db.connection, refund=refund_id, status="failed", error=refused.detail[:200]
            )
        return
    await _note(house, refund_id, state)


async def look_at(house: House, refund_id: UUID) -> None:
    """Stripe rang about a refund: ask how it stands."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        known = await queries.refund_known(db.connection, refund=refund_id)
    if known is not None and known["refund_txn_id"] is not None:
        await _note(house, refund_id, await refund_state(house, known["refund_txn_id"]))


async def _note(house: House, refund_id: UUID, state: RefundState) -> None:
    status = "sent" if state.status == "pending" else state.status
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await queries.note_refund(db.connection, refund=refund_id, txn=state.refund_id)
        await queries.refund_done(db.connection, refund=refund_id, status=status, error=None)
