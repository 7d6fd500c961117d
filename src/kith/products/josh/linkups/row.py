"""A LinkUp as its commands hold it, under its row's lock."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec


class LinkUp(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `linkups`. `brief` and `venue` are the document's JSON shapes."""

    id: UUID
    initiator_user_id: UUID
    region_id: UUID
    state: str
    brief: dict[str, Any]
    acceptance_window_ends_at: datetime | None
    event_time: datetime | None
    venue: dict[str, Any] | None
    min_size: int
    max_size: int
    lock_version: int
    time_zone: str
    starts_at: datetime | None
    ends_at: datetime | None
    next_wave_at: datetime | None
    waves_sent: int
    selection_arm: str
    seats_taken: int
    created_at: datetime

    @property
    def open_seats(self) -> int:
        return self.max_size - self.seats_taken
