"""Issuing the invoice of a paid order, once: whom it is from stays what they were that day."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.foundation.database import Session
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

_queries = load(__file__, "issuing.sql")


class Issuer(msgspec.Struct, frozen=True):
    """Whom an invoice is from, before the law; the address in lines that a semicolon or a line break parts. What is not known is empty."""

    name: str
    address: str
    tax_number: str


async def issue(db: Session, house: House, order: UUID) -> None:
    """Write down whom the invoice of a paid order is from, as they are now, once; nothing of one that is not paid (service session)."""
    settings = house.settings
    await _queries.issue(
        db.connection,
        order=order,
        name=settings.invoice_name or "HOTMESS",
        address=settings.invoice_address,
        tax_number=settings.invoice_tax_number,
    )


async def issued(db: Session, house: House, order: UUID) -> Issuer | None:
    """Whom the invoice of an order is from, None when it is not paid. One that was paid before invoices were kept is issued now (service session)."""
    row = await _queries.issuer(db.connection, order=order)
    if row is None:
        await issue(db, house, order)
        row = await _queries.issuer(db.connection, order=order)
    return None if row is None else Issuer(**row)
