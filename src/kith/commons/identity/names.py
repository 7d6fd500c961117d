"""What a person is called in the header of every page and at the top of every letter, kept with their account."""

from __future__ import annotations

from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.queries import load

queries = load(__file__, "names.sql")


async def note_first(db: Session, person_id: UUID, name: str) -> None:
    """What somebody is called in the product they join becomes their name in the house, unless it knows one (service)."""
    await queries.note_first(db.connection, person_id=person_id, name=name)
