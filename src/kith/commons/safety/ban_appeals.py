"""Whoever is banned cannot sign in, so their page has an address of its own: what was decided and why, and one appeal before somebody else."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit import commands as audit
from kith.commons.messaging.notices import Notice, notify
from kith.commons.messaging.topics import STANDING
from kith.foundation.actor import service
from kith.foundation.database import sqlstate_of
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.commons.audit.commands import Admin
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "ban_appeals.sql")
ACTOR: Final = service("safety.ban_appeals")
LONGEST: Final = 4000
_WITHIN: Final = timedelta(days=20)
_LIMIT: Final = Limit("safety.ban_appeals", 10, timedelta(days=1))


class Said(msgspec.Struct, frozen=True):
    """A word in the dialogue of an appeal."""

    from_house: bool
    body: str
    created_at: datetime


class Closed(msgspec.Struct, frozen=True, kw_only=True):
    """A closed account as its owner sees it. `facts` and `ground` say why; `appeal`: none, open, upheld, reversed; `until`: when it is too late
    for one.
    """

    since: datetime
    lifted_at: datetime | None
    facts: str
    ground: str
    appeal: str
    until: datetime | None
    answer: str | None
    said: list[Said]


def page_of(house: House, ban_id: UUID) -> str:
    """The path of the page, which is its key as well: 128 bits that need no keeping."""
    word = (
        base64.urlsafe_b64encode(house.keyring.keyed_hash(str(ban_id), "safety.ban")[:16])
        .decode()
        .rstrip("=")
    )
    return f"/closed/{ban_id}/{word}"


async def decide(db: Session, admin: Admin, person_id: UUID, reason: str) -> None:
    """Write down the decision behind a ban that came of no case; the person reads `reason` (service, any schema)."""
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
    await queries.decide(
        db.connection, admin=admin.id, person_id=person_id, reason=reason, statement=statement
    )


async def _standing(house: House, db: Session, ban_id: UUID, word: str) -> Any:
    if not hmac.compare_digest(f"/closed/{ban_id}/{word}".encode(), page_of(house, ban_id).encode()):
        raise NotFound
    row = await queries.standing(db.connection, ban_id=ban_id)
    if row is None:
        raise NotFound
    return row


async def closed(house: House, ban_id: UUID, word: str) -> Closed:
    """What the page shows.

    Raises:
        NotFound: no such ban, or not its key.
    """
    async with house.database.session(ACTOR, "kith") as db:
        row = await _standing(house, db, ban_id, word)
        said = [Said(*one) async for one in queries.said(db.connection, appeal=row["appeal_id"])]
    statement: dict[str, Any] = row["statement"] or {}
    return Closed(
        since=row["since"],
        lifted_at=row["lifted_at"],
        facts=str(statement.get("facts", "")),
        ground=str(statement.get("ground", "")),
        appeal=row["appeal_state"] or "none",
        until=None if row["decided_at"] is None else row["decided_at"] + _WITHIN,
        answer=row["answer"],
        said=said,
    )


async def appeal(house: House, ban_id: UUID, word: str, words: str) -> None:
    """Have it looked at by somebody else, once, within twenty days; or say more while that is under way.

    Raises:
        NotFound: no such ban, or not its key.
        Invalid: no words, or too many.
        Conflict: answered, lifted, or too late.
        TooMany: ten in a day.
    """
    words = words.strip()
    if not 1 <= len(words) <= LONGEST:
        raise Invalid("Write between one and four thousand characters.", field="words")
    await take(house, _LIMIT, str(ban_id))
    try:
        async with house.database.session(ACTOR, "kith") as db:
            row = await _standing(house, db, ban_id, word)
            if row["lifted_at"] is not None:
                raise Conflict("Your account is open again; you can sign in.", slug="lifted")
            if row["decision_id"] is None:
                raise Conflict(
                    "This is still being written down. Please try again in a minute.", slug="early"
                )
            if row["appeal_state"] not in (None, "open"):
                raise Conflict("This appeal has been answered.", slug="answered")
            made: UUID = row["appeal_id"] or await queries.appeal(
                db.connection, decision=row["decision_id"], person=row["person_id"]
            )
            await queries.say(db.connection, appeal=made, from_house=False, body=words)
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You have asked already; go on with it on this page.", slug="appealed") from twice
    except Conflict as refusal:
        cause = refusal.__cause__
        if isinstance(cause, asyncpg.PostgresError) and sqlstate_of(cause) == "KT409":
            raise Conflict("An appeal is made within twenty days.", slug="too-late") from cause
        raise


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
        lambda: Notice(subject=_("Somebody else looked at it, and it stands"), text=words),
        product="Kith",
        topic=STANDING,
        purpose="person.ban_stands",
        key=f"appeal:{appeal_id}:answered",
    )
    return None
