"""What nobody objected to within 48 hours counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.live import announce
from kith.products.mentor.no_shows import telling
from kith.products.mentor.no_shows.commands import queries, schema

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_ACTOR = service("mentor.no_shows.time")
_AT_A_TIME: Final = 100


async def settle(house: House) -> None:
    """Undisputed reports are settled, each once, and both are told."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        due = [row async for row in queries.undisputed(db.connection, at_most=_AT_A_TIME)]
    for found in due:
        booking, absent = found["booking_id"], found["absent"]

        async def work(db: Session, booking: object = booking, absent: str = absent) -> None:
            if await queries.lock(db.connection, booking=booking) is None:
                return
            if await queries.still_undisputed(db.connection, booking=booking) is None:
                return
            if await queries.decide(db.connection, booking=booking, decision=absent) != "decided":
                return
            row = await queries.session(db.connection, booking=booking)
            await telling.tell_decided(db, house, row, "mentor" if absent == "mentor" else "mentee")
            await announce(db, f"booking:{booking}")

        await house.database.transact(_ACTOR, schema(house), work)


SCHEDULES = [Schedule(name="mentor.no_shows.settle", cron="* * * * *", run=settle)]
