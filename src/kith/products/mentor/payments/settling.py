"""How a charge stands is asked of Stripe, whoever rang: the webhook, the browser that came back, or a sweep. Any order ends the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from kith.commons.billing.checkout import PaymentState, checkout_state, expire_checkout
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.live import announce
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.mentor.bookings import telling
from kith.products.mentor.packages import telling as packages

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("mentor.payments")
_log = logger(__name__)
_LOOK_AFTER: Final = timedelta(minutes=30)
Outcome = Literal[
    "confirmed", "requested", "bought", "too_late", "paid_twice", "processing", "failed", "expired", "open"
]


async def settle(house: House, payment_id: UUID) -> Outcome:
    """Bring a charge to how it stands at Stripe; a success becomes a session (or goes before the mentor) or a package, or is owed back.

    Raises:
        Unavailable: Stripe does not answer; nothing changed.
    """
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        payment = await queries.payment(db.connection, payment=payment_id)
    if payment is None:
        return "expired"
    if not payment["stripe_checkout_session_id"]:
        return "open"
    return await _apply(house, payment, await checkout_state(house, payment["stripe_checkout_session_id"]))


async def _apply(house: House, payment: Any, state: PaymentState) -> Outcome:
    async def work(db: Session) -> Outcome:
        if state.payment_intent_id:
            await queries.note_intent(db.connection, payment=payment["id"], intent=state.payment_intent_id)
        if state.status == "paid" and state.charge_id:
            if (state.amount, state.currency) != (payment["amount_cents"], payment["currency"]):
                _log.error("a payment is not of its amount", payment=str(payment["id"]))
            known = payment["status"] == "succeeded"
            return await _settled(db, house, payment, state.charge_id, known=known)
        if state.status == "open":
            return "open"
        status: Outcome = (
            "failed"
            if state.status == "failed"
            else "processing"
            if state.status == "processing"
            else "expired"
        )
        await queries.note_status(db.connection, payment=payment["id"], status=status, failure=state.failure)
        return status

    return await house.database.transact(_ACTOR, house.product("mentor").schema, work)


async def _settled(db: Session, house: House, payment: Any, charge: str, *, known: bool) -> Outcome:
    """The money is there: what it came to, told once."""
    outcome: Outcome
    if payment["purchase_id"] is not None:
        outcome = await queries.settle_purchase(db.connection, payment=payment["id"], charge=charge)
        if not known:
            await packages.tell_settled(db, house, payment["purchase_id"], payment["id"], outcome)
        return outcome
    outcome = await queries.settle(db.connection, payment=payment["id"], charge=charge)
    if not known:
        await telling.tell_settled(
            db, house, payment["booking_id"], payment["user_id"], payment["id"], outcome
        )
        await announce(db, f"booking:{payment['booking_id']}")
    return outcome


async def sweep(house: House) -> None:
    """Charges whose booking gave its time up: paid after all, or their page is closed. And what no event told us of."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        rows = [
            (row["id"], row["stripe_checkout_session_id"])
            async for row in queries.to_look_at(db.connection, before=db.now - _LOOK_AFTER, at_most=100)
        ]
    for payment_id, session_id in rows:
        if await settle(house, payment_id) != "open":
            continue
        if session_id is not None and await expire_checkout(house, session_id):
            await settle(house, payment_id)
        elif session_id is None:
            async with house.database.session(_ACTOR, schema) as db:
                await queries.note_status(db.connection, payment=payment_id, status="expired", failure=None)
