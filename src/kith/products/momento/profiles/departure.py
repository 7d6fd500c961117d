"""When somebody leaves, for good or by taking back their yes: nobody waits at a table for them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.queries import load
from kith.products.momento.events.commands import call_off

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("momento.departure")
_NEEDED = ("terms", "privacy", "age")


async def call_off_hosted(
    db: Session, house: House, person_id: UUID, by: str, words: str | None = None
) -> int:
    """Lock what somebody's leaving changes, and call off what they were going to host, telling everybody asked (service). How many."""
    await queries.lock_future(db.connection, id=person_id)
    hosted = [row["id"] async for row in queries.still_to_host(db.connection, id=person_id)]
    for event in hosted:
        await call_off(db, house, event, by, words)
    return len(hosted)


async def leave_plans(db: Session, house: House, person_id: UUID) -> None:
    """Call off what a person was going to host, telling everybody asked, and give back the seats they hold (service)."""
    await call_off_hosted(db, house, person_id, "host")
    await queries.free_from_future(db.connection, id=person_id)


async def hear_consent(house: House, person_id: UUID, kind: str, granted: bool) -> None:
    """Whoever takes back their yes to terms, privacy notice or age hosts and attends nothing that was planned."""
    if granted or kind not in _NEEDED:
        return
    async with house.database.session(_ACTOR, house.product("momento").schema) as db:
        await leave_plans(db, house, person_id)
