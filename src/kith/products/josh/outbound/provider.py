"""Twilio, called through its own client, never while a transaction is open; what came of a call, or that nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import httpx
import msgspec
from twilio.base.exceptions import TwilioRestException, TwilioServiceException

from kith.foundation.database import forbid_open_transaction
from kith.foundation.metrics import PROVIDER_CALLS

if TYPE_CHECKING:
    from kith.foundation.house import House

ANSWERS_WITHIN: Final = timedelta(seconds=10)
"""How long a call may take before it counts as unanswered."""

UNSUBSCRIBED: Final = 21610
"""Twilio's code for a recipient whom the carrier has opted out."""

_NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_WORTH_ANOTHER_TRY: Final = frozenset({401, 403, 408, 429})
_MOST_LISTED: Final = 1000


class Accepted(msgspec.Struct, frozen=True):
    """Twilio took the text and will tell what becomes of it."""

    sid: str
    status: str


class Refused(msgspec.Struct, frozen=True):
    """Twilio did not take the text, for certain. `code` is Twilio's own, 0 when it was never reached."""

    code: int
    reason: str
    again: bool
    wait: timedelta | None = None


class Unknown(msgspec.Struct, frozen=True):
    """Twilio was called, and nobody knows whether it took the text."""

    reason: str


Outcome = Accepted | Refused | Unknown


class Listed(msgspec.Struct, frozen=True):
    """A text in Twilio's message list. Times are Twilio's."""

    sid: str
    sender: str
    recipient: str
    body: str
    status: str
    direction: str
    media_count: int
    created_at: datetime
    error_code: int | None


class _Twilio:
    def __init__(self, house: House) -> None:
        # Its client knows all of Twilio and brings two more HTTP clients; a start does not wait for them.
        from twilio.rest import Client

        from kith.commons.messaging.twilio_transport import TwilioTransport

        settings = house.settings
        self.transport = TwilioTransport(settings.twilio_api_base or None, ANSWERS_WITHIN.total_seconds())
        self.client: Any = Client(
            settings.twilio_account_sid, settings.twilio_auth_token, http_client=self.transport
        )
        house.on_close(self.transport.close)


async def send(house: House, job_id: UUID, to_e164: str, body: str) -> Outcome:
    """Hand one text to Twilio. Its status callback names the job, so that it tells even when this call does not.

    Raises:
        TransactionOpen: a transaction is open.
    """
    forbid_open_transaction()
    twilio = house.part("josh.twilio", _Twilio)
    try:
        taken = await twilio.client.messages.create_async(
            to=to_e164,
            from_=house.settings.twilio_number,
            body=body,
            status_callback=f"{house.settings.public_url}/hooks/twilio/status?job={job_id}",
        )
        outcome: Outcome = Accepted(str(taken.sid), str(taken.status))
    except (TwilioRestException, TwilioServiceException) as refusal:
        outcome = _refused(refusal.status, refusal.code, twilio.transport.retry_after_seconds)
    except _NOT_REACHED as failure:
        outcome = Refused(0, f"not reached ({type(failure).__name__})", again=True)
    except Exception as failure:
        # Whatever went wrong after the request had left: the text may be on its way.
        outcome = Unknown(type(failure).__name__)
    PROVIDER_CALLS.labels("twilio", "send", type(outcome).__name__.lower()).inc()
    return outcome


def _refused(status: int, code: int | None, retry_after: float | None) -> Outcome:
    if status >= 500:
        return Unknown(f"HTTP {status}")
    wait = None if retry_after is None else timedelta(seconds=min(retry_after, 3600))
    return Refused(code or status, f"Twilio {code or status}", again=status in _WORTH_ANOTHER_TRY, wait=wait)


async def outgoing_to(house: House, to_e164: str, since: datetime) -> list[Listed]:
    """What Twilio took from us for a number since then (Twilio's time), oldest first, whether sent yet or not.

    Raises:
        Exception: Twilio was not reached or refused; nothing is known.
    """
    # Not filtered by the day of sending: what still waits at Twilio has none.
    found = await _list(house, to=to_e164, from_=house.settings.twilio_number)
    return [text for text in found if text.created_at >= since and text.direction.startswith("outbound")]


async def incoming_since(house: House, since: datetime) -> list[Listed]:
    """What Twilio received for our number since then (Twilio's time), oldest first.

    Raises:
        Exception: Twilio was not reached or refused; nothing is known.
    """
    found = await _list(house, to=house.settings.twilio_number, date_sent_after=since)
    return [text for text in found if text.direction == "inbound"]


async def _list(house: House, **filters: Any) -> list[Listed]:
    forbid_open_transaction()
    twilio = house.part("josh.twilio", _Twilio)
    try:
        found: list[Any] = await twilio.client.messages.list_async(**filters, limit=_MOST_LISTED)
    except Exception:
        PROVIDER_CALLS.labels("twilio", "list", "failed").inc()
        raise
    PROVIDER_CALLS.labels("twilio", "list", "accepted").inc()
    return [_listed(message) for message in reversed(found)]


def _listed(message: Any) -> Listed:
    return Listed(
        sid=str(message.sid),
        sender=str(message.from_ or ""),
        recipient=str(message.to or ""),
        body=str(message.body or ""),
        status=str(message.status),
        direction=str(message.direction),
        media_count=int(message.num_media or 0),
        created_at=message.date_created or message.date_sent or datetime.now(UTC),
        error_code=message.error_code,
    )
