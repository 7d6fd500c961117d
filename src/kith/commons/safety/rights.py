"""What each role may see and do in the moderators' queue: the rows are in `kith.moderation_rights`, the words here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.foundation.language import later
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "rights.sql")

RIGHTS: Final = {
    "numbers": later("How many cases wait, and how severe they are"),
    "queue.own": later("Cases of the queues one has been added to: what was reported, as it was then"),
    "queue.all": later("Cases of every queue of every product"),
    "history.own": later("What was decided about the person before, in the products one works on"),
    "history.all": later("What was decided about the person before, in all products"),
    "decide": later("Dismiss, warn, take content away, give a strike, set aside softly"),
    "restrict": later("Suspend, or set aside entirely"),
    "ban": later("Ban from the house"),
    "escalated": later("Take what somebody passed up"),
    "appeals": later("Answer appeals against somebody else's decision"),
    "reverse": later("Take a decision back without an appeal"),
    "standing": later("See all holds and strikes, and lift them"),
    "team": later("Say who works on which queue"),
    "publish": later("Export statements for the European transparency database"),
}


async def of_operator(db: Session, admin: UUID) -> frozenset[str]:
    """An operator's rights (service)."""
    return frozenset([row["may"] async for row in queries.of_operator(db.connection, admin=admin)])


async def of_roles(db: Session) -> dict[str, frozenset[str]]:
    """Every role's rights (service)."""
    found: dict[str, set[str]] = {}
    async for row in queries.of_roles(db.connection):
        found.setdefault(row["role"], set()).add(row["may"])
    return {role: frozenset(rights) for role, rights in found.items()}
