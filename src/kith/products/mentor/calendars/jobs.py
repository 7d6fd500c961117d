"""What the calendars do by themselves: reading again before knowledge gets old, renewing channels, keeping bookings shown, tidying."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.jobs import Job, Schedule, enqueue
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS
from kith.products.mentor.calendars import accounts, channels, syncing, writing_back
from kith.products.mentor.calendars.tokens import ACTOR, bound_to, queries, schema_of

if TYPE_CHECKING:
    from kith.foundation.house import House

_log = logger(__name__)
WITHOUT_PUSH: Final = timedelta(seconds=30)
WITH_PUSH: Final = timedelta(minutes=5)
"""How old our knowledge may get before we look. CalDAV cannot ring: an appointment put there takes slots away, and moves the next free one, within a
minute: thirty seconds, fifteen until the next look, ten until the next free slot is told."""
_KEPT: Final = timedelta(days=2)
_AT_ONCE: Final = 500


async def look_again(house: House) -> None:
    """Queue a sync for every calendar whose turn it is."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        due = [
            row["id"]
            async for row in queries.due_for_sync(
                db.connection, caldav=db.now - WITHOUT_PUSH, others=db.now - WITH_PUSH, at_most=_AT_ONCE
            )
        ]
        for account_id in due:
            await syncing.ask_for_sync(db, account_id)


async def renew_channels(house: House) -> None:
    """Queue opening and lengthening of push channels."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        due = [
            row["id"]
            async for row in queries.due_for_channel(
                db.connection, before=db.now + channels.RENEW_BEFORE, at_most=_AT_ONCE
            )
        ]
        for account_id in due:
            payload = {"account": str(account_id)}
            await enqueue(db, channels.CHANNEL_JOB, payload, once_as=f"{channels.CHANNEL_JOB}:{account_id}")


async def tidy(house: House) -> None:
    """Forget what is over, and ask again for what a lost job left: disconnected accounts whose tokens were not given back yet."""
    async with house.database.session(ACTOR, schema_of(house)) as db:
        await queries.forget_past(db.connection, before=db.now - _KEPT)
        left = [row["id"] async for row in queries.left_to_forget(db.connection, at_most=_AT_ONCE)]
        for account_id in left:
            payload = {"account": str(account_id)}
            await enqueue(db, accounts.FORGET_JOB, payload, once_as=f"{accounts.FORGET_JOB}:{account_id}")


async def rotate(house: House) -> int:
    """Seal tokens that an older key sealed with the newest one; how many."""
    ring, done, lost = house.keyring, 0, 0
    async with house.database.session(ACTOR, schema_of(house)) as db:
        rows = [
            row
            async for row in queries.old_keys(
                db.connection, key_version=ring.current_version, at_most=_AT_ONCE
            )
        ]
        for row in rows:
            old = Sealed(
                row["secret_ciphertext"], row["secret_iv"], row["secret_tag"], row["secret_key_version"]
            )
            try:
                fresh = ring.seal(ring.open(old, bound_to(row["id"])), bound_to(row["id"]))
            except Unreadable:
                lost += 1
                continue
            await queries.reseal(
                db.connection,
                id=row["id"],
                secret_version=row["secret_version"],
                secret_ciphertext=fresh.ciphertext,
                secret_iv=fresh.iv,
                secret_tag=fresh.tag,
                secret_key_version=fresh.key_version,
            )
            done += 1
    if lost:
        _log.error("tokens of calendars open with none of the keys", count=lost)
        ALERTS.labels("mentor.calendar.keys_unreadable").inc(lost)
    return done


async def rotate_keys(house: House) -> None:
    await rotate(house)


JOBS = [
    Job(name=syncing.SYNC_JOB, run=syncing.sync, at_once=8),
    Job(name=channels.CHANNEL_JOB, run=channels.keep_open, at_once=4),
    Job(name=accounts.FORGET_JOB, run=accounts.forget, attempts=10, longest_delay=timedelta(hours=1)),
    Job(name=writing_back.WRITE_JOB, run=writing_back.write, attempts=10, longest_delay=timedelta(hours=1)),
]

SCHEDULES = [
    Schedule(name="mentor.calendars.look", cron="* * * * * */15", run=look_again),
    Schedule(name="mentor.calendars.channels", cron="*/10 * * * *", run=renew_channels),
    Schedule(name="mentor.calendars.tidy", cron="23 * * * *", run=tidy),
    Schedule(name="mentor.calendars.rotate", cron="*/20 * * * *", run=rotate_keys),
]
