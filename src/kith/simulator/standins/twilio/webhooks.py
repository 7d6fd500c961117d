"""The forms that Twilio posts to an application, and how it posts and retries them."""

from __future__ import annotations

import uuid
from urllib.parse import parse_qs, urldefrag, urlencode

from kith.simulator.standins.courier import Courier, Outcome, Posting
from kith.simulator.standins.twilio.messages import API_VERSION, MessageRecord
from kith.simulator.standins.twilio.segments import segment_count
from kith.simulator.standins.twilio.signatures import signature

_MOST_RETRIES = 5


def inbound_form(message: MessageRecord) -> dict[str, str]:
    """The fields of an incoming text."""
    form = {
        "AccountSid": message.account_sid,
        "ApiVersion": API_VERSION,
        "Body": message.body,
        "From": message.sender or "",
        "FromCity": "",
        "FromCountry": "US",
        "FromState": "",
        "FromZip": "",
        "MessageSid": message.sid,
        "NumMedia": str(message.num_media),
        "NumSegments": str(segment_count(message.body)),
        "SmsMessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsStatus": "received",
        "To": message.to,
        "ToCity": "",
        "ToCountry": "US",
        "ToState": "",
        "ToZip": "",
    }
    for index in range(message.num_media):
        media_path = f"{message.path.removesuffix('.json')}/Media/ME{message.sid[2:]}{index}"
        form[f"MediaContentType{index}"] = "image/jpeg"
        form[f"MediaUrl{index}"] = f"https://api.twilio.com{media_path}"
    return form


def status_form(message: MessageRecord) -> dict[str, str]:
    """The fields of a status callback for the status that `message` has."""
    form = {
        "AccountSid": message.account_sid,
        "ApiVersion": API_VERSION,
        "From": message.sender or "",
        "MessageSid": message.sid,
        "MessageStatus": message.status,
        "SmsSid": message.sid,
        "SmsStatus": message.status,
        "To": message.to,
    }
    if message.messaging_service_sid:
        form["MessagingServiceSid"] = message.messaging_service_sid
    if message.error_code:
        form["ErrorCode"] = str(message.error_code)
    if message.status in {"delivered", "undelivered"}:
        form["RawDlrDoneDate"] = message.date_updated.strftime("%y%m%d%H%M")
    return form


async def post(courier: Courier, auth_token: str, url: str, form: dict[str, str]) -> Outcome:
    """Sign and post a form, retrying as the connection overrides in the URL's fragment say.

    Every attempt carries the same idempotency token, as Twilio's do.
    """
    address, overrides = urldefrag(url)
    retries, policies = connection_overrides(overrides)
    posting = Posting(
        url=address,
        headers={
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": signature(auth_token, address, form),
        },
        body=urlencode(form).encode(),
    )
    return await courier.deliver(
        lambda: posting, delays=(0.0,) * retries, retry=lambda outcome: _retried(outcome, policies)
    )


def connection_overrides(fragment: str) -> tuple[int, frozenset[str]]:
    """Retries and retry policies of a webhook URL's fragment; once and for failed connections by default.

    Source: Twilio's "Webhooks (HTTP callbacks): Connection Overrides".
    """
    given = parse_qs(fragment)
    retries = given.get("rc", ["1"])[0]
    return min(_MOST_RETRIES, int(retries) if retries.isdigit() else 1), frozenset(
        given.get("rp", ["ct"])[0].split(",")
    )


def _retried(outcome: Outcome, policies: frozenset[str]) -> bool:
    if outcome.taken:
        return False
    if "all" in policies:
        return True
    if outcome.status is None:
        return ("rt" if outcome.error == "ReadTimeout" else "ct") in policies
    return f"{outcome.status // 100}xx" in policies
