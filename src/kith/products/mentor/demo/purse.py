"""The money of the demo's past: sessions paid by card, a package that is partly used, earnings that wait for their mentor's account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "purse.sql")
_MINUTES: Final = 60


async def offer(db: Session, mentor: UUID, hourly_rate: int) -> UUID:
    """Five hours for a tenth less, and three half hours; the hours' package."""
    five = hourly_rate * 5 * 9 // 10
    half = hourly_rate * 3 // 2
    await queries.offer(db.connection, mentor=mentor, sessions=3, minutes=30, price=half - half % 3)
    return await queries.offer(
        db.connection, mentor=mentor, sessions=5, minutes=_MINUTES, price=five - five % 5
    )


async def buy(db: Session, package: UUID, mentee: UUID) -> None:
    """Somebody buys a package, at whatever moment it is."""
    price: int = await queries.price(db.connection, package=package)
    purchase: UUID = await queries.begin(db.connection, package=package, mentee=mentee)
    number = uuid4().hex
    payment: UUID = await queries.pay(
        db.connection,
        person=mentee,
        booking=None,
        purchase=purchase,
        amount=price,
        intent=f"pi_demo_{number}",
    )
    await queries.settle_purchase(db.connection, payment=payment, charge=f"ch_demo_{number}")


async def paid(db: Session, mentor: UUID, mentee: UUID, start: datetime, price: int) -> UUID | None:
    """A session that was paid by card; None when one of the two is taken then."""
    made = await queries.hold(
        db.connection, mentor=mentor, mentee=mentee, start=start, minutes=_MINUTES, price=price
    )
    if made["booking_id"] is None:
        return None
    number = uuid4().hex
    payment: UUID = await queries.pay(
        db.connection,
        person=mentee,
        booking=made["booking_id"],
        purchase=None,
        amount=price,
        intent=f"pi_demo_{number}",
    )
    await queries.settle(db.connection, payment=payment, charge=f"ch_demo_{number}")
    return made["booking_id"]


async def use(db: Session, mentor: UUID, mentee: UUID, starts: Sequence[datetime]) -> UUID | None:
    """A session from the package at the first of these that both have free."""
    for start in starts:
        made = await queries.use(db.connection, mentor=mentor, mentee=mentee, start=start, minutes=_MINUTES)
        if made["booking_id"] is not None:
            return made["booking_id"]
    return None
