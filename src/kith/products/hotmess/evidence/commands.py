"""A proof post becomes evidence, linked with its author's scan; and the look that finds an edit or a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.hotmess.evidence import heads

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR: Final = service("hotmess.evidence")


async def link_proof(db: Session, beacon: UUID, person: UUID, post: UUID) -> None:
    """A proof post is a link of its beacon's chain, after its author's last good scan there, if there is one (service session)."""
    scan: UUID | None = await queries.last_scan(db.connection, beacon=beacon, person=person)
    if scan is not None and not await queries.linked(db.connection, beacon=beacon, scan=scan):
        await queries.link_scan(db.connection, beacon=beacon, person=person, scan=scan)
    await queries.link_post(db.connection, beacon=beacon, person=person, post=post, scan=scan)


async def broken(house: House, kept: bytes | None = None) -> list[str]:
    """Where a chain does not hold, a sentence each; empty when all do. `kept` are heads as they were published once.

    Raises:
        ValueError: `kept` holds something else.
    """
    changed = [] if kept is None else await heads.rewritten(house, kept)
    async with house.database.session(_ACTOR, house.product("hotmess").schema) as db:
        found = [
            f"The evidence of {row['subject_type']} {row['subject_id']}: link {row['sequence']} is not what it was, or one before it is missing."
            async for row in queries.breaks(db.connection)
        ]
    return found + [
        f"The evidence of {one.month:%B %Y} (up to {one.until:%Y-%m-%d %H:%M} UTC) is not the one whose head you kept."
        for one in changed
    ]
