"""One's orders. A line's title and price are what they were, whatever became of the thing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.database import Session, to_structs
from kith.foundation.errors import NotFound
from kith.foundation.queries import load
from kith.products.hotmess.orders.issuing import Issuer, issued

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.orders")


class OrderLine(msgspec.Struct, frozen=True, kw_only=True):
    """An order in a list; sums in minor units."""

    id: UUID
    number: int
    order_type: str
    fulfilment_status: str
    payment_status: str
    total_pence: int
    refunded_pence: int
    currency: str
    created_at: datetime
    expires_at: datetime
    seller_name: str | None
    what: str | None


class OrderItem(msgspec.Struct, frozen=True, kw_only=True):
    """A line. Prices include tax: `tax_pence` is the part that is tax, at `tax_basis_points` hundredths of a percent."""

    id: UUID
    title: str
    quantity: int
    unit_price_pence: int
    total_price_pence: int
    tax_basis_points: int
    tax_pence: int
    refunded_quantity: int
    refunded_pence: int
    picture: str | None


class OrderRefund(msgspec.Struct, frozen=True, kw_only=True):
    """A sum that goes or went back; `title` of its line, None for sending and for a payment that goes back whole."""

    id: UUID
    amount_pence: int
    reason: str
    status: str
    created_at: datetime
    quantity: int | None
    title: str | None

    @property
    def of_sending(self) -> bool:
        """Whether it is what sending cost."""
        return self.title is None and self.reason not in ("too_late", "paid_twice")


class HotmessOrder(msgspec.Struct, frozen=True, kw_only=True):
    """An order with all that its page shows."""

    id: UUID
    number: int
    order_type: str
    fulfilment_status: str
    payment_status: str
    shipping_address: dict[str, Any]
    shipping_method: str | None
    subtotal_pence: int
    shipping_pence: int
    tax_pence: int
    total_pence: int
    refunded_pence: int
    currency: str
    expires_at: datetime
    tracking: str | None
    paid_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    created_at: datetime
    seller_name: str | None
    is_ticket: bool
    items: list[OrderItem]
    refunds: list[OrderRefund]

    @property
    def to_pay(self) -> bool:
        return self.payment_status in ("pending", "failed") and self.fulfilment_status == "pending"

    @property
    def invoice_number(self) -> str:
        return f"HM-{self.number:06d}"


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def whole(db: Session, order: UUID) -> tuple[HotmessOrder, Any]:
    """An order with its lines, whoever asks (service), and its row.

    Raises:
        NotFound: there is none.
    """
    row = await queries.one(db.connection, order=order)
    if row is None:
        raise NotFound
    items = to_structs(OrderItem, [one async for one in queries.items(db.connection, order=order)])
    refunds = to_structs(OrderRefund, [one async for one in queries.refunds(db.connection, order=order)])
    names = [field.name for field in msgspec.structs.fields(HotmessOrder)]
    values = {name: row[name] for name in names if name not in ("items", "refunds")}
    return HotmessOrder(**values, items=items, refunds=refunds), row


async def order(house: House, person: Person, order_id: UUID) -> HotmessOrder:
    """One's own order.

    Raises:
        NotFound: it is not.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        found, row = await whole(db, order_id)
    if row["user_id"] != person.id:
        raise NotFound
    return found


async def invoiced(house: House, person: Person, order_id: UUID) -> tuple[HotmessOrder, Issuer]:
    """One's own paid order, and whom its invoice is from.

    Raises:
        NotFound: it is not one's own, or not paid.
    """
    found = await order(house, person, order_id)
    async with house.database.session(ACTOR, schema(house)) as db:
        issuer = await issued(db, house, order_id)
    if issuer is None:
        raise NotFound
    return found, issuer


async def mine(house: House, person: Person, cursor: str = "", at_most: int = 20) -> keyset.Page[OrderLine]:
    """What one ordered, newest first."""
    after = keyset.decode(cursor)
    async with house.database.session(ACTOR, schema(house)) as db:
        rows = [
            row
            async for row in queries.mine(
                db.connection,
                person=person.id,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
    lines = to_structs(OrderLine, rows[:at_most])
    more = keyset.encode(keyset.Cursor(lines[-1].created_at, lines[-1].id)) if len(rows) > at_most else None
    return keyset.Page(lines, more)
