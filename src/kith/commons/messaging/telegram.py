"""Messages to Telegram chats, over the Bot API. Source: core.telegram.org/bots/api#making-requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import msgspec

from kith.commons.messaging.delivery import Given, NotNow, NotWanted
from kith.foundation.database import forbid_open_transaction
from kith.foundation.metrics import PROVIDER_CALLS
from kith.foundation.outward import tls_context

if TYPE_CHECKING:
    from kith.foundation.house import House

_PATIENCE = 10.0
# The chat is gone, has blocked the bot, or the message is none: another try would end alike.
_FOR_GOOD = frozenset({400, 403})


class _Answer(msgspec.Struct):
    ok: bool
    result: Any = None
    description: str = ""


def _make(house: House) -> httpx.AsyncClient:
    client = httpx.AsyncClient(timeout=_PATIENCE, verify=tls_context(), trust_env=False)
    house.on_close(client.aclose)
    return client


async def call(house: House, method: str, arguments: dict[str, Any]) -> Any:
    """One method of the Bot API: its result.

    Raises:
        NotNow: Telegram is away, or asks to wait, or does not know our token.
        NotWanted: Telegram refuses for good.
    """
    forbid_open_transaction()
    client = house.part("messaging.telegram", _make)
    address = f"{house.settings.telegram_api_base}/bot{house.settings.telegram_token}/{method}"
    try:
        answer = await client.post(address, json=arguments)
        told = msgspec.json.decode(answer.content, type=_Answer)
    except (httpx.HTTPError, msgspec.DecodeError) as away:
        # The address holds the token, so the reason is told without it.
        PROVIDER_CALLS.labels("telegram", method, "unavailable").inc()
        raise NotNow(f"Telegram {type(away).__name__}") from None
    if not told.ok:
        PROVIDER_CALLS.labels("telegram", method, "refused").inc()
        reason = f"Telegram {answer.status_code}"
        raise NotWanted(reason) if answer.status_code in _FOR_GOOD else NotNow(reason)
    PROVIDER_CALLS.labels("telegram", method, "done").inc()
    return told.result


async def send(house: House, given: Given) -> str:
    """Say something in a chat. Where nobody knows whether it arrived it is said again: better twice than not at all.

    Raises:
        NotNow, NotWanted: as `call`.
    """
    said = await call(
        house,
        "sendMessage",
        {
            "chat_id": int(given.recipient),
            "text": str(given.body["text"]),
            "link_preview_options": {"is_disabled": True},
        },
    )
    return str(said["message_id"])
