"""Blocks, holds, strikes, reports: made in one product, binding in all. The questions are SQL functions that every product asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from kith.foundation.database import Session, to_struct, to_structs
from kith.foundation.errors import Invalid
from kith.foundation.queries import load

queries = load(__file__)

HoldState = Literal["soft_hold", "hard_hold"]


class Block(msgspec.Struct, frozen=True):
    """That somebody blocked somebody."""

    id: UUID
    blocked_id: UUID
    created_at: datetime


class Hold(msgspec.Struct, frozen=True):
    """The hold in force on a person."""

    state: str
    reason: str | None
    applied_at: datetime
    expires_at: datetime | None
    applied_by: UUID | None


async def block(db: Session, blocker: UUID, blocked: UUID) -> None:
    """One person wants nothing to do with another, anywhere in the house; twice is once.

    Raises:
        Invalid: oneself.
    """
    if blocker == blocked:
        raise Invalid("You cannot block yourself.", field="person")
    await queries.block(db.connection, blocker_id=blocker, blocked_id=blocked)


async def unblock(db: Session, blocker: UUID, block_id: UUID) -> bool:
    """Take a block back; False when it is not this person's."""
    return await queries.unblock(db.connection, id=block_id, blocker_id=blocker) is not None


async def blocks_of(db: Session, blocker: UUID) -> list[Block]:
    """Whom a person has blocked, newest first; at most 200."""
    return to_structs(Block, [row async for row in queries.blocks_of(db.connection, blocker_id=blocker)])


async def blocked_between(db: Session, one: UUID, other: UUID) -> bool:
    """Whether either has blocked the other."""
    return await queries.blocked_between(db.connection, a=one, b=other)


async def hold_state(db: Session, person: UUID) -> str:
    """The hold in force on a person: none, soft_hold or hard_hold."""
    return await queries.hold_state(db.connection, person_id=person)


async def hold_of(db: Session, person: UUID) -> Hold | None:
    """The hold in force on a person with what is known of it, for operators."""
    row = await queries.hold_of(db.connection, person_id=person)
    return None if row is None else to_struct(Hold, row)


async def apply_hold(
    db: Session, person: UUID, state: HoldState, reason: str, *, until: datetime | None, by: UUID | None
) -> bool:
    """Set a person aside. An operator (`by`) replaces whatever is in force; the house itself (`by` None) neither an operator's hold
    nor a harder one. Returns whether it took effect.
    """
    applied = await queries.apply_hold(
        db.connection, person_id=person, state=state, reason=reason, expires_at=until, applied_by=by
    )
    return applied is not None


async def clear_hold(db: Session, person: UUID) -> bool:
    """Lift whatever hold is in force; False when there was none."""
    return await queries.clear_hold(db.connection, person_id=person) is not None


async def strike(
    db: Session,
    person: UUID,
    *,
    product: str,
    kind: str,
    points: int,
    reason: str | None,
    until: datetime,
    key: str,
) -> UUID | None:
    """Points for conduct that count from now until then; None when this very strike was given before.

    Raises:
        Invalid: points outside 1 to 10, or a window that is over.
    """
    if not 1 <= points <= 10:
        raise Invalid("A strike has between 1 and 10 points.", field="points")
    if until <= db.now:
        raise Invalid("A strike counts until some later time.", field="until")
    return await queries.strike(
        db.connection,
        person_id=person,
        product=product,
        strike_type=kind,
        points=points,
        reason=reason,
        window_end=until,
        key=key,
    )


async def points_of(db: Session, person: UUID, product: str) -> int:
    """The points that count now in a product."""
    return await queries.points_of(db.connection, person_id=person, product=product)


async def report(
    db: Session,
    *,
    product: str,
    reporter: UUID,
    reported: UUID | None,
    category: str,
    content_type: str,
    content_id: UUID,
    details: dict[str, Any],
    snapshot: dict[str, Any] | None = None,
    key: str | None = None,
) -> UUID | None:
    """Report somebody, or a thing of theirs, into the case of it, with `snapshot`: what it is now. None when this person has reported it
    already and it is being looked at; what they say now is kept with it. The reported person is never told who.

    Raises:
        Invalid: oneself.
    """
    if reporter == reported:
        raise Invalid("You cannot report yourself.", field="person")
    filed = await queries.report(
        db.connection,
        product=product,
        reporter=reporter,
        reported=reported,
        content_type=content_type,
        content_id=content_id,
        category=category,
        details=details,
        snapshot=snapshot,
        key=key,
    )
    return filed["report_id"] if filed["fresh"] else None
