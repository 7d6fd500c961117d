"""What a person sees of their connected calendars: which, how old our knowledge is, and what to do when something is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec

from kith.foundation.queries import load
from kith.products.mentor.calendars.live import fresh_enough
from kith.products.mentor.calendars.providers.shapes import ProviderName
from kith.products.mentor.calendars.tokens import ACTOR, schema_of

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "reads.sql")

State = Literal["reading", "fresh", "old", "access_ended"]


class CalendarAccount(msgspec.Struct, frozen=True, kw_only=True):
    """One connected calendar.

    `state`: `reading` for the first time; `fresh`; `old` (last read more than 15 minutes ago: every booking is checked live);
    `access_ended` (no booking is possible until it is connected again or taken out). `trouble` is a sentence, or None.
    """

    id: UUID
    provider: ProviderName
    email: str
    state: State
    last_synced_at: datetime | None
    minutes_old: int | None
    write_back: bool
    busy_ahead: int
    trouble: str | None


async def calendars_of(house: House, person: UUID) -> list[CalendarAccount]:
    """A person's connected calendars, the first connected first."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        return [_account(row, db.now) async for row in queries.calendars(db.connection, user_id=person)]


def _account(row: Any, now: datetime) -> CalendarAccount:
    state: State = "fresh"
    if row["access_ended_at"] is not None:
        state = "access_ended"
    elif row["last_synced_at"] is None:
        state = "reading"
    elif not fresh_enough(row["last_synced_at"], now):
        state = "old"
    return CalendarAccount(
        id=row["id"],
        provider=row["provider"],
        email=row["email"],
        state=state,
        last_synced_at=row["last_synced_at"],
        minutes_old=None
        if row["last_synced_at"] is None
        else max(0, int((now - row["last_synced_at"]).total_seconds() // 60)),
        write_back=row["write_back"],
        busy_ahead=row["busy_ahead"],
        trouble=row["last_error"],
    )
