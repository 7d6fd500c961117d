"""Bans in a test: decided by Olive of the house's desk, carried out by a worker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from harness import house as houses
from harness.members import TESTS, add_person, make_admin, run
from kith.commons.audit.commands import Admin
from kith.commons.safety import banning
from kith.foundation.house import House

OLIVE = "olive@house.example"


async def olive(house: House) -> Admin:
    """The operator who decides."""
    known = await run(
        house, "select id from kith.admins where email like '%@house.example' order by created_at"
    )
    if known:
        return Admin(known[0]["id"], OLIVE, "ops")
    person = await add_person(house, email=OLIVE, first_name="Olive")
    return Admin(await make_admin(house, person, "ops"), OLIVE, "ops")


async def ban(house: House, person: UUID, *, carried_out: bool = True) -> dict[str, Any]:
    """Ban somebody and let what follows follow; what was ended, by product."""
    async with house.database.session(TESTS, "kith") as db:
        await banning.ban(house, db, admin=await olive(house), person_id=person, reason="Threatened a guest")
    if not carried_out:
        return {}
    await houses.worker_pass(house, schedules=False)
    async with house.database.session(TESTS, "kith") as db:
        return (await banning.of_person(db, person))[0].ended


async def lift(house: House, person: UUID) -> None:
    """Take a ban back."""
    async with house.database.session(TESTS, "kith") as db:
        await banning.lift(
            house, db, admin=await olive(house), person_id=person, reason="It was somebody else"
        )
    await houses.worker_pass(house, schedules=False)
