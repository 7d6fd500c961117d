"""What became of a text, recorded once whoever learns it first: the worker, a status callback, or the comparison with Twilio."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from kith.foundation.crypto import Sealed
from kith.foundation.logs import logger
from kith.foundation.metrics import ALERTS, MESSAGES
from kith.foundation.queries import load
from kith.products.josh.outbound.commands import job_binding
from kith.products.josh.outbound.provider import UNSUBSCRIBED

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "delivery.sql")
_log = logger(__name__)


async def record_sent(
    db: Session, house: House, job_id: UUID, sid: str, status: str, error_code: int | None = None
) -> bool:
    """A text is with Twilio under this id, for certain. False when there is no such job.

    True whatever was believed before: a lease that ran out, an outcome unknown, even given up.
    """
    job = await queries.lock_job(db.connection, id=job_id)
    if job is None:
        return False
    if job["twilio_message_sid"] not in (None, sid):
        _log.error("a text was handed over twice", job=str(job_id))
        ALERTS.labels("josh.text.twice").inc()
    elif job["twilio_message_sid"] is None:
        await queries.mark_sent(db.connection, id=job_id, sid=sid)
        db.after_commit(lambda: _count("sent"))
    message_id = uuid4()
    sealed: Sealed | None = None
    # Codes are worthless minutes later and are not kept at all.
    if job["body_ciphertext"] is not None and job["kind"] != "otp":
        old = Sealed(job["body_ciphertext"], job["body_iv"], job["body_tag"], job["key_version"])
        body = house.keyring.open(old, job_binding(job_id))
        sealed = house.keyring.seal(body, f"sms_messages:{message_id}:out")
    await queries.keep_message(
        db.connection,
        id=message_id,
        user_id=job["user_id"],
        from_e164=house.settings.twilio_number,
        to_e164=job["to_e164"],
        phone_hash=job["phone_hash"],
        sid=sid,
        ciphertext=None if sealed is None else sealed.ciphertext,
        iv=None if sealed is None else sealed.iv,
        tag=None if sealed is None else sealed.tag,
        key_version=house.keyring.current_version if sealed is None else sealed.key_version,
        status=status,
        error_code=error_code,
        job_id=job_id,
        correlation_id=job["correlation_id"],
        delete_after=db.now + timedelta(days=house.settings.body_retention_days),
    )
    return True


async def heed_carrier(db: Session, phone_hash: str, error_code: int | None) -> None:
    """When the carrier says that the recipient has opted out, so does our ledger from now on."""
    if error_code != UNSUBSCRIBED:
        return
    if await db.connection.fetchval("select kith.sms_allowed($1)", phone_hash):
        await queries.note_carrier_stop(db.connection, phone_hash=phone_hash)


async def given_up(db: Session, job_id: UUID, why: str) -> None:
    """Make a failed text visible: a metric, a log line, an event for the console."""
    _log.warning("a text was given up", job=str(job_id), why=why)
    await queries.note_outbound_event(
        db.connection,
        job_id=job_id,
        event_type="outbound.failed",
        payload={"job_id": str(job_id), "why": why},
    )
    db.after_commit(lambda: _count("failed"))


async def _count(outcome: str) -> None:
    MESSAGES.labels("sms", "out", outcome).inc()
    if outcome == "failed":
        ALERTS.labels("josh.text.failed").inc()
