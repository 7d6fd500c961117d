"""Paying mentors: what is due is a row first, goes to Stripe under one key, and is looked up before it is ever tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.connect import find_reversal, find_transfer, reverse, send
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import Unavailable
from kith.foundation.logs import logger
from kith.products.mentor.payouts.accounts import queries

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("mentor.payouts")
_log = logger(__name__)
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
_AT_A_TIME: Final = 100


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 20), LONGEST_PAUSE)


async def pay_due(house: House) -> None:
    """Write down what mentors have earned by now, send what can be sent, take back what is to come back."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        await queries.owe(db.connection, at_most=_AT_A_TIME)
    async with house.database.session(_ACTOR, schema) as db:
        due = [row["id"] async for row in queries.due(db.connection, at_most=_AT_A_TIME)]
    for payout in due:
        await pay(house, payout)
    async with house.database.session(_ACTOR, schema) as db:
        back = [row["id"] async for row in queries.reversals_due(db.connection, at_most=_AT_A_TIME)]
    for reversal in back:
        await take_back(house, reversal)


async def pay(house: House, payout_id: UUID) -> None:
    """Send one payout, unless somebody else is at it, it is held, or nothing is left of it."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        claimed: Any = await queries.claim(db.connection, payout=payout_id, until=db.now + FIRST_PAUSE)
        if claimed is None:
            return
        again = db.now + _pause(claimed["attempts"])
        await queries.put_off(db.connection, payout=payout_id, until=again, error=None)
    try:
        # Somebody may have sent it and died before they could say so.
        known = (
            await find_transfer(house, claimed["destination"], payout_id) if claimed["attempts"] > 1 else None
        )
        made = known or await send(
            house,
            claimed["mentor_user_id"],
            product="mentor",
            reference=payout_id,
            amount=claimed["amount_cents"],
            currency=claimed["currency"],
            destination=claimed["destination"],
            source_charge=claimed["source_charge"],
            key=f"mentor-payout-{payout_id}-{claimed['refusals']}",
        )
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema) as db:
            await queries.put_off(db.connection, payout=payout_id, until=again, error=away.slug)
        return
    except PaymentRefused as refused:
        metrics.ALERTS.labels("payout_refused").inc()
        _log.error("a payout was refused", payout=str(payout_id))
        async with house.database.session(_ACTOR, schema) as db:
            await queries.refused(db.connection, payout=payout_id, until=again, error=refused.detail[:200])
        return
    await _paid(house, claimed["mentor_user_id"], payout_id, made.transfer_id)


async def _paid(house: House, mentor: UUID, payout_id: UUID, transfer: str) -> None:
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        if await queries.paid(db.connection, payout=payout_id, transfer=transfer) is not None:
            await queries.hurry_reversals(db.connection, mentor=mentor)


async def look_at(house: House, payout_id: UUID) -> None:
    """Stripe rang about a transfer: if we do not know what became of it, ask."""
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        row = await queries.payout(db.connection, payout=payout_id)
    if row is None or row["status"] != "sent":
        return
    found = await find_transfer(house, row["destination"], payout_id)
    if found is not None:
        await _paid(house, row["mentor_user_id"], payout_id, found.transfer_id)


async def take_back(house: House, reversal_id: UUID) -> None:
    """Take back what a mentor was paid too much. What the account cannot give now stays owed and is tried again, sooner when money arrives."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        claimed: Any = await queries.claim_reversal(
            db.connection, reversal=reversal_id, until=db.now + FIRST_PAUSE
        )
        if claimed is None:
            return
        again: datetime = db.now + _pause(claimed["attempts"])
        await queries.put_off_reversal(db.connection, reversal=reversal_id, until=again, error=None)
    try:
        known = (
            await find_reversal(house, claimed["transfer_id"], reversal_id)
            if claimed["attempts"] > 1
            else None
        )
        made = known or await reverse(
            house,
            claimed["mentor_user_id"],
            product="mentor",
            reference=reversal_id,
            transfer_id=claimed["transfer_id"],
            amount=claimed["amount_cents"],
            key=f"mentor-reversal-{reversal_id}-{claimed['refusals']}",
        )
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema) as db:
            await queries.put_off_reversal(db.connection, reversal=reversal_id, until=again, error=away.slug)
        return
    except PaymentRefused as refused:
        metrics.ALERTS.labels("reversal_refused").inc()
        async with house.database.session(_ACTOR, schema) as db:
            await queries.reversal_refused(
                db.connection, reversal=reversal_id, until=again, error=refused.detail[:200]
            )
        return
    async with house.database.session(_ACTOR, schema) as db:
        await queries.reversed(db.connection, reversal=reversal_id, stripe_id=made)
