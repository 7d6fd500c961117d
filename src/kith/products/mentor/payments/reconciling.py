"""What ended is compared with what Stripe knows: events get lost, refunds fail days later, and somebody may act at Stripe's own desk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from kith.commons.billing.client import PaymentRefused
from kith.commons.billing.connect import transfer_state
from kith.commons.billing.refunds import refunded_of
from kith.foundation import metrics
from kith.foundation.actor import service
from kith.foundation.errors import Unavailable
from kith.foundation.jobs import Schedule
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.mentor.payments import refunding, settling
from kith.products.mentor.payouts.accounts import queries as payouts

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "reconciling.sql")
_ACTOR = service("mentor.reconciling")
_log = logger(__name__)
_AT_A_TIME: Final = 40
_NOT_SINCE: Final = timedelta(hours=20)
_AS_FAR_BACK: Final = timedelta(days=30)


async def reconcile(house: House) -> None:
    """Ask Stripe about some of what ended in the last month, each about once a day; mend what can be mended, report the rest.

    A charge that was paid after all is settled, a refund that failed later is due again; sums given back or reversed at Stripe that no row of
    ours explains are written on the row and counted as an alert.
    """
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        rows = [
            row
            async for row in queries.to_compare(
                db.connection, before=db.now - _NOT_SINCE, since=db.now - _AS_FAR_BACK, at_most=_AT_A_TIME
            )
        ]
        sent = [
            row
            async for row in payouts.to_compare(db.connection, before=db.now - _NOT_SINCE, at_most=_AT_A_TIME)
        ]
    try:
        for row in rows:
            differs = await _payment(house, row)
            async with house.database.session(_ACTOR, schema) as db:
                await queries.compared(db.connection, payment=row["id"], failure=differs)
        for row in sent:
            differs = await _payout(house, row)
            async with house.database.session(_ACTOR, schema) as db:
                await payouts.compared(db.connection, payout=row["id"], failure=differs)
    except Unavailable:
        return  # what was not asked about is asked about next time


async def _payment(house: House, row: Any) -> str | None:
    try:
        if row["kind"] == "refund":
            await refunding.look_at(house, row["id"])
        elif row["status"] != "succeeded":
            await settling.settle(house, row["id"])
        else:
            back = await refunded_of(house, row["txn_id"])
            if back != row["given_back_cents"]:
                return _differs(row["id"], f"Stripe gave back {back}, we know of {row['given_back_cents']}.")
    except PaymentRefused as unknown:
        return _differs(row["id"], unknown.detail[:200])
    return None


async def _payout(house: House, row: Any) -> str | None:
    try:
        state = await transfer_state(house, row["transfer_id"])
    except PaymentRefused as unknown:
        return _differs(row["id"], unknown.detail[:200])
    if (state.amount, state.amount_reversed) != (row["amount_cents"], row["reversed_cents"]):
        return _differs(
            row["id"],
            f"At Stripe {state.amount} less {state.amount_reversed}, here {row['amount_cents']} less {row['reversed_cents']}.",
        )
    return None


def _differs(row: object, sentence: str) -> str:
    metrics.ALERTS.labels("money_differs").inc()
    _log.error("Stripe knows it otherwise", row=str(row))
    return sentence


SCHEDULES = [Schedule(name="mentor.payments.reconcile", cron="*/10 * * * *", run=reconcile)]
