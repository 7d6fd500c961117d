"""HOTMESS's part in an export and an erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.language import later
from kith.foundation.product import PrivacyHooks, export_part
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "privacy.sql")

_PARTS: Final = {
    "profile": later("Who you are in HOTMESS"),
    "balance": later("Your XP, added up"),
    "streak": later("Days in a row"),
    "listening": later("How long you listened"),
    "payout_account": later("Where your money goes"),
    "beacons": later("What you put on"),
    "doors": later("Doors you work"),
    "posts": later("What you wrote in threads"),
    "tokens": later("Your tickets"),
    "devices": later("Phones you scan with"),
    "scans": later("Where you were scanned"),
    "scanned": later("How you worked the door"),
    "evidence": later("What vouches for you"),
    "listings_sold": later("Tickets you offered"),
    "listings_bought": later("Tickets you bought from others"),
    "waiting": later("Lines you stood in for tickets"),
    "holds": later("Tickets kept for you while you paid"),
    "places": later("Places kept for you while you paid"),
    "lines": later("Lines before drops"),
    "seller": later("Your shop front"),
    "offers": later("What you sell"),
    "reservations": later("Things kept for you"),
    "cart": later("Your cart"),
    "orders": later("Your orders"),
    "payments": later("What you paid"),
    "refunds": later("What you got back"),
    "payouts": later("What you earned"),
    "xp": later("Your XP, event by event"),
    "adjustments": later("Corrections of your XP"),
    "told": later("What HOTMESS wrote to you"),
}


async def erase(house: House, db: Session, person_id: UUID) -> None:
    """End what is still to come, give back what is unsent, forget everything personal."""
    await queries.erase(db.connection, id=person_id)
    await queries.forget_seller(db.connection, id=person_id)


HOOKS = PrivacyHooks(parts=[export_part(queries, name, title) for name, title in _PARTS.items()], erase=erase)
