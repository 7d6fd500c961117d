"""Looking into a calendar at the moment of booking, when what we know of it is old."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID

from kith.foundation.errors import Unavailable
from kith.products.mentor.calendars.busy import Span
from kith.products.mentor.calendars.providers.shapes import AccessEnded, ProviderAway
from kith.products.mentor.calendars.syncing import ask_for_sync, end_access, references
from kith.products.mentor.calendars.tokens import ACTOR, Account, account_of, ask, queries, schema_of

if TYPE_CHECKING:
    from kith.foundation.house import House

FRESH_FOR: Final = timedelta(minutes=15)
_PATIENCE: Final = 12.0

Look = Literal["free", "busy", "unreachable"]


class CalendarUnreachable(Unavailable):
    """The mentor's calendar does not answer, so nobody can promise the slot."""

    slug = "calendar-unreachable"


def fresh_enough(last_synced_at: datetime | None, now: datetime) -> bool:
    """Whether what we know of a calendar may decide alone."""
    return last_synced_at is not None and now - last_synced_at <= FRESH_FOR


async def check_live(house: House, mentor: UUID, start: datetime, end: datetime) -> Look:
    """Whether a mentor's own calendars leave a time free: asked at the provider wherever our knowledge is older than 15 minutes.

    To be called before the transaction that books, never inside it. `free` when every calendar is fresh or says so; the database still
    decides with what it knows. `busy` goes before `unreachable`.
    """
    async with house.database.session(ACTOR, schema_of(house)) as db:
        accounts = [account_of(row) async for row in queries.accounts_of(db.connection, user_id=mentor)]
        stale = [
            one
            for one in accounts
            if one.access_ended_at is not None or not fresh_enough(one.last_synced_at, db.now)
        ]
        ours = {one.id: await references(db, one.id) for one in stale}
        for account in stale:
            if account.access_ended_at is None:
                await ask_for_sync(db, account.id)
    if not stale:
        return "free"
    looks = await asyncio.gather(*(_look(house, one, ours[one.id], Span(start, end)) for one in stale))
    for worst in ("busy", "unreachable"):
        if worst in looks:
            return worst
    return "free"


async def require_free(house: House, mentor: UUID, start: datetime, end: datetime) -> bool:
    """As check_live: True when free, False when busy.

    Raises:
        CalendarUnreachable: it cannot be told, so the answer is no for the moment.
    """
    look = await check_live(house, mentor, start, end)
    if look == "unreachable":
        raise CalendarUnreachable(
            "We cannot reach your mentor's calendar right now, so we cannot promise this time. Nothing was booked; "
            "please try again in a few minutes.",
            retry_after=120,
        )
    return look == "free"


async def _look(house: House, account: Account, ours: frozenset[str], window: Span) -> Look:
    if account.access_ended_at is not None:
        # Until its owner connects it again, or takes it out, nobody can say what is in it.
        return "unreachable"
    try:
        async with asyncio.timeout(_PATIENCE):
            found = await ask(house, account, lambda client: client.busy(window), ours)
    except AccessEnded:
        await end_access(house, account)
        return "unreachable"
    except (ProviderAway, TimeoutError):
        return "unreachable"
    return "busy" if any(one.span.meets(window) for one in found) else "free"
