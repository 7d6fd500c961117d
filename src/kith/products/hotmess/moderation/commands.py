"""Taking a case, deciding it with its reasons, appealing, answering an appeal. What a decision does to the content happens in its own transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg

from kith.commons.audit import sealed
from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.commons.privacy.person_keys import KeyDestroyed
from kith.foundation.actor import service
from kith.foundation.database import Session
from kith.foundation.errors import Conflict, Invalid, NotFound, Refused
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.hotmess import topics
from kith.products.hotmess.moderation.statement import ACTIONS, possible, statement

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
ACTOR: Final = service("hotmess.moderation")
LONGEST: Final = 4000


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def claim(house: House, admin: Admin, case: UUID) -> None:
    """Take a case for thirty minutes.

    Raises:
        NotFound: not of a queue this operator works on.
        Conflict: somebody else has it, it is closed, or it is an appeal against one's own decision.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        outcome = await queries.claim(db.connection, case_id=case, admin=admin.id)
        if outcome == "claimed":
            await _audit(db, admin, "case.claimed", case)
    if outcome == "not_yours":
        raise NotFound
    if outcome == "taken":
        raise Conflict("Somebody else is working on this one.", slug="taken")
    if outcome == "closed":
        raise Conflict("This one is closed.", slug="closed")
    if outcome == "somebody_else":
        raise Conflict("You decided this one; somebody else looks at the appeal.", slug="somebody-else")


async def release(house: House, admin: Admin, case: UUID, *, escalate: bool = False) -> None:
    """Give a case back to the queue, or up to somebody more experienced.

    Raises:
        Conflict: one does not have it.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        if not await queries.release(db.connection, case_id=case, admin=admin.id, escalate=escalate):
            raise Conflict("You do not have this one.", slug="not-yours")
        await _audit(db, admin, "case.escalated" if escalate else "case.released", case)


async def decide(
    house: House, admin: Admin, case: UUID, action: str, reason: str, facts: str = "", ground: str = ""
) -> UUID:
    """Close a case one has taken: what is done, why, and to whom it concerns the statement. Reporters are told that we looked.

    Raises:
        NotFound: there is no such case.
        Invalid: no reason, or an action that does not fit; with the field.
        Conflict: one does not have it any more.
    """
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.case(db.connection, case_id=case)
        if row is None:
            raise NotFound
        if action not in possible(row["content_type"]):
            raise Invalid("That cannot be done here.", field="action")
        if len(reason.strip()) < 5:
            raise Invalid(
                "Please give a reason in a few words; whoever it concerns reads it.", field="reason"
            )
        if action != "dismiss" and not (facts.strip() and ground.strip()):
            raise Invalid(
                "Say what happened and which rule it is against.",
                field="facts" if not facts.strip() else "ground",
            )
        reasons = None
        if action != "dismiss":
            reasons = statement(
                category=row["category"],
                action=action,
                facts=facts.strip(),
                ground=ground.strip(),
                noticed_by_machine=row["report_count"] == 0,
                at=db.now,
            )
        try:
            async with db.savepoint():
                decision: UUID = await queries.decide(
                    db.connection,
                    case_id=case,
                    admin=admin.id,
                    action=action,
                    reason=reason.strip(),
                    statement=reasons,
                )
        except asyncpg.PostgresError as refusal:
            if getattr(refusal, "sqlstate", "") == "KT409":
                raise Conflict("Take the case first; yours may have run out.", slug="not-yours") from refusal
            raise
        await _apply(db, action, row, reason.strip())
        await _audit(
            db,
            admin,
            f"case.{action}",
            case,
            reason=reason.strip(),
            before=await _of_whom(db, house, row),
            after={"decision": str(decision), "state": "closed"},
        )
        if action != "dismiss" and row["person_id"] is not None:
            await notify(
                db,
                house,
                row["person_id"],
                _reasons_letter(action, facts.strip(), ground.strip(), decision),
                product="HOTMESS",
                topic=topics.STANDING,
                purpose="decision.made",
                key=f"decision:{decision}",
            )
        async for reporter in queries.reporters(db.connection, case_id=case):
            await notify(
                db,
                house,
                reporter["reporter_id"],
                _outcome_letter(acted=action != "dismiss"),
                product="HOTMESS",
                topic=topics.STANDING,
                purpose="report.decided",
                key=f"report:{reporter['id']}:{decision}",
            )
    return decision


async def _audit(
    db: Session,
    admin: Admin,
    action: str,
    target: UUID,
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
        product="hotmess",
    )


async def _of_whom(db: Session, house: House, row: Any) -> dict[str, Any] | None:
    """Whom a decision is about, sealed under their own key, so that the audit tells nothing of them once they are erased."""
    if row["person_id"] is None:
        return None
    try:
        return await sealed.sealed(
            db, house, row["person_id"], {"username": row["username"], "category": row["category"]}
        )
    except KeyDestroyed:
        return None


async def _apply(db: Session, action: str, about: Any, notes: str) -> None:
    """Do to the content or person what was decided; what is gone already needs nothing more."""
    target = about["content_id"]
    if action == "remove_post":
        beacon = await queries.post_to(db.connection, id=target, state="removed")
        if beacon is not None:
            await announce(db, f"beacon:{beacon}:thread")
    elif action == "disable_beacon":
        await queries.beacon_to(db.connection, id=target, state="disabled", notes=notes)
    elif action == "remove_listing" and about["content_type"] == "listing":
        await queries.listing_to(db.connection, id=target, state="removed", notes=notes)
    elif action == "remove_listing":
        await queries.offer_to(db.connection, id=target, state="removed", notes=notes)
    elif action == "suspend_seller":
        seller = await queries.seller_of(db.connection, content_type=about["content_type"], content_id=target)
        await queries.seller_to(db.connection, id=seller, state="suspended", notes=notes)
    elif action == "ban_user" and about["person_id"] is not None:
        await queries.ban(db.connection, person=about["person_id"], reason=notes)
        await queries.end_sessions(db.connection, person=about["person_id"])


async def _undo(db: Session, about: Any) -> None:
    """The reverse of a decision. What can no longer be (a listing whose ticket was used, a beacon whose time is over) stays as it is."""
    target, action = about["content_id"], about["action"]
    try:
        async with db.savepoint():
            if action == "remove_post":
                await queries.post_to(db.connection, id=target, state="visible")
            elif action == "disable_beacon":
                await queries.beacon_to(db.connection, id=target, state="live", notes=None)
            elif action == "remove_listing" and about["content_type"] == "listing":
                await queries.listing_to(db.connection, id=target, state="live", notes=None)
            elif action == "remove_listing":
                await queries.offer_to(db.connection, id=target, state="live", notes=None)
            elif action == "suspend_seller":
                seller = await queries.seller_of(
                    db.connection, content_type=about["content_type"], content_id=target
                )
                await queries.seller_to(db.connection, id=seller, state="approved", notes=None)
            elif action == "ban_user":
                await queries.unban(db.connection, person=about["person_id"])
    except asyncpg.PostgresError as refusal:
        if getattr(refusal, "sqlstate", "") not in ("KT409", "23514"):
            raise


async def decision_about(db: Session, person: Person, decision: UUID) -> Any:
    """A decision about oneself (service session).

    Raises:
        NotFound: it is about somebody else, or nothing was wrong.
    """
    row = await queries.decision(db.connection, id=decision)
    if row is None or row["person_id"] != person.id or row["action"] == "dismiss":
        raise NotFound
    return row


async def appeal(house: House, person: Person, decision: UUID, words: str) -> None:
    """Have a decision looked at by somebody else, once, within twenty days; or go on with that conversation.

    Raises:
        NotFound: as `decision_about`.
        Invalid: no words, or too many.
        Conflict: too late, or it has been answered.
    """
    words = words.strip()
    if not 1 <= len(words) <= LONGEST:
        raise Invalid("Write between one and four thousand characters.", field="words")
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            row = await decision_about(db, person, decision)
            if row["appeal_state"] not in (None, "open"):
                raise Conflict("This appeal has been answered.", slug="answered")
            made = row["appeal_id"] or await queries.appeal(
                db.connection, decision=decision, person=person.id
            )
            await queries.say(db.connection, appeal=made, from_house=False, body=words)
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You have appealed; go on with the conversation there.", slug="appealed") from twice
    except asyncpg.CheckViolationError as none:
        raise Refused("There is nothing here to appeal against.") from none
    except asyncpg.PostgresError as refusal:
        if getattr(refusal, "sqlstate", "") == "KT409":
            raise Conflict("An appeal is made within twenty days.", slug="too-late") from refusal
        raise


async def answer_appeal(house: House, admin: Admin, made: UUID, words: str, *, outcome: str = "ask") -> str:
    """Ask back (`ask`), or decide an appeal: `reversed` takes the decision back, `upheld` lets it stand.

    Raises:
        Invalid: no words, or no outcome.
        NotFound: not of a queue this operator works on.
        Conflict: it was one's own decision, or it is answered.
    """
    words = words.strip()
    if not 5 <= len(words) <= LONGEST:
        raise Invalid("Write a few words; whoever appealed reads them.", field="words")
    if outcome not in ("ask", "reversed", "upheld"):
        raise Invalid("Choose what comes of it.", field="outcome")
    async with house.database.session(ACTOR, schema(house)) as db:
        asked = await queries.appeal_to_answer(db.connection, id=made)
        if asked is None:
            raise Conflict("This appeal has been answered.", slug="answered")
        if not await queries.works_on(db.connection, admin=admin.id, case_id=asked["case_id"]):
            raise NotFound
        if asked["admin_id"] == admin.id:
            raise Conflict("You decided this one; somebody else looks at the appeal.", slug="somebody-else")
        await queries.say(db.connection, appeal=made, from_house=True, body=words)
        row = await queries.decision(db.connection, id=asked["decision_id"])
        if outcome != "ask":
            outcome = await queries.decide_appeal(
                db.connection, appeal=made, admin=admin.id, reverse=outcome == "reversed", answer=words
            )
            if outcome == "reversed":
                await _undo(db, row)
            await _audit(db, admin, f"appeal.{outcome}", row["case_id"], reason=words)
        await notify(
            db,
            house,
            row["person_id"],
            _appeal_letter(outcome, words, row["id"]),
            product="HOTMESS",
            topic=topics.STANDING,
            purpose=f"appeal.{outcome}",
            key=f"appeal:{made}:{outcome}:{db.now.isoformat()}",
        )
    return outcome


def _reasons_letter(action: str, facts: str, ground: str, decision: UUID) -> Callable[[], Notice]:
    def write() -> Notice:
        return Notice(
            subject=_("We decided something that concerns you"),
            text=_(
                "What we did: %(action)s.\n\nWhat happened: %(facts)s\n\nWhich rule: %(ground)s\n\nA person decided this. If you see it differently, "
                "say so within twenty days: somebody else looks at it.",
                action=_(ACTIONS[action]),
                facts=facts,
                ground=ground,
            ),
            link=f"/hotmess/decisions/{decision}",
        )

    return write


def _outcome_letter(*, acted: bool) -> Callable[[], Notice]:
    def write() -> Notice:
        text = (
            _(
                "Thank you for telling us. We looked at it and did something about it. What exactly stays between us and whom it concerns."
            )
            if acted
            else _(
                "Thank you for telling us. We looked at it and found nothing against our rules. If it happens again, tell us again."
            )
        )
        return Notice(subject=_("We looked at what you reported"), text=text, link="/hotmess/reports")

    return write


def _appeal_letter(outcome: str, words: str, decision: UUID) -> Callable[[], Notice]:
    def write() -> Notice:
        subject = {
            "reversed": _("You were right: we took it back"),
            "upheld": _("Somebody else looked at it, and it stands"),
        }.get(outcome, _("A question about your appeal"))
        return Notice(subject=subject, text=words, link=f"/hotmess/decisions/{decision}")

    return write
