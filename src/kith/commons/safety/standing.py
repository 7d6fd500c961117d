"""Holds and strikes that are in force, when they lapse, and lifting them before, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.commons.audit.commands import Admin, record
from kith.commons.safety import commands as safety
from kith.commons.safety.deciding import ACTOR
from kith.foundation.errors import Conflict
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.pages import Cursor

queries = load(__file__, "standing.sql")


async def in_force(
    house: House, *, holds_after: Cursor | None, strikes_after: Cursor | None, size: int
) -> tuple[list[Any], list[Any]]:
    """Holds and strikes, the newest first; one row more than `size` where there are more."""
    async with house.database.session(ACTOR, "kith") as db:
        holds = queries.holds(
            db.connection,
            at=None if holds_after is None else holds_after.at,
            id=None if holds_after is None else holds_after.id,
            at_most=size + 1,
        )
        strikes = queries.strikes(
            db.connection,
            at=None if strikes_after is None else strikes_after.at,
            id=None if strikes_after is None else strikes_after.id,
            at_most=size + 1,
        )
        return [row async for row in holds], [row async for row in strikes]


async def lift_hold(house: House, admin: Admin, hold: UUID, reason: str) -> None:
    """Let somebody back in before their hold lapses.

    Raises:
        Conflict: it is not in force.
    """
    async with house.database.session(ACTOR, "kith") as db:
        row = await queries.hold(db.connection, id=hold)
        if row is None or not await safety.clear_hold(db, row["person_id"]):
            raise Conflict("This hold is not in force any more.", slug="no-hold")
        lapse = row["expires_at"]
        await record(
            db,
            admin=admin,
            action="hold.lifted",
            target_type="person",
            target_id=row["person_id"],
            reason=reason,
            before={"state": row["state"], "until": None if lapse is None else lapse.isoformat()},
            after={"state": "none"},
        )


async def lift_strike(house: House, admin: Admin, strike: UUID, reason: str) -> None:
    """Let a strike count no longer.

    Raises:
        Conflict: it does not count any more.
    """
    async with house.database.session(ACTOR, "kith") as db:
        row = await queries.lift_strike(db.connection, id=strike)
        if row is None:
            raise Conflict("This strike does not count any more.", slug="no-strike")
        await record(
            db,
            admin=admin,
            action="strike.lifted",
            target_type="person",
            target_id=row["person_id"],
            reason=reason,
            before={"points": row["points"], "until": row["would_have_ended"].isoformat()},
            after={"points": 0},
            product=row["product"],
        )
