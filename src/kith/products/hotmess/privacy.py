"""HOTMESS's part in an export and an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.product import PrivacyHooks
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

_ONE: Final = ("profile", "balance", "streak", "listening", "payout_account")
_MANY: Final = (
    "beacons",
    "doors",
    "posts",
    "tokens",
    "devices",
    "scans",
    "scanned",
    "evidence",
    "listings_sold",
    "listings_bought",
    "waiting",
    "holds",
    "places",
    "lines",
    "seller",
    "offers",
    "reservations",
    "cart",
    "orders",
    "payments",
    "refunds",
    "payouts",
    "xp",
    "adjustments",
    "told",
)
LEFT_OUT: Final = {
    "stored_files.owner_id": "the files themselves lie beside, with a list",
}
"""References to a person that no query follows, each with the reason; a test holds this list complete."""


async def export(house: House, db: Session, person_id: UUID) -> dict[str, Any]:
    """Everything HOTMESS holds about a person."""
    found: dict[str, Any] = {}
    for part in _ONE:
        row = await getattr(queries, part)(db.connection, id=person_id)
        found[part] = None if row is None else dict(row)
    for part in _MANY:
        found[part] = [dict(row) async for row in getattr(queries, part)(db.connection, id=person_id)]
    return found


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """End what is still to come, give back what is unsent, forget everything personal."""
    await queries.erase(db.connection, id=person_id)
    await queries.forget_seller(db.connection, id=person_id)
    await queries.drop_told(db.connection, id=person_id)


HOOKS = PrivacyHooks(export=export, erase=erase)
