"""Doors of the demo: gates, who works at them, a guest list, and codes on people's phones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.queries import load
from kith.products.hotmess.tokens import signing
from kith.products.hotmess.tokens.commands import EARLY
from kith.products.hotmess.tokens.commands import queries as tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "door.sql")
_NIGHTS: Final = ("Under the arches", "The back room")
_GUESTS: Final = (
    ("Ambrose and two friends", 3),
    ("Bee Okafor", 1),
    ("Cassius Ward", 1),
    ("The people from the bakery", 4),
    ("Dominik", 1),
    ("Mr Lovelace", 1),
)


async def furnish(
    house: House, db: Session, owner: UUID, supervisor: UUID, steward: UUID, holders: Sequence[UUID]
) -> None:
    """Two doors in London: one that opens tonight and one that is open now; both staffed, with codes for `holders` and a guest list."""
    for title in _NIGHTS:
        place = await queries.night(db.connection, title=title)
        await queries.gate(db.connection, beacon=place["id"], name="Yard")
        for person, role in ((supervisor, "supervisor"), (steward, "steward")):
            await queries.staff(db.connection, beacon=place["id"], person=person, role=role, by=owner)
        begins = None if place["starts_at"] is None else place["starts_at"] - EARLY
        people: list[tuple[UUID | None, str | None, int]] = [(holder, None, 1) for holder in holders]
        people += [(None, name, uses) for name, uses in _GUESTS]
        for holder, name, uses in people:
            made = await signing.fresh(house, db)
            priced = place["price_pence"] > 0
            await tokens.add(
                db.connection,
                id=made.id,
                beacon=place["id"],
                scope="check_in",
                hash=made.hash,
                key_id=made.key_id,
                max_uses=uses,
                valid_from=begins,
                expires_at=place["expires_at"],
                holder=holder,
                guest_name=name,
                face_value_pence=place["price_pence"] if priced else None,
                currency=place["currency"] if priced else None,
                issued_by=owner,
            )
