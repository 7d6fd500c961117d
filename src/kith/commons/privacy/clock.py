"""What happens to requests by time: deletions whose two weeks are over, files that were fetched, and the month that the law gives."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.audit.commands import record
from kith.commons.billing import leaving
from kith.commons.media.store import store_of
from kith.commons.privacy import receipts
from kith.commons.privacy.commands import erase_person
from kith.commons.privacy.requests import ACTOR, ERASED, EXPORT_JOB, UNCONFIRMED, make_export, queries
from kith.foundation import metrics
from kith.foundation.jobs import Job, Schedule
from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.house import House

_log = logger(__name__)
_CONFIRM_WITHIN: Final = timedelta(days=14)
SOON: Final = timedelta(days=7)


async def delete_due(house: House) -> None:
    """Forget whoever asked for it two weeks ago, and sign the receipt. Killed in between, the next run goes on where this one stopped."""
    async with house.database.session(ACTOR, "kith") as db:
        due = [row async for row in queries.due_deletions(db.connection, at_most=50)]
        for row in [found async for found in queries.overtaken(db.connection)]:
            await queries.reject(db.connection, id=row["id"], reason=ERASED)
    for row in due:
        try:
            await _delete(house, row)
        except Exception as failure:  # one that fails must not keep the others waiting
            metrics.ALERTS.labels("erasure_failed").inc()
            _log.error("a deletion could not be finished", failure=type(failure).__name__)


async def delete_now(house: House, request: UUID) -> bool:
    """Forget whoever asked for it without two weeks to think again; False when it is not to begin yet. Killed in between, `delete_due` goes on."""
    async with house.database.session(ACTOR, "kith") as db:
        row = await queries.deletion(db.connection, id=request)
    if row is None:
        return False
    await _delete(house, row)
    return True


async def _delete(house: House, row: Any) -> None:
    await erase_person(house, row["person_id"])
    async with house.database.session(ACTOR, "kith") as db:
        erased_at = await queries.erased_at(db.connection, person_id=row["person_id"])
        at_stripe = await leaving.leaving(db, row["person_id"])
    receipt = receipts.signed(
        house,
        row["id"],
        asked_at=row["created_at"],
        confirmed_at=row["verified_at"],
        erased_at=erased_at,
        at_stripe=at_stripe,
    )
    await receipts.keep(house, row["id"], receipt)
    async with house.database.session(ACTOR, "kith") as db:
        if await queries.deleted(db.connection, id=row["id"], receipt=receipt):
            await record(
                db,
                admin=None,
                action="data_request.completed",
                target_type="data_request",
                target_id=row["id"],
                after={"status": "completed", "type": "delete"},
            )


async def tidy(house: House) -> None:
    """Take files out of the store that have served, let go of what nobody confirmed, and ring when a request's month runs out."""
    async with house.database.session(ACTOR, "kith") as db:
        spent = [row async for row in queries.spent_files(db.connection)]
        stale = [row async for row in queries.unconfirmed(db.connection, before=db.now - _CONFIRM_WITHIN)]
        for row in stale:
            await queries.reject(db.connection, id=row["id"], reason=UNCONFIRMED)
        stands = await queries.clock(db.connection, soon=db.now + SOON)
    for row in spent:
        await store_of(house).delete(row["download_key"])
        async with house.database.session(ACTOR, "kith") as db:
            await queries.file_gone(db.connection, id=row["id"])
    if stands["soon"]:
        metrics.ALERTS.labels("data_request_due").inc(stands["soon"])
        _log.warning("requests for data are due within a week", count=stands["soon"])


JOBS = [Job(name=EXPORT_JOB, run=make_export)]
SCHEDULES = [
    Schedule(name="kith.privacy.deletions", cron="* * * * *", run=delete_due),
    Schedule(name="kith.privacy.tidy", cron="*/5 * * * *", run=tidy),
]
