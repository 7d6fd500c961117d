"""Switches of the house: on for all, or for a share of people that stays the same."""

from __future__ import annotations

import hashlib
from uuid import UUID

from kith.foundation.database import Session
from kith.foundation.queries import load

queries = load(__file__)


def in_share(key: str, person_id: UUID, percent: int) -> bool:
    """Whether a person is among the first `percent` of a hundred, by SHA-256 of the switch's key and the person's id."""
    digest = hashlib.sha256(f"{key}:{person_id}".encode()).digest()
    return int.from_bytes(digest[:4]) % 100 < percent


async def is_on(db: Session, key: str, person_id: UUID | None = None) -> bool:
    """Whether a switch is on for a person (for everybody, without one). An unknown switch is off."""
    row = await queries.flag(db.connection, key=key)
    if row is None or not row["enabled"]:
        return False
    if row["rollout_percent"] == 100:
        return True
    return person_id is not None and in_share(key, person_id, row["rollout_percent"])
