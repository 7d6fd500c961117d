"""How a payment stands is asked of Stripe, whoever rang: the webhook, the browser that came back, or a sweep. Any order ends the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from kith.commons.billing.checkout import PaymentState, checkout_state, expire_checkout, intent_state
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.momento import topics
from kith.products.momento.payments.refunding import look_at
from kith.products.momento.seats.notices import tell_seated

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.payments")
_log = logger(__name__)
_LOOK_AFTER = timedelta(minutes=30)
Outcome = Literal["seated", "no_seat", "paid_twice", "processing", "failed", "expired", "open"]


async def settle(house: House, payment_id: UUID) -> Outcome:
    """Bring a payment to how it stands at Stripe; a success becomes a seat, or is owed back.

    Raises:
        Unavailable: Stripe does not answer; nothing changed.
    """
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        payment = await queries.payment(db.connection, payment=payment_id)
    if payment is None:
        return "expired"
    if payment["stripe_checkout_session_id"]:
        state = await checkout_state(house, payment["stripe_checkout_session_id"])
    elif payment["stripe_payment_intent_id"]:
        state = await intent_state(house, payment["stripe_payment_intent_id"])
    else:
        return "open"
    return await apply(house, payment, state)


async def apply(house: House, payment: Any, state: PaymentState) -> Outcome:
    """Write down a state of a payment (a row of `queries.payment`) and what follows from it."""

    async def work(db: Session) -> Outcome:
        if state.payment_intent_id:
            await queries.note_intent(db.connection, payment=payment["id"], intent=state.payment_intent_id)
        if state.status == "paid" and state.charge_id:
            if (state.amount, state.currency) != (payment["amount_in_cents"], payment["currency"]):
                _log.error("a payment is not of its amount", payment=str(payment["id"]))
            outcome: Outcome = await queries.settle(
                db.connection, payment=payment["id"], charge=state.charge_id
            )
            await _tell(db, house, payment, outcome)
            await announce(db, f"event:{payment['event_id']}")
            return outcome
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
        if status == "failed":
            await queries.invitation_failed(db.connection, invitation=payment["invitation_id"])
        return status

    return await house.database.transact(_ACTOR, house.product("momento").schema, work)


async def _tell(db: Session, house: House, payment: Any, outcome: Outcome) -> None:
    if outcome == "seated":
        await tell_seated(db, house, payment["invitation_id"])
        return
    words = {
        "no_seat": _no_seat,
        "paid_twice": _paid_twice,
    }[outcome]
    await notify(
        db,
        house,
        payment["user_id"],
        lambda: words(payment["title"], payment["invitation_id"]),
        product="Momento",
        topic=topics.PAYMENTS,
        purpose=f"payment.{outcome}",
        key=f"payment:{payment['id']}:{outcome}",
    )


def _no_seat(title: str, invitation: UUID) -> Notice:
    return Notice(
        subject=_("Your money comes back: %(title)s", title=title),
        text=_(
            "Your payment for “%(title)s” arrived when no seat was free any more. We are sending all of it back; it takes a few days. "
            "You can wait in line for a seat, if you like.",
            title=title,
        ),
        link=f"/momento/invitations/{invitation}",
        hint=_("A payment is coming back to you."),
    )


def _paid_twice(title: str, invitation: UUID) -> Notice:
    return Notice(
        subject=_("You paid twice: %(title)s", title=title),
        text=_(
            "Two payments for “%(title)s” reached us. Your seat is yours; we are sending the second payment back.",
            title=title,
        ),
        link=f"/momento/invitations/{invitation}",
    )


async def on_event(house: House, _person: UUID, kind: str, event: dict[str, Any]) -> None:
    """Stripe rang about something of ours: look at it."""
    found: dict[str, Any] = event.get("data", {}).get("object", {})
    metadata: dict[str, Any] = found.get("metadata") or {}
    try:
        reference = UUID(str(metadata.get("reference")))
    except ValueError:
        return
    if kind.startswith(("checkout.session.", "payment_intent.")):
        await settle(house, reference)
    elif kind.startswith("refund."):
        await look_at(house, reference)


async def sweep(house: House) -> None:
    """Payments whose hold is over: paid after all, or their page is closed. And what no event told us of."""
    schema = house.product("momento").schema
    async with house.database.session(_ACTOR, schema) as db:
        await queries.lapse_holds(db.connection)
        rows = [
            (row["id"], row["stripe_checkout_session_id"])
            async for row in queries.to_look_at(db.connection, before=db.now - _LOOK_AFTER, at_most=100)
        ]
    for payment_id, session_id in rows:
        outcome = await settle(house, payment_id)
        if outcome != "open":
            continue
        if session_id is not None and await expire_checkout(house, session_id):
            await settle(house, payment_id)
        elif session_id is None:
            await _give_up(house, payment_id)


async def _give_up(house: House, payment_id: UUID) -> None:
    """A payment whose page never opened."""
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        await queries.note_status(db.connection, payment=payment_id, status="expired", failure=None)
