"""Whom a text can go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec

from kith.foundation.database import to_struct, to_structs
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__)


class Recipient(msgspec.Struct, frozen=True):
    """A person of JOSH and their number."""

    id: UUID
    phone_e164: str
    phone_hash: str


async def recipient(db: Session, user_id: UUID) -> Recipient | None:
    """The person as a recipient; None when there is none or they were erased."""
    row = await queries.recipient(db.connection, user_id=user_id)
    return None if row is None else to_struct(Recipient, row)


async def recipients(db: Session, user_ids: Sequence[UUID]) -> list[Recipient]:
    """Those of these people who can be texted, in the order given."""
    rows = [row async for row in queries.recipients(db.connection, user_ids=list(user_ids))]
    return to_structs(Recipient, rows)
