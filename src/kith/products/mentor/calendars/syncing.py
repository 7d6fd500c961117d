"""Bringing what we know of somebody's calendar up to date: the whole window first and once a day, in between only what changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.jobs import Payload, enqueue
from kith.foundation.language import _
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.products.mentor import topics
from kith.products.mentor.calendars.busy import BusyWindow, Span, difference
from kith.products.mentor.calendars.providers.shapes import (
    AccessEnded,
    CalendarClient,
    Changes,
    CursorGone,
    ProviderAway,
)
from kith.products.mentor.calendars.tokens import ACTOR, Account, account_of, ask, queries, schema_of

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_log = logger(__name__)

SYNC_JOB: Final = "mentor.calendars.sync"
BACK: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=190)
"""The window: a little more than half a year, since a mentor's horizon may be 180 days."""
WHOLE_AGAIN_AFTER: Final = timedelta(hours=24)
_NAMES: Final = {"google": "Google", "microsoft": "Microsoft", "caldav": "CalDAV"}
_MOST_ROUNDS: Final = 3
"""A bell that rings while we read means once more; one that never stops ringing waits for the schedule."""


def window_at(now: datetime) -> Span:
    """What of a calendar is kept."""
    return Span(now - BACK, now + AHEAD)


async def ask_for_sync(db: Session, account_id: UUID) -> None:
    """Queue a sync in the caller's transaction (service), unless one waits already."""
    await enqueue(db, SYNC_JOB, {"account": str(account_id)}, once_as=f"{SYNC_JOB}:{account_id}")


async def sync(house: House, payload: Payload) -> None:
    """The job. Raises ProviderAway, to be tried again; access that ended ends the matter until its owner connects again."""
    account_id = UUID(payload["account"])
    for _round in range(_MOST_ROUNDS):
        await sync_account(house, account_id)
        async with house.database.session(ACTOR, schema_of(house)) as db:
            if not await queries.rung_meanwhile(db.connection, id=account_id):
                return


async def sync_account(house: House, account_id: UUID) -> bool:
    """Ask the provider and write the answer, all of it or nothing; an answer overtaken by a later question is dropped.

    Returns whether what we know is now up to date.

    Raises:
        ProviderAway: no answer; how old our knowledge is stays visible.
    """
    found = await _begin(house, account_id)
    if found is None:
        return False
    account, ours, number = found
    window = window_at(house.clock.now())
    asked_at = house.clock.now()
    whole = (
        not account.sync_cursor
        or account.full_synced_at is None
        or asked_at - account.full_synced_at >= WHOLE_AGAIN_AFTER
    )
    try:
        changes, whole = await ask(
            house, account, lambda client: _changes(client, account.sync_cursor, window, whole=whole), ours
        )
    except AccessEnded:
        await end_access(house, account)
        return False
    except ProviderAway as away:
        async with house.database.session(ACTOR, schema_of(house)) as db:
            await queries.sync_failed(db.connection, id=account.id, number=number, error=away.detail)
        raise
    async with house.database.session(ACTOR, schema_of(house)) as db:
        return await _write(db, account, number, changes, ours, window, asked_at, whole=whole)


async def _changes(client: CalendarClient, cursor: str, window: Span, *, whole: bool) -> tuple[Changes, bool]:
    """What changed, or the whole window, and whether it was that."""
    if not whole:
        try:
            return await client.changes(cursor, window), False
        except CursorGone:
            pass
    return await client.changes("", window), True


async def _begin(house: House, account_id: UUID) -> tuple[Account, frozenset[str], int] | None:
    async with house.database.session(ACTOR, schema_of(house)) as db:
        number = await queries.begin_sync(db.connection, id=account_id)
        if number is None:
            return None
        account = account_of(await queries.account(db.connection, id=account_id))
        return account, await references(db, account_id), number


async def references(db: Session, account_id: UUID) -> frozenset[str]:
    """The provider's names of bookings that we wrote into a calendar."""
    return frozenset(
        [row["reference"] async for row in queries.references(db.connection, account_id=account_id)]
    )


async def _write(
    db: Session,
    account: Account,
    number: int,
    changes: Changes,
    ours: frozenset[str],
    window: Span,
    asked_at: datetime,
    *,
    whole: bool,
) -> bool:
    written = await queries.apply_sync(
        db.connection,
        id=account.id,
        number=number,
        sync_cursor=changes.cursor,
        asked_at=asked_at,
        whole=whole,
    )
    if written is None:
        return False
    known = {
        row["external_id"]: _window_of(row)
        async for row in queries.known_busy(db.connection, account_id=account.id)
    }
    found = difference(known, changes.told, ours | await references(db, account.id), window)
    if found.drop:
        await queries.drop_busy(db.connection, account_id=account.id, keys=list(found.drop))
    if found.put:
        await queries.put_busy(
            db.connection,
            account_id=account.id,
            user_id=account.user_id,
            provider=account.provider,
            keys=[one.key for one in found.put],
            series=[one.series for one in found.put],
            starts=[one.span.start for one in found.put],
            ends=[one.span.end for one in found.put],
        )
    return True


async def end_access(house: House, account: Account) -> None:
    """The owner or the provider took our access back: stop asking, and write to the owner, once for each connection."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        ended = await queries.access_ended(db.connection, id=account.id, connection_number=account.connection)
        if ended is None:
            return
        await _tell_owner(db, house, account)
    ALERTS.labels("mentor.calendar.access_ended").inc()
    _log.warning("access to a calendar ended", provider=account.provider)


async def _tell_owner(db: Session, house: House, account: Account) -> None:
    name = _NAMES[account.provider]
    await notify(
        db,
        house,
        account.user_id,
        lambda: Notice(
            subject=_("We cannot read your %(calendar)s calendar any more", calendar=name),
            text=_(
                "%(calendar)s does not let us into your calendar %(account)s any more. We cannot see when you are free, so for the "
                "moment nobody can book you on Mentor.\n\nConnect it again: %(url)s\n\nIf you took our access back on purpose, disconnect "
                "the calendar on the same page, and you can be booked again.",
                calendar=name,
                account=account.email,
                url=f"{house.settings.public_url}/mentor/calendars",
            ),
        ),
        topic=topics.CALENDARS,
        product="Mentor",
        purpose="mentor.calendar_access_ended",
        key=f"mentor.calendar_access_ended:{account.id}:{account.connection}",
    )


def _window_of(row: Any) -> BusyWindow:
    return BusyWindow(
        key=row["external_id"],
        series=row["series_id"],
        span=Span(row["start_time"], row["end_time"]),
    )
