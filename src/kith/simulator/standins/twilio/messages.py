"""Twilio's message: its record, its JSON and the checks Twilio makes before accepting one."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import format_datetime

import msgspec

from kith.simulator.standins.twilio.errors import TwilioError
from kith.simulator.standins.twilio.segments import segment_count

API_VERSION = "2010-04-01"
MAX_BODY_CHARACTERS = 1600

# Twilio's own "magic" numbers for test credentials.
_MAGIC_TO = {
    "+15005550001": (21211, "Invalid 'To' Phone Number: {to}"),
    "+15005550002": (21612, "The message From/To pair violates a blacklist rule or cannot be routed: {to}"),
    "+15005550003": (21408, "Permission to send an SMS has not been enabled for the region of {to}"),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient"),
    "+15005550009": (21614, "'To' number is not a valid mobile number: {to}"),
}
_MAGIC_FROM = {
    "+15005550001": (21212, "Invalid From Number: {sender}"),
    "+15005550007": (21606, "The 'From' number {sender} is not a number of this account that can send texts"),
    "+15005550008": (21611, "This 'From' number has exceeded the maximum number of queued messages"),
}
_E164 = re.compile(r"\+[1-9]\d{6,14}")


class MessageRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One text in either direction. `number` counts all records of the account, from 1."""

    sid: str
    number: int
    account_sid: str
    sender: str | None
    to: str
    body: str
    status: str
    direction: str
    date_created: datetime
    date_updated: datetime
    date_sent: datetime | None = None
    num_media: int = 0
    messaging_service_sid: str | None = None
    status_callback: str | None = None
    error_code: int | None = None
    error_message: str | None = None

    @property
    def path(self) -> str:
        """The path of the resource, as Twilio writes it in `uri`."""
        return f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}.json"


def as_json(message: MessageRecord) -> dict[str, object]:
    """The message as the API answers with it."""
    return {
        "account_sid": message.account_sid,
        "api_version": API_VERSION,
        "body": message.body,
        "date_created": format_datetime(message.date_created),
        "date_sent": format_datetime(message.date_sent) if message.date_sent else None,
        "date_updated": format_datetime(message.date_updated),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": message.error_message,
        "from": message.sender,
        "messaging_service_sid": message.messaging_service_sid,
        "num_media": str(message.num_media),
        "num_segments": "0" if message.status == "accepted" else str(segment_count(message.body)),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": message.path.removesuffix(".json") + "/Media.json"},
        "to": message.to,
        "uri": message.path,
    }


def check_new_message(
    *, to: str, sender: str, service: str, body: str, media: int, own_numbers: tuple[str, ...]
) -> None:
    """Raises TwilioError for a message that Twilio would refuse."""
    if not to:
        raise TwilioError(400, 21604, "A 'To' phone number is required.")
    if not sender and not service:
        raise TwilioError(400, 21603, "A 'From' phone number or a 'MessagingServiceSid' is required.")
    if not body and not media:
        raise TwilioError(400, 21602, "Message body is required.")
    if len(body) > MAX_BODY_CHARACTERS:
        raise TwilioError(
            400, 21617, f"The concatenated message body exceeds the {MAX_BODY_CHARACTERS} character limit"
        )
    if not is_phone_number(to):
        raise TwilioError(400, 21211, f"Invalid 'To' Phone Number: {to}")
    if to in _MAGIC_TO:
        code, sentence = _MAGIC_TO[to]
        raise TwilioError(400, code, sentence.format(to=to))
    if not sender:
        return
    if sender in _MAGIC_FROM:
        code, sentence = _MAGIC_FROM[sender]
        raise TwilioError(400, code, sentence.format(sender=sender))
    if not is_phone_number(sender):
        raise TwilioError(400, 21212, f"Invalid From Number: {sender}")
    if own_numbers and sender not in own_numbers:
        code, sentence = _MAGIC_FROM["+15005550007"]
        raise TwilioError(400, code, sentence.format(sender=sender))
    if sender == to:
        raise TwilioError(400, 21266, "'To' and 'From' number cannot be the same")


def is_phone_number(text: str) -> bool:
    """Whether it is E.164; numbers of the North American plan have ten digits after +1."""
    if not _E164.fullmatch(text):
        return False
    return not text.startswith("+1") or len(text) == 12
