"""What somebody paid, line by line, and the receipt of each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR = service("mentor.receipts")


class PaymentLine(msgspec.Struct, frozen=True, kw_only=True):
    """A charge or a refund. `amount_cents` in minor units; `receipt` its number, once it went through.

    A payment is of a session (`booking_id`, `session_at`) or of a package (`sessions` of `minutes`).
    """

    id: UUID
    kind: str
    status: str
    amount_cents: int
    refunded_cents: int
    currency: str
    reason: str | None
    at: datetime
    receipt: str | None
    mentor_name: str
    booking_id: UUID | None
    session_at: datetime | None
    minutes: int
    sessions: int | None


class ReceiptRefund(msgspec.Struct, frozen=True):
    """What came back of a charge; `receipt` once it went through."""

    amount_cents: int
    at: datetime
    receipt: str | None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt for a charge, or for a refund (`of_receipt` is the charge's number then). Sums in minor units."""

    id: UUID
    kind: str
    number: str
    issued_at: datetime
    amount_cents: int
    currency: str
    of_receipt: str | None
    mentor_name: str
    session_at: datetime | None
    zone: str
    minutes: int
    sessions: int | None
    expires_at: datetime | None
    payer_name: str
    payer_email: str
    reference: str
    refunds: list[ReceiptRefund]

    @property
    def kept_cents(self) -> int:
        return self.amount_cents - sum(one.amount_cents for one in self.refunds)


def number_of(year: int | None, number: int | None) -> str | None:
    """A receipt's number as people read it: M-2026-000042."""
    return None if year is None or number is None else f"M-{year}-{number:06d}"


async def payments(house: House, person: Person) -> list[PaymentLine]:
    """Everything somebody paid in Mentor and got back, the newest first."""
    async with house.database.session(ACTOR, house.product("mentor").schema) as db:
        return [_line(row) async for row in queries.payments_of(db.connection, person=person.id)]


def _line(row: Any) -> PaymentLine:
    return PaymentLine(
        id=row["id"],
        kind=row["kind"],
        status=row["status"],
        amount_cents=row["amount_cents"],
        refunded_cents=row["refunded_cents"],
        currency=row["currency"],
        reason=row["reason"],
        at=row["settled_at"] or row["issued_at"] or row["created_at"],
        receipt=number_of(row["year"], row["number"]),
        mentor_name=row["mentor_name"] or "",
        booking_id=row["booking_id"],
        session_at=row["start_time"],
        minutes=row["duration_minutes"] or row["minutes"] or 0,
        sessions=row["sessions"],
    )


async def receipt(house: House, person: Person, payment: UUID) -> Receipt:
    """One receipt.

    Raises:
        NotFound: not paid by this person, or not through yet.
    """
    async with house.database.session(ACTOR, house.product("mentor").schema) as db:
        row = await queries.receipt(db.connection, payment=payment, person=person.id)
        if row is None:
            raise NotFound
        refunds = [
            ReceiptRefund(one["amount_cents"], one["created_at"], number_of(one["year"], one["number"]))
            async for one in queries.refunds_of(db.connection, payment=payment)
        ]
    number = number_of(row["year"], row["number"])
    return Receipt(
        id=row["id"],
        kind=row["kind"],
        number=number or "",
        issued_at=row["issued_at"],
        amount_cents=row["amount_cents"],
        currency=row["currency"],
        of_receipt=number_of(row["of_year"], row["of_number"]),
        mentor_name=row["mentor_name"] or "",
        session_at=row["start_time"],
        zone=row["mentee_timezone"] or "UTC",
        minutes=row["duration_minutes"] or row["minutes"] or 0,
        sessions=row["sessions"],
        expires_at=row["expires_at"],
        payer_name=row["payer_name"] or "",
        payer_email=row["payer_email"] or "",
        reference=row["txn_id"] or "",
        refunds=refunds,
    )
