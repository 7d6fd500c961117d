"""Taking a case, giving it back, deciding it with its reasons, and taking a decision back. What a decision does happens in its own transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit import sealed
from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.topics import STANDING
from kith.commons.privacy.person_keys import KeyDestroyed
from kith.commons.safety import actions, letters
from kith.commons.safety.statement import LONGEST, rule_of, statement
from kith.foundation.actor import service
from kith.foundation.database import sqlstate_of
from kith.foundation.errors import Conflict, Invalid, NotFound, Refused
from kith.foundation.jobs import Schedule
from kith.foundation.language import _
from kith.foundation.moderation import Action, Case, Deed
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "cases.sql")
ACTOR: Final = service("safety.cases")
_SHORTEST: Final = 5
_REFUSED: Final = {
    "taken": ("Somebody else is working on this one.", "taken"),
    "closed": ("This one is closed.", "closed"),
    "escalated": ("This one waits for somebody more experienced.", "escalated"),
    "somebody_else": ("You decided this one; somebody else looks at the appeal.", "somebody-else"),
}


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """What a moderator decides: the action, why (the concerned reads it), which rule it is against (that of the category where none is given),
    and for how many days, where it lasts (None: as long as the action does by itself; 0: until somebody lifts it).
    """

    action: str
    reason: str
    ground: str = ""
    facts: str = ""
    days: int | None = None


async def schema_of(house: House, case: UUID) -> str:
    """The schema of the product a case is of.

    Raises:
        NotFound: there is no such case, or its product is not installed.
    """
    async with house.database.session(ACTOR, "kith") as db:
        slug = await queries.product_of(db.connection, case_id=case)
    for product in house.products:
        if product.slug == slug:
            return product.schema
    raise NotFound


async def claim(house: House, admin: Admin, case: UUID) -> None:
    """Take a case for thirty minutes.

    Raises:
        NotFound: not of a queue this operator works on.
        Conflict: somebody else has it, it is closed, it waits for somebody more experienced, or it is an appeal against one's own decision.
    """
    async with house.database.session(ACTOR, "kith") as db:
        outcome = await queries.claim(db.connection, case_id=case, admin=admin.id)
        if outcome == "claimed":
            product = await queries.product_of(db.connection, case_id=case)
            await _audit(db, admin, "case.claimed", case, product)
    if outcome == "not_yours":
        raise NotFound
    if outcome in _REFUSED:
        words, slug = _REFUSED[outcome]
        raise Conflict(words, slug=slug)


async def claim_next(
    house: House, admin: Admin, products: list[str], queues: list[str], severities: tuple[int, int]
) -> UUID | None:
    """Take the first case, by severity and age, of one's queues that nobody has; None when nobody waits. `severities`: gravest, mildest."""
    gravest, mildest = severities
    async with house.database.session(ACTOR, "kith") as db:
        case: UUID | None = await queries.claim_next(
            db.connection,
            admin=admin.id,
            products=products,
            queues=queues,
            states=["open", "queued", "escalated"],
            first=6 - gravest,
            last=6 - mildest,
        )
        if case is not None:
            product = await queries.product_of(db.connection, case_id=case)
            await _audit(db, admin, "case.claimed", case, product)
    return case


async def release(
    house: House, admin: Admin, case: UUID, *, escalate: bool = False, handover: str = ""
) -> None:
    """Give a case back to the queue, or up to somebody more experienced, with a word to them.

    Raises:
        Invalid: the word is too long.
        Conflict: one does not have it.
    """
    handover = handover.strip()
    if len(handover) > 1000 or 0 < len(handover) < 3:
        raise Invalid("Between three and a thousand characters, or none.", field="handover")
    async with house.database.session(ACTOR, "kith") as db:
        if not await queries.release(
            db.connection, case_id=case, admin=admin.id, escalate=escalate, handover=handover or None
        ):
            raise Conflict("You do not have this one.", slug="not-yours")
        product = await queries.product_of(db.connection, case_id=case)
        await _audit(db, admin, "case.escalated" if escalate else "case.released", case, product)


async def release_lapsed(house: House) -> None:
    """Claims of half an hour that have run out go back to the queue."""
    async with house.database.session(ACTOR, "kith") as db:
        await queries.release_lapsed(db.connection)


def case_of(row: Any) -> Case:
    """A row of `one` or `decision` as products see it."""
    return Case(
        id=row["case_id"] if "case_id" in row else row["id"],
        product=row["product"],
        content_type=row["content_type"],
        content_id=row["content_id"],
        person_id=row["person_id"],
        category=row["category"] or "other",
        snapshot=(row.get("snapshot") or {}),
    )


async def offered(db: Session, house: House, admin: UUID, case: Case) -> list[Action]:
    """What an operator may decide about a case, the mildest first (service)."""
    fitting = actions.possible(house, case)
    names = [action.key for action in fitting]
    allowed = {row["action"] async for row in queries.rights_for(db.connection, actions=names, admin=admin)}
    return [action for action in fitting if action.key in allowed]


def _checked(decided: Decided, category: str) -> tuple[str, str, str]:
    """Reason, facts and rule.

    Raises:
        Invalid: with the field.
    """
    reason, facts, ground = decided.reason.strip(), decided.facts.strip(), decided.ground.strip()
    if not _SHORTEST <= len(reason) <= LONGEST:
        raise Invalid("Please give a reason in a few words; whoever it concerns reads it.", field="reason")
    if len(facts) > LONGEST or len(ground) > 1000:
        raise Invalid("That is too long.", field="facts" if len(facts) > LONGEST else "ground")
    return reason, facts or reason, ground or _(rule_of(category))


async def decide(house: House, admin: Admin, case: UUID, decided: Decided) -> UUID:
    """Close a case one has taken: what is done, why, and to whom it concerns the statement. Reporters are told that we looked.

    Raises:
        NotFound: there is no such case, or not of one's queues.
        Invalid: no reason, or an action that does not fit; with the field.
        Refused: it takes another role.
        Conflict: one does not have it any more, or what is decided is so already.
    """
    schema = await schema_of(house, case)
    async with house.database.session(ACTOR, schema) as db:
        row = await queries.one(db.connection, case_id=case)
        if row is None or not await queries.works_on(db.connection, admin=admin.id, case_id=case):
            raise NotFound
        about = case_of(row)
        action = next((one for one in actions.possible(house, about) if one.key == decided.action), None)
        if action is None:
            raise Invalid("That cannot be done here.", field="action")
        reason, facts, ground = _checked(decided, row["category"])
        if decided.days is not None and decided.days not in (0, *actions.LASTS):
            raise Invalid("Choose one of the spans.", field="days")
        days = action.days if decided.days is None or action.days is None else decided.days
        until = db.now + timedelta(days=days) if days else None
        reasons = None
        if action.key != "dismiss":
            reasons = statement(
                category=row["category"],
                action=action.key,
                facts=facts,
                ground=ground,
                noticed_by_machine=row["report_count"] == 0,
                at=db.now,
            )
        try:
            async with db.savepoint():
                decision: UUID = await queries.decide(
                    db.connection,
                    case_id=case,
                    admin=admin.id,
                    action=action.key,
                    reason=reason,
                    statement=reasons,
                    until=until,
                )
        except asyncpg.PostgresError as refusal:
            if sqlstate_of(refusal) == "KT409":
                raise Conflict("Take the case first; yours may have run out.", slug="not-yours") from refusal
            if sqlstate_of(refusal) == "KT403":
                raise Refused("This takes another role. Pass the case up.", slug="role") from refusal
            raise
        deed = Deed(case=about, decision=decision, admin=admin, reason=reason, until=until)
        if action.apply is not None:
            await action.apply(house, db, deed)
        await _audit(
            db,
            admin,
            f"case.{action.key}",
            case,
            about.product,
            reason=reason,
            before=await _of_whom(db, house, about),
            after={"decision": str(decision), "state": "closed"},
        )
        name = house.product(about.product).name
        if action.key != "dismiss" and about.person_id is not None:
            await notify(
                db,
                house,
                about.person_id,
                letters.reasons(
                    house,
                    action.label,
                    facts,
                    ground,
                    decision,
                    until,
                    follows=action.follows,
                    closes=action.key in letters.CLOSING,
                ),
                product=name,
                topic=STANDING,
                purpose="decision.made",
                key=f"decision:{decision}",
            )
        await _tell_reporters(db, house, case, decision, name, letters.outcome(acted=action.key != "dismiss"))
    return decision


async def _tell_reporters(
    db: Session, house: House, case: UUID, decision: UUID, product: str, write: Callable[[], Notice]
) -> None:
    for reporter in [row async for row in queries.reporters(db.connection, case_id=case)]:
        await notify(
            db,
            house,
            reporter["reporter_id"],
            write,
            product=product,
            topic=STANDING,
            purpose="report.decided",
            key=f"report:{reporter['id']}:{decision}",
        )


async def undo(db: Session, house: House, admin: Admin, row: Any, reason: str) -> tuple[str, ...]:
    """Do the reverse of a decision, a row of `decision` (service, the product's schema). What can no longer be stays as it is. Returns what
    that means for whom it concerns, untranslated.
    """
    action = actions.find(house, row["product"], row["action"])
    if action is None or action.reverse is None:
        return ()
    deed = Deed(case=case_of(row), decision=row["id"], admin=admin, reason=reason)
    try:
        async with db.savepoint():
            await action.reverse(house, db, deed)
    except Conflict:
        return ()  # it is not so any more
    except asyncpg.PostgresError as refusal:
        if sqlstate_of(refusal) not in ("KT409", "23514"):
            raise
        return ()
    return action.follows_back


async def reverse(house: House, admin: Admin, decision: UUID, reason: str) -> None:
    """Take a decision back without an appeal, with what it did; what was dismissed waits in the queue again. Whoever it concerns is told.

    Raises:
        NotFound: there is none, or this operator may not.
        Invalid: no reason.
        Conflict: it was taken back already, or there is an appeal to answer.
    """
    reason = reason.strip()
    if not _SHORTEST <= len(reason) <= LONGEST:
        raise Invalid("Please give a reason in a few words; whoever it concerns reads it.", field="reason")
    async with house.database.session(ACTOR, "kith") as db:
        row = await queries.decision(db.connection, id=decision)
    if row is None or row["case_id"] is None:
        raise NotFound
    schema = await schema_of(house, row["case_id"])
    async with house.database.session(ACTOR, schema) as db:
        if not await queries.works_on(db.connection, admin=admin.id, case_id=row["case_id"]):
            raise NotFound
        made = await queries.reverse(db.connection, decision=decision, admin=admin.id, reason=reason)
        if made is None:
            raise NotFound
        follows = await undo(db, house, admin, row, reason)
        await _audit(
            db,
            admin,
            "case.reversed",
            row["case_id"],
            row["product"],
            reason=reason,
            after={"decision": str(decision), "reversed_by": str(made)},
        )
        if row["action"] != "dismiss" and row["person_id"] is not None:
            await notify(
                db,
                house,
                row["person_id"],
                letters.taken_back(house, reason, decision, follows),
                product=house.product(row["product"]).name,
                topic=STANDING,
                purpose="decision.reversed",
                key=f"decision:{decision}:reversed",
            )


async def _audit(
    db: Session,
    admin: Admin,
    action: str,
    target: UUID,
    product: str,
    *,
    reason: str | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    await record(
        db,
        admin=admin,
        action=action,
        target_type="case",
        target_id=target,
        reason=reason,
        before=before,
        after=after,
        product=product,
    )


async def _of_whom(db: Session, house: House, case: Case) -> dict[str, Any] | None:
    """Whom a decision is about, sealed under their own key, so that the audit tells nothing of them once they are erased."""
    if case.person_id is None:
        return None
    hooks = house.product(case.product).moderation
    name = None if hooks is None else await hooks.name_of(house, db, case.person_id)
    try:
        return await sealed.sealed(db, house, case.person_id, {"name": name, "category": case.category})
    except KeyDestroyed:
        return None


SCHEDULES = [Schedule(name="kith.safety.lapsed_claims", cron="* * * * *", run=release_lapsed)]
