"""Delivery: claim the text a number is due, call Twilio outside any transaction, record what came of it.

A claim is a lease. A worker that dies between the call and the record leaves an expired lease, and what it sent is then looked for, never
blindly sent again.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from kith.commons.messaging.quiet_hours import QuietRule, next_allowed, rules_for
from kith.foundation.actor import service
from kith.foundation.crypto import Sealed, Unreadable
from kith.foundation.database import to_struct
from kith.foundation.queries import load
from kith.products.josh.outbound import provider
from kith.products.josh.outbound.commands import CONFIRMS_OPT_OUT, job_binding
from kith.products.josh.outbound.recording import given_up, heed_carrier, record_sent

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House
    from kith.foundation.jobs import Payload

queries = load(__file__, "delivery.sql")

OUTBOUND: Final = service("josh.outbound")
LEASE: Final = timedelta(seconds=60)
MOST_TRIES: Final = 6
_FIRST_DELAY: Final = timedelta(seconds=4)
_LATEST_CALL: Final = LEASE - provider.ANSWERS_WITHIN - timedelta(seconds=10)


class Leased(msgspec.Struct, frozen=True):
    """A text this worker may hand over, until `leased_at` (monotonic seconds) is too long ago."""

    id: UUID
    token: UUID
    to_e164: str
    phone_hash: str
    body: str
    attempt: int
    leased_at: float


class PutOff(msgspec.Struct, frozen=True):
    """A text that waits or was given up; the next one may be due."""


async def deliver(house: House, payload: Payload) -> None:
    """Send every text that a number is due, one after the other."""
    schema = house.product("josh").schema
    phone_hash = str(payload["phone_hash"])
    while True:
        async with house.database.session(OUTBOUND, schema) as db:
            claimed = await claim(db, house, phone_hash)
        if claimed is None:
            return
        if isinstance(claimed, Leased):
            await hand_over(house, schema, claimed)


async def claim(db: Session, house: House, phone_hash: str) -> Leased | PutOff | None:
    """Lease the text this number is due next. None when none is, or another worker is at it."""
    row = await queries.next_due(db.connection, phone_hash=phone_hash)
    if row is None:
        return None
    if not row["allowed"] and row["purpose"] != CONFIRMS_OPT_OUT:
        return await _give_up(db, row["id"], "the recipient has opted out")
    if row["body_ciphertext"] is None:
        return await _give_up(db, row["id"], "the text is not kept any more")
    try:
        sealed = Sealed(row["body_ciphertext"], row["body_iv"], row["body_tag"], row["key_version"])
        body = house.keyring.open(sealed, job_binding(row["id"]))
    except Unreadable:
        return await _give_up(db, row["id"], "the text cannot be opened with the keys at hand")
    if row["kind"] == "unsolicited":
        until = await _must_wait_until(db, row)
        if until is not None:
            await queries.hold(db.connection, id=row["id"], until=until)
            return PutOff()
    token = uuid4()
    await queries.lease(db.connection, id=row["id"], token=token, for_seconds=LEASE.total_seconds())
    return Leased(
        row["id"], token, row["to_e164"], row["phone_hash"], body, row["attempts"] + 1, time.monotonic()
    )


async def hand_over(house: House, schema: str, leased: Leased) -> None:
    """Call Twilio and record the outcome."""
    if time.monotonic() - leased.leased_at > _LATEST_CALL.total_seconds():
        outcome: provider.Outcome = provider.Refused(0, "this worker was too slow", again=True)
    else:
        outcome = await provider.send(house, leased.id, leased.to_e164, leased.body)
    async with house.database.session(OUTBOUND, schema) as db:
        await record(db, house, leased, outcome)


async def record(db: Session, house: House, leased: Leased, outcome: provider.Outcome) -> None:
    """Write what came of a call. Success counts whoever holds the lease now; failure only while we do."""
    match outcome:
        case provider.Accepted():
            await record_sent(db, house, leased.id, outcome.sid, outcome.status)
        case provider.Unknown():
            await queries.lose_track(db.connection, id=leased.id, token=leased.token, reason=outcome.reason)
        case provider.Refused():
            await heed_carrier(db, leased.phone_hash, outcome.code)
            if not outcome.again:
                await queries.fail(db.connection, id=leased.id, reason=outcome.reason)
                await given_up(db, leased.id, outcome.reason)
                return
            delay = max(backoff(leased.attempt, house.randomness.random()), outcome.wait or timedelta(0))
            status = await queries.try_again(
                db.connection, id=leased.id, token=leased.token, reason=outcome.reason, at=db.now + delay
            )
            if status == "failed":
                await given_up(db, leased.id, outcome.reason)


def backoff(attempt: int, jitter: float) -> timedelta:
    """The wait after failed try number `attempt` (from 1): 4 s, tripled each time, of which `jitter` in [0, 1) spares up to half."""
    return _FIRST_DELAY * 3 ** (attempt - 1) * (1 - jitter / 2)


async def _give_up(db: Session, job_id: UUID, why: str) -> PutOff:
    await queries.fail(db.connection, id=job_id, reason=why)
    await given_up(db, job_id, why)
    return PutOff()


async def _must_wait_until(db: Session, row: Any) -> datetime | None:
    """When an unsolicited text may go: after quiet hours, and on a day with one of the six places left. None for now."""
    every = [to_struct(QuietRule, rule) async for rule in queries.quiet_rules(db.connection)]
    rules = rules_for(row["country"], row["subdivision"], every)
    zone = _zone(row["time_zone"])
    allowed = next_allowed(db.now, zone, rules)
    if allowed > db.now:
        return allowed
    today = db.now.astimezone(zone).date()
    if await queries.take_slot(db.connection, id=row["id"], day=today) is not None:
        return None
    tomorrow = datetime.combine(today + timedelta(days=1), time_of_day(), zone).astimezone(UTC)
    return next_allowed(tomorrow, zone, rules)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")  # PostgreSQL knows names that Python's data lacks
