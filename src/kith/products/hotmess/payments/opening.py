"""The page to pay on: one for an order, however often and by however many hands it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.commons.billing.checkout import checkout_state, open_checkout
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, NotFound
from kith.products.hotmess.payments import settling
from kith.products.hotmess.payments.settling import queries, schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

_ACTOR = service("hotmess.payments")


async def page(
    house: House, person: Person, order: UUID, *, title: str, success_path: str, cancel_path: str
) -> str:
    """Where an order can be paid; `success_path` when it was paid a moment ago.

    Raises:
        NotFound: not one's own order.
        Conflict: paid, cancelled or too late (`slug` paid, order-over), or a bank still thinks about it (bank-at-work).
        Unavailable, PaymentRefused: Stripe.
    """
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.order(db.connection, order=order)
        if row is None or row["user_id"] != person.id:
            raise NotFound
        if row["payment_status"] in ("paid", "refunded"):
            raise Conflict("This is paid already.", slug="paid")
        if row["fulfilment_status"] == "cancelled" or row["expires_at"] <= db.now:
            raise Conflict(
                "The ten minutes are over, so we let it go. Nothing was charged; please begin again.",
                slug="order-over",
            )
        begun: Any = await queries.open_payment(db.connection, order=order)
        if begun is None:
            await queries.begin(db.connection, order=order)
            begun = await queries.open_payment(db.connection, order=order)
    if begun["status"] == "processing":
        raise Conflict(
            "Your bank is still working on your payment. We tell you as soon as it is through.",
            slug="bank-at-work",
        )
    if begun["checkout_url"]:
        if (await checkout_state(house, begun["stripe_checkout_session_id"])).status == "open":
            return begun["checkout_url"]
        await settling.settle(house, begun["id"])
        return success_path
    opened = await open_checkout(
        house,
        person.id,
        product="hotmess",
        reference=begun["id"],
        amount=begun["amount_pence"],
        currency=begun["currency"].lower(),
        title=title,
        success_path=success_path,
        cancel_path=cancel_path,
        key=f"hotmess-pay-{begun['id']}",
    )
    async with house.database.session(_ACTOR, schema(house)) as db:
        await queries.note_checkout(
            db.connection, payment=begun["id"], session=opened.session_id, url=opened.url
        )
    return opened.url
