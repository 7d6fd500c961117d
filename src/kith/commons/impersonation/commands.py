"""Seeing the house as a member does: begun with a reason, written down page by page, over after fifteen minutes at the latest.

It reads. The edge lets nothing but GET through, and every transaction of such a request is read only for the database too.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.audit import commands as audit
from kith.commons.audit.commands import Admin
from kith.foundation.actor import service
from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("impersonation")
LONGEST: Final = timedelta(minutes=15)
ROLES: Final = ("support", "ops")


class Impersonation(msgspec.Struct, frozen=True, kw_only=True):
    """An operator who looks as somebody: until when, why, and as whom."""

    id: UUID
    admin: Admin
    person_id: UUID
    name: str
    reason: str
    product: str | None
    expires_at: datetime


async def whom(db: Session, person: UUID) -> str:
    """The name of somebody who may be looked at (service).

    Raises:
        NotFound: nobody, or an operator.
    """
    row = await queries.somebody(db.connection, person=person)
    if row is None:
        raise NotFound
    return row["name"]


async def begin(
    db: Session, admin: Admin, session_id: UUID, person: UUID, *, product: str | None, reason: str
) -> str:
    """Look as somebody from this session of the operator's on; returns the token that its browser keeps (service).

    Raises:
        NotFound: nobody, or an operator.
        Conflict: this operator looks as somebody already.
    """
    await whom(db, person)
    await queries.end_expired(db.connection, admin=admin.id)
    token = secrets.token_urlsafe(32)
    until = db.now + LONGEST
    try:
        async with db.savepoint():
            begun = await queries.begin(
                db.connection,
                token_hash=_hash(token),
                admin=admin.id,
                session=session_id,
                person=person,
                product=product,
                reason=reason,
                until=until,
            )
    except asyncpg.UniqueViolationError as twice:
        raise Conflict("You are looking as somebody already. Please stop that first.") from twice
    except asyncpg.CheckViolationError as refusal:
        if constraint_of(refusal) == "impersonations_no_operators":
            raise NotFound from refusal
        raise
    await audit.record(
        db,
        admin=admin,
        action="person.impersonation_begun",
        target_type="person",
        target_id=person,
        reason=reason,
        payload={"impersonation": str(begun), "until": until.isoformat()},
        product=product,
    )
    return token


async def end(db: Session, admin: Admin) -> None:
    """Stop looking as somebody; twice is once (service)."""
    row = await queries.end_own(db.connection, admin=admin.id)
    if row is not None:
        await audit.record(
            db,
            admin=admin,
            action="person.impersonation_ended",
            target_type="person",
            target_id=row["person_id"],
            payload={"impersonation": str(row["id"])},
            product=row["product"],
        )


async def live(house: House, operator: Person, token: str) -> Impersonation | None:
    """As whom this operator's session looks; None when it is over for whichever reason.

    Raises:
        Unavailable: the database is away, so nobody knows.
    """
    # The arguments in the order in which the statement names them.
    rows = await house.database.read(
        _ACTOR, "kith", queries.live.sql, operator.id, _hash(token), operator.session_id
    )
    return _shaped(rows[0]) if rows else None


def _shaped(row: Any) -> Impersonation:
    return Impersonation(
        id=row["id"],
        admin=Admin(row["admin_id"], row["admin_email"], row["admin_role"]),
        person_id=row["person_id"],
        name=row["name"],
        reason=row["reason"],
        product=row["product"],
        expires_at=row["expires_at"],
    )


async def note_page(house: House, impersonation: Impersonation, product: str, path: str) -> None:
    """Write down that a page was opened, before it is: a page that cannot be written down is not shown.

    Raises:
        Unavailable: the database is away.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        await audit.record(
            db,
            admin=impersonation.admin,
            action="person.page_seen_as",
            target_type="person",
            target_id=impersonation.person_id,
            payload={"impersonation": str(impersonation.id), "path": path[:300]},
            product=product,
        )


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
