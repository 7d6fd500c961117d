"""The key that makes the same brief, confirmed twice within ten minutes, one LinkUp."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from kith.products.josh.linkups.draft import BriefDraft

SAME_BRIEF: Final = timedelta(minutes=10)
"""The same brief within this time is the same LinkUp."""


def create_key(user_id: UUID, brief: BriefDraft, now: datetime) -> str:
    """The `linkup_create_key` for a brief confirmed at `now` (aware)."""
    return _key(user_id, brief, _bucket(now))


def keys_to_check(user_id: UUID, brief: BriefDraft, now: datetime) -> tuple[str, str]:
    """The key at `now` and the one before it.

    Keys change every ten minutes, so two confirmations less than ten minutes apart have the same key or
    neighbouring ones: a LinkUp with the first key is the same, one with the second is if it was created less than
    ten minutes ago. Confirmations of one person are answered one after the other, so none slips in between.
    """
    return _key(user_id, brief, _bucket(now)), _key(user_id, brief, _bucket(now) - 1)


def _bucket(now: datetime) -> int:
    if now.tzinfo is None:
        raise ValueError("The time has no zone.")
    return int(now.timestamp()) // int(SAME_BRIEF.total_seconds())


def _key(user_id: UUID, brief: BriefDraft, bucket: int) -> str:
    wanted = sorted(key for key, value in brief.constraints.items() if value)
    canonical = (
        f"{user_id}|{brief.activity_key}|{brief.day}|{brief.part}|{brief.at}|{','.join(wanted)}"
        f"|{brief.min_size}-{brief.max_size}|{bucket}"
    )
    return f"brief:{hashlib.sha256(canonical.encode()).hexdigest()[:40]}"
