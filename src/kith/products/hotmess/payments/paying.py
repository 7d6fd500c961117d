"""Paying sellers: what is due is a row first, goes to Stripe under one key, and is looked up before it is ever tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.connect import find_transfer, reverse, send, transfer_state
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import Unavailable
from kith.foundation.logs import logger
from kith.products.hotmess.payments.settling import queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("hotmess.payouts")
_log = logger(__name__)
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=6)
_AT_A_TIME: Final = 100


def _pause(attempts: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** min(max(attempts - 1, 0), 20), LONGEST_PAUSE)


async def pay_due(house: House) -> None:
    """Send what sellers are owed by now, take back what was refunded after it was sent."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        due = [row["id"] async for row in queries.due_payouts(db.connection, at_most=_AT_A_TIME)]
        back = [row["id"] async for row in queries.to_take_back(db.connection, at_most=_AT_A_TIME)]
    for payout in due:
        await pay(house, payout)
    for payout in back:
        await take_back(house, payout)


async def pay(house: House, payout_id: UUID) -> None:
    """Send one payout, unless somebody else is at it or nothing is left of it."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        claimed: Any = await queries.claim_payout(db.connection, payout=payout_id, until=db.now + FIRST_PAUSE)
        if claimed is None:
            return
        again = db.now + _pause(claimed["attempts"])
        await queries.put_off_payout(db.connection, payout=payout_id, until=again, error=None)
    try:
        # Somebody may have sent it and died before they could say so.
        known = (
            await find_transfer(house, claimed["destination"], payout_id) if claimed["attempts"] > 1 else None
        )
        made = known or await send(
            house,
            claimed["payee_id"],
            product="hotmess",
            reference=payout_id,
            amount=claimed["sum_pence"],
            currency=claimed["currency"].lower(),
            destination=claimed["destination"],
            source_charge=claimed["source_charge"],
            key=f"hotmess-payout-{payout_id}-{claimed['refusals']}",
        )
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.put_off_payout(db.connection, payout=payout_id, until=again, error=away.slug)
        return
    except PaymentRefused as refused:
        metrics.ALERTS.labels("payout_refused").inc()
        _log.error("a payout was refused", payout=str(payout_id))
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.payout_refused(db.connection, payout=payout_id, error=refused.detail[:200])
            await queries.payout_again(db.connection, payout=payout_id, until=again)
        return
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.payout_done(db.connection, payout=payout_id, transfer=made.transfer_id)


async def look_at(house: House, payout_id: UUID) -> None:
    """Stripe rang about a transfer: if we do not know what became of it, ask."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.payout(db.connection, payout=payout_id)
    if row is None or row["status"] != "sent":
        return
    found = await find_transfer(house, row["destination"], payout_id)
    if found is not None:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.payout_done(db.connection, payout=payout_id, transfer=found.transfer_id)


async def take_back(house: House, payout_id: UUID) -> None:
    """Take back what was refunded after it was sent. What the account cannot give now stays owed and is tried again."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        claimed: Any = await queries.claim_return(
            db.connection, payout=payout_id, until=db.now + LONGEST_PAUSE
        )
        if claimed is None:
            return
        again = db.now + _pause(claimed["attempts"])
    owed: int = claimed["owed_pence"]
    try:
        # Stripe's own sum is the truth: an answer that was lost counts too.
        already = (await transfer_state(house, claimed["stripe_transfer_id"])).amount_reversed
        if already < owed:
            await reverse(
                house,
                claimed["payee_id"],
                product="hotmess",
                reference=payout_id,
                transfer_id=claimed["stripe_transfer_id"],
                amount=owed - already,
                key=f"hotmess-return-{payout_id}-{already}-{owed}-{claimed['refusals']}",
            )
    except Unavailable as away:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.put_off_payout(db.connection, payout=payout_id, until=again, error=away.slug)
        return
    except PaymentRefused as refused:
        metrics.ALERTS.labels("reversal_refused").inc()
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.return_refused(
                db.connection, payout=payout_id, until=again, error=refused.detail[:200]
            )
        return
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.returned(db.connection, payout=payout_id, sum=max(owed, already))
