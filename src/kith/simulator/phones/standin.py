"""Talking to the Twilio stand-in as phones do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import msgspec

from kith.foundation.database import forbid_open_transaction
from kith.foundation.errors import Invalid, Unavailable
from kith.foundation.outward import tls_context

if TYPE_CHECKING:
    from kith.foundation.house import House


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text as the stand-in recorded it."""

    sid: str
    number: int
    direction: str
    sender: str
    to: str
    body: str
    status: str


def _client(house: House) -> httpx.AsyncClient:
    client = httpx.AsyncClient(
        base_url=f"{house.settings.twilio_api_base}/control", timeout=15, verify=tls_context()
    )
    house.on_close(client.aclose)
    return client


async def _ask(house: House, method: str, path: str, **options: Any) -> httpx.Response:
    forbid_open_transaction()
    try:
        answer = await house.part("simulator.twilio", _client).request(method, path, **options)
    except httpx.HTTPError as away:
        raise Unavailable("The Twilio stand-in is not answering. Is `./kith up` running?") from away
    if answer.status_code >= 400:
        raise Invalid(
            "The stand-in did not take that. A phone number looks like +15125550123.", field="phone"
        )
    return answer


async def send(house: House, phone: str, body: str) -> None:
    """A phone texts us; comes back when our webhook has answered."""
    await _ask(
        house, "POST", "/inbound", json={"from": phone, "to": house.settings.twilio_number, "body": body}
    )


async def thread(house: House, phone: str) -> list[Text]:
    """What was said between a phone and us, oldest first."""
    answer = await _ask(house, "GET", "/messages", params={"phone": phone})
    return [_text(record) for record in answer.json()]


async def texts_after(house: House, number: int) -> list[Text]:
    """Texts of all phones, oldest first, after the record of this number."""
    answer = await _ask(house, "GET", "/messages", params={"after": number})
    return [_text(record) for record in answer.json()]


async def switches(house: House) -> dict[str, bool]:
    """Phones of which somebody has said whether a virtual person answers them."""
    return dict((await _ask(house, "GET", "/virtual")).json())


async def switch(house: House, phone: str, *, on: bool) -> None:
    """Let a virtual person answer this phone, or not."""
    await _ask(house, "PUT", "/virtual", json={"phone": phone, "on": on})


async def recent_phones(house: House, at_most: int) -> list[str]:
    """The phones that texted or were texted last, newest first."""
    ours = house.settings.twilio_number
    answer = await _ask(house, "GET", "/messages")
    seen: dict[str, None] = {}
    for record in reversed(answer.json()):
        text = _text(record)
        seen.setdefault(text.to if text.sender == ours else text.sender)
        if len(seen) == at_most:
            break
    return list(seen)


def _text(record: dict[str, Any]) -> Text:
    return Text(
        sid=str(record.get("sid", "")),
        number=int(record.get("number", 0)),
        direction=str(record.get("direction", "")),
        sender=str(record.get("from") or record.get("from_") or record.get("sender") or ""),
        to=str(record.get("to", "")),
        body=str(record.get("body", "")),
        status=str(record.get("status", "")),
    )
