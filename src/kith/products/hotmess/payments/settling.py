"""How a payment stands is asked of Stripe, whoever rang: the webhook, the browser that came back, or a sweep. Any order ends the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

from kith.commons.billing.checkout import PaymentState, checkout_state, expire_checkout
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Unavailable
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.hotmess.orders.issuing import issue
from kith.products.hotmess.payments import telling
from kith.products.hotmess.tokens.signing import fresh

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("hotmess.payments")
_log = logger(__name__)
_LOOK_AFTER: Final = timedelta(minutes=30)
_AT_A_TIME: Final = 100
Outcome = Literal["paid", "too_late", "paid_twice", "processing", "failed", "expired", "open"]


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def settle(house: House, payment_id: UUID) -> Outcome:
    """Bring a payment to how it stands at Stripe; a success makes what was ordered the buyer's, or is owed back whole.

    Raises:
        Unavailable: Stripe does not answer; nothing changed.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        payment = await queries.payment(db.connection, payment=payment_id)
    if payment is None:
        return "expired"
    if not payment["stripe_checkout_session_id"]:
        return "open"
    state = await checkout_state(house, payment["stripe_checkout_session_id"])

    async def work(db: Session) -> Outcome:
        return await _apply(db, house, payment, state)

    return await house.database.transact(_ACTOR, schema(house), work)


async def _apply(db: Session, house: House, payment: Any, state: PaymentState) -> Outcome:
    if state.payment_intent_id:
        await queries.note_intent(db.connection, payment=payment["id"], intent=state.payment_intent_id)
    if state.status == "paid" and state.charge_id:
        if (state.amount, state.currency) != (payment["amount_pence"], payment["currency"].lower()):
            _log.error("a payment is not of its amount", payment=str(payment["id"]))
        token = await fresh(house, db)
        outcome: Outcome = await queries.settle(
            db.connection,
            payment=payment["id"],
            charge=state.charge_id,
            token=token.id,
            hash=token.hash,
            key_id=token.key_id,
        )
        if outcome == "paid":
            await issue(db, house, payment["order_id"])
        # Whoever settles twice tells once: the letters have keys.
        if payment["status"] != "succeeded":
            await _came_to(db, house, payment["order_id"], payment["user_id"], outcome)
        return outcome
    if state.status == "open":
        return "open"
    status: Outcome = (
        "failed" if state.status == "failed" else "processing" if state.status == "processing" else "expired"
    )
    await queries.note_status(db.connection, payment=payment["id"], status=status, failure=state.failure)
    return status


async def _came_to(db: Session, house: House, order: UUID, person: UUID, outcome: Outcome) -> None:
    lines = [row async for row in queries.lines(db.connection, order=order)]
    if outcome == "paid":
        for line in lines:
            if line["xp_reward"]:
                await queries.reward(
                    db.connection,
                    person=person,
                    amount=line["xp_reward"],
                    cause=f"purchase:{line['id']}",
                )
    await telling.tell(db, house, order, person, lines, outcome)


async def settle_free(house: House, order: UUID) -> Outcome:
    """An order that costs nothing is the buyer's at once, or too late."""

    async def work(db: Session) -> Outcome:
        row = await queries.order(db.connection, order=order)
        if row is None or row["total_pence"]:
            return "open"
        token = await fresh(house, db)
        outcome: Outcome = await queries.settle_free(
            db.connection, order=order, token=token.id, hash=token.hash, key_id=token.key_id
        )
        if outcome == "paid":
            await issue(db, house, order)
        await _came_to(db, house, order, row["user_id"], outcome)
        return outcome

    return await house.database.transact(_ACTOR, schema(house), work)


async def settle_order(house: House, person: Person, order: UUID) -> Outcome:
    """The buyer's browser is back: bring their order's payments up to date. The best of what they came to.

    Raises:
        Unavailable: Stripe does not answer; a sweep asks again.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        begun = [row["id"] async for row in queries.payments_of(db.connection, order=order, person=person.id)]
    outcomes = [await settle(house, one) for one in begun]
    ranked: tuple[Outcome, ...] = ("paid", "processing", "open", "too_late", "paid_twice", "failed")
    for outcome in ranked:
        if outcome in outcomes:
            return outcome
    return "expired"


async def sweep(house: House) -> None:
    """Payments whose order gave its time up: paid after all, or their page is closed. What no event told us of. Then unpaid orders end."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        rows = [
            (row["id"], row["stripe_checkout_session_id"])
            async for row in queries.to_look_at(
                db.connection, before=db.now - _LOOK_AFTER, at_most=_AT_A_TIME
            )
        ]
    try:
        for payment_id, session_id in rows:
            if await settle(house, payment_id) != "open":
                continue
            if session_id is None:
                async with house.database.session(_ACTOR, schema(house)) as db:
                    await queries.note_status(
                        db.connection, payment=payment_id, status="expired", failure=None
                    )
            elif await expire_checkout(house, session_id):
                await settle(house, payment_id)
    except Unavailable:
        return  # asked again in a minute
    async with house.database.session(_ACTOR, schema(house)) as db:
        over = [row["id"] async for row in queries.to_cancel(db.connection, at_most=_AT_A_TIME)]
    for order in over:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await queries.cancel(db.connection, order=order)
