"""The game's part in an export. An erasure needs nothing here: the database forgets the game with the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "privacy.sql")
_MANY: Final = ("xp", "totals", "active_days", "achievements", "leagues", "results", "awards")


async def export(db: Session, person_id: UUID) -> dict[str, Any]:
    """Everything the game holds about a person."""
    stats = await queries.stats(db.connection, id=person_id)
    found: dict[str, Any] = {"stats": None if stats is None else dict(stats)}
    for part in _MANY:
        found[part] = [dict(row) async for row in getattr(queries, part)(db.connection, id=person_id)]
    return {"game": found}
