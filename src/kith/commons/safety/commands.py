"""Blocks, holds, reports: made in one product, binding in all. The questions are SQL functions that every product asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.errors import Invalid
from kith.foundation.queries import load

queries = load(__file__)

HoldState = Literal["soft_hold", "hard_hold"]


async def block(db: Session, blocker: UUID, blocked: UUID) -> None:
    """One person wants nothing to do with another, anywhere in the house; twice is once.

    Raises:
        Invalid: oneself.
    """
    if blocker == blocked:
        raise Invalid("You cannot block yourself.", field="person")
    await queries.block(db.connection, blocker_id=blocker, blocked_id=blocked)


async def blocked_between(db: Session, one: UUID, other: UUID) -> bool:
    """Whether either has blocked the other."""
    return await queries.blocked_between(db.connection, a=one, b=other)


async def hold_state(db: Session, person: UUID) -> str:
    """The hold in force on a person: none, soft_hold or hard_hold."""
    return await queries.hold_state(db.connection, person_id=person)


async def apply_hold(
    db: Session, person: UUID, state: HoldState, reason: str, *, until: datetime | None, by: UUID | None
) -> None:
    """Set a person aside; a hold with an operator's id is not lifted by lapsing points."""
    await queries.apply_hold(
        db.connection, person_id=person, state=state, reason=reason, expires_at=until, applied_by=by
    )


async def clear_hold(db: Session, person: UUID) -> bool:
    """Lift whatever hold is in force; False when there was none."""
    return await queries.clear_hold(db.connection, person_id=person) is not None


async def report(
    db: Session, *, product: str, reporter: UUID, reported: UUID, kind: str, details: dict[str, Any], key: str
) -> UUID | None:
    """Report somebody; None when this very report was made before. The reported person is never told who."""
    return await queries.report(
        db.connection,
        product=product,
        reporter_id=reporter,
        reported_id=reported,
        report_type=kind,
        details=details,
        key=key,
    )
