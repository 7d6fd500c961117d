"""Looking through the audit: by what was done, to what, by whom, when, and why."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "searching.sql")
NEWEST: Final = 2**62


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; what is empty does not narrow. `actor`: house, member, a role, or an operator's or person's id; `action` how it begins."""

    action: str = ""
    product: str = ""
    actor: str = ""
    target: UUID | None = None
    request: str = ""
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None


async def search(db: Session, wanted: Wanted, *, before: int = NEWEST, at_most: int) -> list[Any]:
    """Entries with sequence numbers below `before`, newest first (service)."""
    found = queries.search(db.connection, before=before, at_most=at_most, **msgspec.structs.asdict(wanted))
    return [row async for row in found]


async def entry(db: Session, sequence: int) -> tuple[Any, bool] | None:
    """One entry with all it tells, and whether the chain holds at it (service)."""
    row = await queries.entry(db.connection, sequence=sequence)
    if row is None:
        return None
    return row, bool(await queries.holds(db.connection, sequence=sequence))
