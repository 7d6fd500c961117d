"""Whom a text can go to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.foundation.database import to_struct, to_structs
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__)
delivery = load(__file__, "delivery.sql")


class Recipient(msgspec.Struct, frozen=True):
    """A person of JOSH and their number."""

    id: UUID
    phone_e164: str
    phone_hash: str


class Number(msgspec.Struct, frozen=True):
    """A number that is nobody's."""

    phone_e164: str
    phone_hash: str


class FailedText(msgspec.Struct, frozen=True):
    """A text that was given up, without its body. `seq` is the cursor of the list."""

    id: UUID
    seq: int
    user_id: UUID | None
    kind: str
    purpose: str
    attempts: int
    last_error: str | None
    created_at: datetime
    updated_at: datetime
    can_be_retried: bool


async def recipient(db: Session, user_id: UUID) -> Recipient | None:
    """The person as a recipient; None when there is none or they were erased."""
    row = await queries.recipient(db.connection, user_id=user_id)
    return None if row is None else to_struct(Recipient, row)


async def recipients(db: Session, user_ids: Sequence[UUID]) -> list[Recipient]:
    """Those of these people who can be texted, in the order given."""
    rows = [row async for row in queries.recipients(db.connection, user_ids=list(user_ids))]
    return to_structs(Recipient, rows)


async def failed_texts(db: Session, *, before: int | None = None, at_most: int = 50) -> list[FailedText]:
    """Texts that were given up, newest first; `before` is the `seq` of the last one already seen."""
    rows = [row async for row in delivery.failed_texts(db.connection, before=before, at_most=at_most)]
    return to_structs(FailedText, rows)
