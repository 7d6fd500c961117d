"""Appeals: one a decision, within twenty days, by whom it concerns, answered by somebody else; a conversation until then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import notify
from kith.commons.messaging.topics import STANDING
from kith.commons.safety import deciding, letters
from kith.commons.safety.deciding import ACTOR
from kith.commons.safety.statement import LONGEST
from kith.foundation.database import sqlstate_of
from kith.foundation.errors import Conflict, Invalid, NotFound, Refused
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "appeals.sql")
DAYS: Final = 20


async def decision_about(db: Session, person: UUID, decision: UUID) -> Any:
    """A decision about somebody, for themselves (service).

    Raises:
        NotFound: it is about somebody else, or nothing was wrong.
    """
    row = await deciding.queries.decision(db.connection, id=decision)
    if row is None or row["person_id"] != person or row["action"] in ("dismiss", "reinstate"):
        raise NotFound
    return row


async def about(house: House, person: UUID) -> list[Any]:
    """What was decided about somebody, newest first; at most a hundred."""
    async with house.database.session(ACTOR, "kith") as db:
        return [row async for row in queries.about(db.connection, person=person)]


async def appeal(house: House, person: UUID, decision: UUID, words: str) -> None:
    """Have a decision looked at by somebody else, once, within twenty days; or go on with that conversation.

    Raises:
        NotFound: as `decision_about`.
        Invalid: no words, or too many.
        Conflict: too late, taken back already, or it has been answered.
    """
    words = words.strip()
    if not 1 <= len(words) <= LONGEST:
        raise Invalid("Write between one and four thousand characters.", field="words")
    try:
        async with house.database.session(ACTOR, "kith") as db:
            row = await decision_about(db, person, decision)
            if row["appeal_state"] not in (None, "open"):
                raise Conflict("This appeal has been answered.", slug="answered")
            if row["open_again"]:
                raise Conflict("Your account is open again; you can sign in.", slug="lifted")
            made = row["appeal_id"] or await queries.appeal(db.connection, decision=decision, person=person)
            await queries.say(db.connection, appeal=made, from_house=False, body=words)
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You have appealed; go on with the conversation there.", slug="appealed") from twice
    except asyncpg.CheckViolationError as none:
        raise Refused("There is nothing here to appeal against.") from none
    except asyncpg.PostgresError as refusal:
        if sqlstate_of(refusal) == "KT409":
            raise Conflict("An appeal is made within twenty days.", slug="too-late") from refusal
        raise


async def to_read(house: House, admin: Admin, decision: UUID) -> tuple[Any, list[Any]]:
    """An appealed decision and what was said about it, for whoever may answer.

    Raises:
        NotFound: there is no appeal, or not in this operator's queues.
    """
    async with house.database.session(ACTOR, "kith") as db:
        row = await deciding.queries.decision(db.connection, id=decision)
        if row is None or row["appeal_id"] is None:
            raise NotFound
        if not await deciding.queries.works_on(db.connection, admin=admin.id, case_id=row["case_id"]):
            raise NotFound
        return row, [one async for one in queries.said(db.connection, appeal=row["appeal_id"])]


async def answer(house: House, admin: Admin, made: UUID, words: str, *, outcome: str = "ask") -> str:
    """Ask back (`ask`), or decide an appeal: `reversed` takes the decision back with what it did, `upheld` lets it stand.

    Raises:
        Invalid: no words, or no outcome.
        NotFound: not of a queue this operator works on, or not for their role.
        Conflict: it was one's own decision, or it is answered.
    """
    words = words.strip()
    if not 5 <= len(words) <= LONGEST:
        raise Invalid("Write a few words; whoever appealed reads them.", field="words")
    if outcome not in ("ask", "reversed", "upheld"):
        raise Invalid("Choose what comes of it.", field="outcome")
    async with house.database.session(ACTOR, "kith") as db:
        case = await queries.case_of(db.connection, id=made)
        if case is None or not await deciding.queries.works_on(db.connection, admin=admin.id, case_id=case):
            raise NotFound
    async with house.database.session(ACTOR, await deciding.schema_of(house, case)) as db:
        asked = await queries.to_answer(db.connection, id=made)
        if asked is None:
            raise Conflict("This appeal has been answered.", slug="answered")
        if asked["admin_id"] == admin.id:
            raise Conflict("You decided this one; somebody else looks at the appeal.", slug="somebody-else")
        await queries.say(db.connection, appeal=made, from_house=True, body=words)
        row = await deciding.queries.decision(db.connection, id=asked["decision_id"])
        follows: tuple[str, ...] = ()
        if outcome != "ask":
            outcome = await queries.decide(
                db.connection, appeal=made, admin=admin.id, reverse=outcome == "reversed", answer=words
            )
            if outcome == "not_yours":
                raise NotFound
            if outcome == "reversed":
                follows = await deciding.undo(db, house, admin, row, words)
            await record(
                db,
                admin=admin,
                action=f"appeal.{outcome}",
                target_type="case",
                target_id=row["case_id"],
                reason=words,
                product=row["product"],
            )
        await notify(
            db,
            house,
            row["person_id"],
            letters.appeal(house, outcome, words, row["id"], follows),
            product=house.product(row["product"]).name,
            topic=STANDING,
            purpose=f"appeal.{outcome}",
            key=f"appeal:{made}:{outcome}:{db.now.isoformat()}",
        )
    return outcome
