"""A hard hold by an operator, in whatever product it was set: whoever is held is taken out of what has not begun yet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.logs import logger
from kith.foundation.queries import load
from kith.products.josh import topics
from kith.products.josh.conversation.copy import safety as copy
from kith.products.josh.linkups.departure import person_left
from kith.products.josh.outbound.notices import queue_notice
from kith.products.josh.outbound.reads import recipient

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "setting_aside.sql")
_log = logger(__name__)
_ACTOR = service("josh.setting_aside")
_AT_ONCE = 50


async def take_out(house: House, person_id: UUID) -> None:
    """Take a person whom an operator holds hard out of every LinkUp that has not begun, as if they had cancelled.

    The others hear what they hear of any cancellation, never why; the person hears that a hold is the reason. The hold stands
    whatever happens here: what fails is logged, and the next sweep tries again.
    """
    try:
        await house.database.transact(
            _ACTOR, house.product("josh").schema, lambda db: _take_out(db, house, person_id)
        )
    except Exception as failure:
        _log.error("somebody on hold could not be taken out", failure=type(failure).__name__)


async def _take_out(db: Session, house: House, person_id: UUID) -> None:
    held_since = await queries.held_since(db.connection, person_id=person_id)
    # The word goes into a column that the others may read, hence not "held".
    if held_since is None or not await person_left(db, house, person_id, "left", only_ahead=True):
        return
    person = await recipient(db, person_id)
    if person is not None:
        await queue_notice(
            db,
            house,
            to=person,
            body=copy.held_by_us(),
            topic=topics.MEMBERSHIP,
            purpose="hold.taken_out",
            key=f"hold:taken_out:{person_id}:{held_since.isoformat()}",
        )


async def take_out_held(house: House) -> None:
    """Holds set where JOSH was not asked: in another product, or by hand."""
    async with house.database.session(_ACTOR, house.product("josh").schema) as db:
        held = [row["id"] async for row in queries.held_with_plans(db.connection, at_most=_AT_ONCE)]
    for person_id in held:
        await take_out(house, person_id)
