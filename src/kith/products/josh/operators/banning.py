"""What a ban of the house ends in JOSH, and what a lifted one opens again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.jobs import enqueue
from kith.foundation.queries import load
from kith.products.josh.linkups.departure import person_left
from kith.products.josh.privacy import CANCEL_JOB

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "banning.sql")


async def end_for_ban(house: House, db: Session, person: UUID) -> dict[str, int]:
    """They leave every LinkUp and wave that has not begun, the others hear what they hear of any cancellation; the subscription ends by a job."""
    # The word goes into a column that the others may read.
    left = await person_left(db, house, person, "left", only_ahead=True)
    if await queries.shut_out(db.connection, id=person) is None:
        return {"linkups_left": left}
    unsent = [row async for row in queries.take_back_texts(db.connection, id=person)]
    await enqueue(db, CANCEL_JOB, {"person_id": str(person)})
    return {"linkups_left": left, "texts_taken_back": len(unsent), "closed": 1}


async def reopen_after_ban(_house: House, db: Session, person: UUID) -> None:
    """They are what they were before the ban. A subscription is theirs to begin anew."""
    await queries.let_in(db.connection, id=person)
