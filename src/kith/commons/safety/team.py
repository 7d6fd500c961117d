"""Who works on which queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg

from kith.commons.audit.commands import Admin, record
from kith.commons.safety.deciding import ACTOR
from kith.commons.safety.queue import QUEUES, installed
from kith.foundation.errors import Invalid
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "team.sql")


async def members(house: House) -> list[Any]:
    """Every operator with their `queues`: pairs of a product and a queue of it."""
    async with house.database.session(ACTOR, "kith") as db:
        return [row async for row in queries.members(db.connection, products=installed(house))]


async def works_on_any(house: House, admin: Admin) -> bool:
    """Whether an operator has a queue to look at."""
    if "queue.all" in admin.rights:
        return True
    async with house.database.session(ACTOR, "kith") as db:
        return await queries.works_on_any(db.connection, admin=admin.id, products=installed(house))


async def join(house: House, admin: Admin | None, who: UUID, product: str, queue: str) -> None:
    """Let an operator work on a queue of a product; `all` stands for every one. `admin` None is the house itself.

    Raises:
        Invalid: no such operator, product or queue; with the field.
    """
    products = installed(house) if product == "all" else installed(house, [product])
    queues = list(QUEUES) if queue == "all" else [name for name in QUEUES if name == queue]
    if not products or not queues:
        raise Invalid("Choose one of these.", field="queue" if products else "product")
    try:
        async with house.database.session(ACTOR, "kith") as db:
            await queries.join(db.connection, admin=who, products=products, queues=queues)
            await record(
                db,
                admin=admin,
                action="queue.joined",
                target_type="operator",
                target_id=who,
                payload={"products": products, "queues": queues},
            )
    except asyncpg.ForeignKeyViolationError as nobody:
        raise Invalid("There is no such operator.", field="admin") from nobody


async def leave(house: House, admin: Admin, who: UUID, reason: str) -> None:
    """Take an operator off all queues; what they had taken goes back."""
    async with house.database.session(ACTOR, "kith") as db:
        await queries.leave(db.connection, admin=who)
        await record(
            db, admin=admin, action="queue.left", target_type="operator", target_id=who, reason=reason
        )
