"""Bans that came of no case: the decision behind one, which its letter opens like any other, and the answer to an appeal against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import notify
from kith.commons.messaging.topics import STANDING
from kith.commons.safety import letters
from kith.foundation.errors import Conflict, Invalid
from kith.foundation.language import _
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "ban_appeals.sql")
LONGEST: Final = 4000


async def decide(db: Session, admin: Admin, person_id: UUID, reason: str) -> UUID:
    """Write down the decision behind a ban that came of no case; the person reads `reason` (service, any schema). Returns its id."""
    statement = {
        "category": "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
        "decision": "ban",
        "facts": reason,
        "ground": _("The rules of the house"),
        "automated_detection": False,
        "automated_decision": False,
        "territory": "EEA, GB",
        "date": db.now.date().isoformat(),
    }
    decision: UUID = await queries.decide(
        db.connection, admin=admin.id, person_id=person_id, reason=reason, statement=statement
    )
    return decision


async def answer(
    house: House, db: Session, admin: Admin, appeal_id: UUID, words: str, *, take_back: bool
) -> UUID | None:
    """Answer an appeal against a ban that came of no case; whoever made it is told (service). Whose ban is to be lifted, when it is taken back.

    Raises:
        Invalid: no words.
        Conflict: it is answered, or against one's own decision.
    """
    words = words.strip()
    if not 5 <= len(words) <= LONGEST:
        raise Invalid("Write a few words; whoever appealed reads them.", field="reason")
    row = await queries.open_appeal(db.connection, id=appeal_id)
    if row is None:
        raise Conflict("This appeal has been answered.", slug="answered")
    outcome: str = await queries.answer(
        db.connection, appeal=appeal_id, admin=admin.id, reverse=take_back, words=words
    )
    if outcome == "somebody_else":
        raise Conflict("You decided this one; somebody else looks at the appeal.", slug="somebody-else")
    await audit.record(
        db,
        admin=admin,
        action=f"appeal.{outcome}",
        target_type="appeal",
        target_id=appeal_id,
        reason=words,
    )
    if take_back:
        return row["person_id"]
    await notify(
        db,
        house,
        row["person_id"],
        letters.appeal(house, "upheld", words, row["decision_id"]),
        product="Kith",
        topic=STANDING,
        purpose="person.ban_stands",
        key=f"appeal:{appeal_id}:answered",
    )
    return None
