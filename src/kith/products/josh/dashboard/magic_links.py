"""Links by text that open the dashboard: 32 random bytes, only their hash kept, fifteen minutes, one use."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)

LIFETIME = timedelta(minutes=15)
SPENT = later("This link was used already or has run out. Text PAGE to get a new one.")


async def make(
    db: Session, house: House, user_id: UUID, *, purpose: str, linkup_id: UUID | None = None
) -> str:
    """A new link for a person, as an address."""
    token = secrets.token_urlsafe(32)
    await queries.insert_link(
        db.connection,
        user_id=user_id,
        token_hash=_hash(token),
        purpose=purpose,
        linkup_id=linkup_id,
        expires_at=db.now + LIFETIME,
    )
    return f"{house.settings.public_url}/josh/l/{token}"


async def use(db: Session, token: str) -> tuple[UUID, str]:
    """Use a link up: whose it was, and where it leads.

    Raises:
        Invalid: used, run out or unknown: one sentence for all.
    """
    row = await queries.use_link(db.connection, token_hash=_hash(token))
    if row is None:
        raise Invalid(SPENT, field="token")
    return row["user_id"], "/josh/home" if row["linkup_id"] is None else f"/josh/linkups/{row['linkup_id']}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
