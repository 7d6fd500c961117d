"""What is done with an order: called off, made ready, sent, arrived; and giving money back, a line or all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _, later
from kith.products.hotmess import topics
from kith.products.hotmess.orders.machine import FULFILMENT
from kith.products.hotmess.orders.reads import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

REASONS: Final = {
    "cancelled": later("Called off"),
    "returned": later("Sent back"),
    "faulty": later("Faulty"),
    "not_sent": later("Never arrived"),
    "goodwill": later("Goodwill"),
}
STEPS: Final = ("processing", "shipped", "delivered")


async def cancel(house: House, person: Person, order: UUID) -> None:
    """Call an order off that is not paid; what was kept is free again.

    Raises:
        NotFound: not one's own.
        Conflict: it is paid, sent or over.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.lock(db.connection, order=order)
        if row is None or row["user_id"] != person.id:
            raise NotFound
        outcome = await queries.cancel(db.connection, order=order)
    if outcome == "paid":
        raise Conflict("This is paid. Write to us, and we give your money back.", slug="paid")
    if outcome != "cancelled":
        raise Conflict("This order is over already.", slug="over")


async def move(
    house: House,
    order: UUID,
    to_state: str,
    *,
    admin: Admin | None = None,
    seller: UUID | None = None,
    tracking: str = "",
) -> None:
    """Take a paid order a step further: processing, shipped (with a tracking number or link, if there is one), delivered. The buyer is told.

    `admin` is of the house; `seller` is a person who sells, for their own orders.

    Raises:
        NotFound: there is none, or it is not theirs.
        Conflict: not paid, or that is not the next step.
        Invalid: the tracking is longer than 120 characters.
    """
    if to_state not in STEPS:
        raise NotFound
    note = " ".join(tracking.split())
    if len(note) > 120:
        raise Invalid("At most 120 characters.", field="tracking")
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.lock(db.connection, order=order)
        if row is None or (seller is not None and row["seller_owner"] != seller):
            raise NotFound
        before = row["fulfilment_status"]
        if row["payment_status"] != "paid":
            raise Conflict("Only what is paid is sent.", slug="not-paid")
        if not FULFILMENT.allows(before, to_state):
            raise Conflict(
                _("This is not the next step: the order is “%(state)s”.", state=before), slug="elsewhere"
            )
        by = admin.id if admin is not None else seller
        await queries.move(
            db.connection, order=order, from_state=before, to_state=to_state, tracking=note or None, by=by
        )
        if admin is not None:
            await record(
                db,
                admin=admin,
                action=f"order.{to_state}",
                target_type="order",
                target_id=order,
                before={"fulfilment_status": before},
                after={"fulfilment_status": to_state},
                product="hotmess",
            )
        if to_state == "shipped":
            await _tell(db, house, row, lambda: _sent(row["number"], note, order), f"order:{order}:shipped")


def _sent(number: int, tracking: str, order: UUID) -> Notice:
    text = _("Your order %(number)s is on its way to you.", number=number)
    if tracking:
        text += "\n\n" + _("Follow it with: %(tracking)s", tracking=tracking)
    return Notice(
        subject=_("On its way: order %(number)s", number=number),
        text=text,
        link=f"/hotmess/orders/{order}",
        hint=_("Your order is on its way."),
    )


async def give_back(
    house: House, admin: Admin, item: UUID, quantity: int, reason: str, note: str, *, restock: bool = True
) -> int:
    """Give so many of a line back; the sum in minor units. The refund is a row that a job brings to Stripe. With the last line of an unsent
    order it is called off, and what sending cost goes back too.

    Raises:
        NotFound: there is no such line.
        Invalid: no reason of ours, no note, or no number.
        Conflict: not paid, or so many are not left to give back.
    """
    if reason not in REASONS:
        raise Invalid("Choose why.", field="reason")
    if not 3 <= len(note.strip()) <= 500:
        raise Invalid("Say in a few words why; it is written down.", field="note")
    if quantity < 1:
        raise Invalid("At least one.", field="quantity")
    async with house.database.session(ACTOR, schema(house)) as db:
        line = await queries.item(db.connection, item=item)
        if line is None:
            raise NotFound
        row = await queries.lock(db.connection, order=line["order_id"])
        line = await queries.item(db.connection, item=item)
        if (
            row["payment_status"] not in ("paid", "refunded")
            or quantity > line["quantity"] - line["refunded_quantity"]
        ):
            raise Conflict("So many of this are not left to give back.", slug="nothing-left")
        owed: int = await queries.refund_line(
            db.connection, item=item, quantity=quantity, reason=reason, restock=restock, note=note.strip()
        )
        if owed == 0 and line["unit_price_pence"]:
            raise Conflict(
                "This was not paid through us, so there is nothing to send back.", slug="no-payment"
            )
        await record(
            db,
            admin=admin,
            action="order.refunded",
            target_type="order",
            target_id=line["order_id"],
            reason=note.strip(),
            payload={
                "item": str(item),
                "quantity": quantity,
                "pence": owed,
                "why": reason,
                "restock": restock,
            },
            product="hotmess",
        )
        left = line["quantity"] - line["refunded_quantity"] - quantity
        await _tell(
            db,
            house,
            row,
            lambda: _back(row["number"], line["title"], line["order_id"]),
            f"order:{item}:back:{left}",
        )
    return owed


def _back(number: int, title: str, order: UUID) -> Notice:
    return Notice(
        subject=_("Your money comes back: order %(number)s", number=number),
        text=_(
            "We are sending your money for “%(title)s” back. Banks take a few days; the order's page shows how far it is.",
            title=title,
        ),
        link=f"/hotmess/orders/{order}",
        hint=_("Your money comes back."),
    )


async def give_sending_back(house: House, admin: Admin, order: UUID, reason: str, note: str) -> int:
    """Give what sending cost back, once; the sum in minor units.

    Raises:
        NotFound: there is no such order.
        Invalid: no reason of ours, or no note.
        Conflict: there is nothing to give back.
    """
    if reason not in REASONS:
        raise Invalid("Choose why.", field="reason")
    if not 3 <= len(note.strip()) <= 500:
        raise Invalid("Say in a few words why; it is written down.", field="note")
    async with house.database.session(ACTOR, schema(house)) as db:
        if await queries.lock(db.connection, order=order) is None:
            raise NotFound
        owed: int = await queries.refund_shipping(db.connection, order=order, reason=reason)
        if owed == 0:
            raise Conflict("There is nothing for sending to give back.", slug="nothing-left")
        await record(
            db,
            admin=admin,
            action="order.sending_refunded",
            target_type="order",
            target_id=order,
            reason=note.strip(),
            payload={"pence": owed, "why": reason},
            product="hotmess",
        )
    return owed


async def _tell(db: Session, house: House, row: Any, write: Callable[[], Notice], key: str) -> None:
    await notify(
        db, house, row["user_id"], write, product="HOTMESS", topic=topics.ORDERS, purpose="order", key=key
    )
