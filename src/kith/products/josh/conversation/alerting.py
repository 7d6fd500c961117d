"""Telling the operators at once that somebody may be in danger: an e-mail without names, numbers or words of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.messaging.outbox import queue_mail
from kith.commons.messaging.topics import DESK
from kith.foundation.actor import service
from kith.foundation.jobs import Job, Payload, enqueue

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_JOB: Final = "josh.safety.alert"
_ALERTING: Final = service("josh.safety")


async def tell_operators(db: Session, house: House, *, kind: str, severity: int, message_id: UUID) -> None:
    """Queue the alert with the report or incident it is about. Without `operator_alert_email` only the metric rises."""
    if house.settings.operator_alert_email:
        await enqueue(db, _JOB, {"kind": kind, "severity": severity, "message_id": str(message_id)})


async def write_alert(house: House, payload: Payload) -> None:
    """The e-mail, once for each text however often the job runs."""
    kind, severity = str(payload["kind"]), int(payload["severity"])
    async with house.database.session(_ALERTING, "kith") as db:
        await queue_mail(
            db,
            house,
            to=house.settings.operator_alert_email,
            subject=f"JOSH safety: {kind}, severity {severity} of 5",
            text=(
                f"Somebody texted JOSH about their safety ({kind}, severity {severity} of 5).\n\n"
                "They have been told whom to call in an emergency, and their conversation is held.\n"
                f"Please look at it now: {house.settings.public_url}/console\n\n"
                f"Text: {payload['message_id']}\n"
            ),
            topic=DESK,
            purpose="josh.safety.alert",
            key=f"josh.safety.alert:{payload['message_id']}",
        )


JOBS = [Job(name=_JOB, run=write_alert)]
