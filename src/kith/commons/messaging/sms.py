"""Texts of the house itself, over Twilio's client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from twilio.base.exceptions import TwilioRestException

from kith.commons.messaging.delivery import Given, NotNow, NotWanted
from kith.foundation.database import forbid_open_transaction
from kith.foundation.metrics import PROVIDER_CALLS

if TYPE_CHECKING:
    from kith.foundation.house import House

_WORTH_ANOTHER_TRY = frozenset({401, 403, 408, 429})


def _client(house: House) -> Any:
    # Its client knows all of Twilio and brings two more HTTP clients; a start does not wait for them.
    from twilio.rest import Client

    from kith.commons.messaging.twilio_transport import TwilioTransport

    transport = TwilioTransport(house.settings.twilio_api_base or None, 10.0)
    house.on_close(transport.close)
    return Client(house.settings.twilio_account_sid, house.settings.twilio_auth_token, http_client=transport)


async def send(house: House, given: Given) -> str:
    """Hand one text to Twilio. A code that may or may not have left is not sent again: the person can ask for another.

    Raises:
        NotNow: Twilio was certainly not reached, or asks to wait.
        NotWanted: Twilio refused for good, or nobody knows whether it took the text.
    """
    forbid_open_transaction()
    client = house.part("messaging.twilio", _client)
    try:
        taken = await client.messages.create_async(
            to=given.recipient, from_=house.settings.twilio_number, body=str(given.body["text"])
        )
    except TwilioRestException as refusal:
        PROVIDER_CALLS.labels("twilio", "send", "refused").inc()
        if refusal.status in _WORTH_ANOTHER_TRY:
            raise NotNow(f"Twilio {refusal.code}") from None
        raise NotWanted(f"Twilio {refusal.code}") from None
    except (httpx.ConnectError, httpx.ConnectTimeout) as away:
        PROVIDER_CALLS.labels("twilio", "send", "unavailable").inc()
        raise NotNow(type(away).__name__) from None
    except httpx.HTTPError as lost:
        PROVIDER_CALLS.labels("twilio", "send", "unknown").inc()
        raise NotWanted(f"outcome unknown ({type(lost).__name__})") from None
    PROVIDER_CALLS.labels("twilio", "send", "done").inc()
    return str(taken.sid)
