"""The page to pay on: one for what is to be paid, however often and by however many hands it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.commons.billing.checkout import checkout_state, open_checkout
from kith.foundation.actor import service
from kith.foundation.errors import Conflict
from kith.products.mentor.payments import settling
from kith.products.mentor.payments.settling import queries

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_ACTOR = service("mentor.payments")


async def begin(
    db: Session,
    person: UUID,
    *,
    amount: int,
    currency: str,
    booking: UUID | None = None,
    purchase: UUID | None = None,
) -> Any:
    """The payment that is open for a booking or a package, begun if there is none (service; a row of `queries.open_payment`).

    Raises:
        Conflict: bank-at-work while a bank thinks about one.
    """
    begun = await queries.open_payment(db.connection, booking=booking, purchase=purchase)
    if begun is None:
        await queries.begin(
            db.connection,
            user_id=person,
            booking=booking,
            purchase=purchase,
            amount=amount,
            currency=currency,
        )
        begun = await queries.open_payment(db.connection, booking=booking, purchase=purchase)
    if begun["status"] == "processing":
        raise Conflict(
            "Your bank is still working on your payment. We tell you as soon as it is through.",
            slug="bank-at-work",
        )
    return begun


async def address(
    house: House,
    person: UUID,
    begun: Any,
    *,
    title: str,
    success_path: str,
    cancel_path: str,
    otherwise: str,
) -> str:
    """Where a payment of `begin` can be paid; `otherwise` when its page is closed already.

    Raises:
        Unavailable, PaymentRefused: Stripe.
    """
    if begun["checkout_url"]:
        if (await checkout_state(house, begun["stripe_checkout_session_id"])).status == "open":
            return begun["checkout_url"]
        await settling.settle(house, begun["id"])
        return otherwise
    page = await open_checkout(
        house,
        person,
        product="mentor",
        reference=begun["id"],
        amount=begun["amount_cents"],
        currency=begun["currency"],
        title=title,
        success_path=success_path,
        cancel_path=cancel_path,
        key=f"mentor-pay-{begun['id']}",
    )
    async with house.database.session(_ACTOR, house.product("mentor").schema) as db:
        await queries.note_checkout(db.connection, payment=begun["id"], session=page.session_id, url=page.url)
    return page.url
