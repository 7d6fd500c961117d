"""Texts that must leave are rows first, written with the change that causes them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID, uuid4

from kith.foundation.errors import Conflict
from kith.foundation.jobs import enqueue
from kith.foundation.queries import load
from kith.products.josh.conversation.gsm import assert_sendable
from kith.products.josh.outbound.reads import Number, Recipient

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
delivery = load(__file__, "delivery.sql")

CONFIRMS_OPT_OUT: Final = "opt_out.stopped"
"""Purpose of the one text that may leave after a STOP."""

Kind = Literal["reply", "otp", "safety", "unsolicited"]
"""Only `unsolicited` waits for quiet hours to end and counts towards six a day."""


def job_binding(job_id: UUID) -> str:
    """What a job's sealed body is bound to."""
    return f"sms_outbound_jobs:{job_id}:out"


async def queue_text(
    db: Session,
    house: House,
    *,
    member: Recipient | Number,
    body: str,
    kind: Kind,
    purpose: str,
    key: str,
    inbound_message_id: UUID | None = None,
    not_before: datetime | None = None,
) -> UUID | None:
    """Queue a text in the caller's transaction; it is delivered after the commit, in order for each number.

    `key` makes it happen once: the same key again queues nothing and returns None. `purpose` is a dotted
    name without personal data.

    Raises:
        ValueError: the body is empty, longer than 320 GSM-7 characters, or has a character outside GSM-7.
    """
    job_id = uuid4()
    sealed = house.keyring.seal(assert_sendable(body), job_binding(job_id))
    return await queries.queue_text(
        db.connection,
        id=job_id,
        user_id=member.id if isinstance(member, Recipient) else None,
        to_e164=member.phone_e164,
        phone_hash=member.phone_hash,
        ciphertext=sealed.ciphertext,
        iv=sealed.iv,
        tag=sealed.tag,
        key_version=sealed.key_version,
        kind=kind,
        purpose=purpose,
        key=key,
        inbound_message_id=inbound_message_id,
        not_before=not_before,
    )


async def retry_text(db: Session, job_id: UUID) -> None:
    """An operator wants a text tried again that was given up: six fresh tries, from now.

    If nobody knows whether it went out, the person may get it twice; that is the operator's decision.

    Raises:
        Conflict: it is not a failed text, or its body is not kept any more.
    """
    phone_hash: str | None = await delivery.retry(db.connection, id=job_id)
    if phone_hash is None:
        raise Conflict("Only a text that failed and is still kept can be tried again.", slug="not-failed")
    await enqueue(db, "josh.text.deliver", {"phone_hash": phone_hash})
