"""Sending back what is owed: each refund is a row first, one key at Stripe however often it is tried, until a refused one is tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.refunds import Owed, RefundState, refund_state, send, tell_operators
from kith.foundation.actor import service
from kith.foundation.errors import Unavailable
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.refunds")
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
        state = await send(house, _owed(claimed), forget=lambda: _forget(house, refund_id))
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema) as db:
            await queries.put_off_refund(
                db.connection, refund=refund_id, until=db.now + pause, error=away.slug
            )
        return
    except PaymentRefused as refused:
        tell_operators("mentor", refund_id)
        async with house.database.session(_ACTOR, schema) as db:
            await queries.refund_done(
                db.connection, refund=refund_id, status="failed", txn=None, error=refused.detail[:200]
            )
        return
    await _note(house, refund_id, state)


async def look_at(house: House, refund_id: UUID) -> None:
    """Stripe rang about a refund: ask how it stands."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        known = await queries.refund_known(db.connection, refund=refund_id)
    if known is not None and known["refund_txn_id"] is not None:
        await _note(house, refund_id, await refund_state(house, known["refund_txn_id"]))


def _owed(claimed: Any) -> Owed:
    return Owed(
        id=claimed["id"],
        product="mentor",
        person_id=claimed["user_id"],
        charge_id=claimed["txn_id"],
        amount=claimed["amount_cents"],
        round=claimed["round"],
        attempts=claimed["attempts"],
        refund_id=claimed["refund_txn_id"],
    )


async def _forget(house: House, refund_id: UUID) -> None:
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await queries.forget_refund(db.connection, refund=refund_id)


async def _note(house: House, refund_id: UUID, state: RefundState) -> None:
    status = "sent" if state.status == "pending" else state.status
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await queries.note_refund(db.connection, refund=refund_id, txn=state.refund_id)
        news = await queries.refund_done(
            db.connection, refund=refund_id, status=status, txn=state.refund_id, error=state.why or None
        )
    if news is not None and status == "failed":
        tell_operators("mentor", refund_id)
