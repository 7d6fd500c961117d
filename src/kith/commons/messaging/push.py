"""Web Push (RFC 8030, 8291, 8292): sealed and signed by pywebpush and py_vapid, sent as everything that goes to addresses people supply."""

from __future__ import annotations

import asyncio
import base64
import time
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kith.commons.messaging.delivery import Given, NotNow, NotWanted
from kith.foundation.database import forbid_open_transaction
from kith.foundation.metrics import PROVIDER_CALLS
from kith.foundation.outward import AddressRefused, Unreachable, outward

if TYPE_CHECKING:
    from kith.foundation.house import House

KEPT_FOR: Final = 3600
"""Seconds that a push service keeps a push for a browser that is off; in the centre it stays."""
_TOKEN_LASTS: Final = 12 * 3600


async def send(house: House, given: Given, endpoint: str, p256dh: str, auth: str) -> None:
    """Push to one browser. Sent once more, it takes the place of what was sent before.

    Raises:
        NotWanted: the browser is gone (404, 410), or its address is none that we call.
        NotNow: the push service is away or asks to wait.
    """
    forbid_open_transaction()
    headers, body = await asyncio.to_thread(_sealed, house, given, endpoint, p256dh, auth)
    try:
        async with outward(house) as client:
            answer = await client.request("POST", endpoint, headers=headers, content=body)
    except AddressRefused:
        PROVIDER_CALLS.labels("push", "send", "refused").inc()
        raise NotWanted("push address refused") from None
    except Unreachable:
        PROVIDER_CALLS.labels("push", "send", "unavailable").inc()
        raise NotNow("push unreachable") from None
    if answer.status >= 300:
        PROVIDER_CALLS.labels("push", "send", "refused").inc()
        raise (NotWanted if answer.status in (404, 410) else NotNow)(f"push {answer.status}")
    PROVIDER_CALLS.labels("push", "send", "done").inc()


def _sealed(
    house: House, given: Given, endpoint: str, p256dh: str, auth: str
) -> tuple[dict[str, str], bytes]:
    # An HTTP client comes with it; a start does not wait for that.
    from pywebpush import WebPusher

    tag = given.id.hex
    text = msgspec.json.encode({**given.body, "tag": tag})
    pusher = WebPusher({"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": auth}})
    sealed: Any = pusher.encode(text, content_encoding="aes128gcm")
    where = urlsplit(endpoint)
    claims = {
        "sub": house.settings.vapid_subject,
        "aud": f"{where.scheme}://{where.netloc}",
        # The push service's clock, not the house's.
        "exp": int(time.time()) + _TOKEN_LASTS,
    }
    signed: dict[str, str] = _vapid(house.settings.vapid_private_key).sign(claims)
    headers = {
        **signed,
        "ttl": str(KEPT_FOR),
        "topic": tag,
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
    }
    return headers, sealed["body"]


def public_key(house: House) -> str | None:
    """The key by which browsers know our pushes, in base64url without padding; None where the house sends none."""
    return house.part("messaging.push.public_key", _public_key)


def _public_key(house: House) -> str | None:
    if not house.settings.vapid_private_key:
        return None
    point = _vapid(house.settings.vapid_private_key).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _vapid(private_key: str) -> Any:
    from py_vapid import Vapid02

    untyped: Any = Vapid02
    return untyped.from_string(private_key)
