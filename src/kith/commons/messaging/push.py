"""Web Push (RFC 8030, 8291, 8292) through pywebpush."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import msgspec

from kith.commons.messaging.delivery import Given, NotNow, NotWanted
from kith.foundation.database import forbid_open_transaction
from kith.foundation.metrics import PROVIDER_CALLS

if TYPE_CHECKING:
    import requests

    from kith.foundation.house import House


async def send(house: House, given: Given, endpoint: str, p256dh: str, auth: str) -> None:
    """Push to one browser.

    Raises:
        NotWanted: the browser is gone (404, 410).
        NotNow: the push service is away or asks to wait.
    """
    forbid_open_transaction()
    # Two HTTP clients come with it; a start does not wait for them.
    from pywebpush import WebPushException
    from pywebpush import webpush as untyped_webpush  # pyright: ignore[reportUnknownVariableType]
    from requests import RequestException

    webpush = cast("Callable[..., object]", untyped_webpush)
    subscription: dict[str, Any] = {"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}}
    try:
        await asyncio.to_thread(
            webpush,
            subscription,
            data=msgspec.json.encode(given.body).decode(),
            vapid_private_key=house.settings.vapid_private_key,
            vapid_claims={"sub": house.settings.vapid_subject},
            ttl=3600,
            timeout=10,
        )
    except WebPushException as refusal:
        response = cast("requests.Response | None", refusal.response)  # pyright: ignore[reportUnknownMemberType]
        status = 0 if response is None else response.status_code
        PROVIDER_CALLS.labels("push", "send", "refused").inc()
        if status in (404, 410):
            raise NotWanted(f"push {status}") from None
        raise NotNow(f"push {status}") from None
    except RequestException as away:
        PROVIDER_CALLS.labels("push", "send", "unavailable").inc()
        raise NotNow(type(away).__name__) from None
    PROVIDER_CALLS.labels("push", "send", "done").inc()
