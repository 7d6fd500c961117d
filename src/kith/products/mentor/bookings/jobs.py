"""What time does to bookings: requests lapse, abandoned holds end, sessions are over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.live import announce
from kith.products.mentor.bookings import telling
from kith.products.mentor.bookings.telling import queries
from kith.products.mentor.payments import refunding, settling

if TYPE_CHECKING:
    from uuid import UUID

    from kith.foundation.database import Session
    from kith.foundation.house import House

_ACTOR = service("mentor.bookings.time")
_AT_A_TIME: Final = 100
_PATIENCE: Final = timedelta(hours=1)


async def pass_time(house: House) -> None:
    """Requests that nobody answered lapse with all of the money, sessions whose end is past are completed."""
    schema = house.product("mentor").schema
    async with house.database.session(_ACTOR, schema) as db:
        lapsed = [row["id"] async for row in queries.lapsed_requests(db.connection, at_most=_AT_A_TIME)]
        over = [row["id"] async for row in queries.over(db.connection, at_most=_AT_A_TIME)]
        left = [
            row["id"]
            async for row in queries.abandoned(db.connection, before=db.now - _PATIENCE, at_most=_AT_A_TIME)
        ]
    for booking in lapsed:
        async with house.database.session(_ACTOR, schema) as db:
            if await _let_lapse(db, booking, requested=True):
                await telling.tell_ended(db, house, booking, "lapsed")
    for booking in left:
        async with house.database.session(_ACTOR, schema) as db:
            await _let_lapse(db, booking, requested=False)
    for booking in over:
        async with house.database.session(_ACTOR, schema) as db:
            if await queries.complete(db.connection, booking=booking) is not None:
                await announce(db, f"booking:{booking}")


async def _let_lapse(db: Session, booking: UUID, *, requested: bool) -> bool:
    """End a booking whose time is over, unless it was answered or paid for while we came."""
    row = await queries.one(db.connection, booking=booking)
    await queries.lock(db.connection, people=[row["mentor_user_id"], row["mentee_user_id"]])
    row = await queries.one(db.connection, booking=booking)
    if (
        row["status"] != "pending"
        or (row["requested_at"] is not None) != requested
        or row["expires_at"] > db.now
    ):
        return False
    ended = await queries.finish(
        db.connection, booking=booking, status="cancelled", by="lapsed", percent=100, reason=None
    )
    return ended == "ended"


SCHEDULES = [
    Schedule(name="mentor.bookings.time", cron="* * * * * */20", run=pass_time),
    Schedule(name="mentor.payments.sweep", cron="* * * * * */15", run=settling.sweep),
    Schedule(name="mentor.refunds.execute", cron="* * * * * */5", run=refunding.execute_due),
]
