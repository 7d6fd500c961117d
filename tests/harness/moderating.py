"""Decisions of moderators in a test: taken by one operator, answered by another."""

from __future__ import annotations

from uuid import UUID, uuid4

from harness.house import run_schedule
from harness.members import add_person, make_admin, run
from kith.commons.audit.commands import Admin
from kith.commons.safety import appeals, deciding
from kith.commons.safety.deciding import Decided
from kith.foundation.house import House


async def moderator(house: House) -> Admin:
    """A new operator who decides and answers appeals."""
    email = f"{uuid4().hex}@house.example"
    return Admin(await make_admin(house, await add_person(house, email=email), "ops"), email, "ops")


async def decide(house: House, admin: Admin, action: str) -> UUID:
    """The one open case, taken and decided; the decision."""
    [case] = await run(house, "select id from kith.cases where state <> 'closed'")
    await deciding.claim(house, admin, case["id"])
    return await deciding.decide(house, admin, case["id"], Decided(action=action, reason="Against the rules"))


async def appeal(house: House, person: UUID, decision: UUID) -> UUID:
    """Whom it concerns sees it differently; the appeal."""
    await appeals.appeal(house, person, decision, "It is only a joke")
    [made] = await run(house, "select id from kith.appeals where decision_id = $1", decision)
    return made["id"]


async def let_go(house: House, schema: str) -> None:
    """Rules of retention are kept to, and the store is swept."""
    await run_schedule(house, "kith.retention")
    await run_schedule(house, f"{schema}.files.sweep")
