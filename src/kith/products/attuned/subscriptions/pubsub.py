"""Google Play's real-time notifications: pushed by Pub/Sub with an OpenID token, which is verified before anything is read.

Sources: https://developer.android.com/google/play/billing/rtdn-reference,
https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import jwt
import msgspec

from kith.foundation.errors import Malformed, NotFound, Refused, Unavailable

if TYPE_CHECKING:
    from kith.foundation.house import House

PATH: Final = "/hooks/google-play"
_ISSUERS: Final = ("https://accounts.google.com", "accounts.google.com")
_CERTIFICATES: Final = "https://www.googleapis.com/oauth2/v3/certs"


class _Message(msgspec.Struct, rename="camel"):
    data: bytes
    message_id: str


class _Push(msgspec.Struct):
    message: _Message


class SubscriptionNotification(msgspec.Struct, frozen=True, rename="camel"):
    """A purchase changed; how, is asked of the API."""

    notification_type: int
    purchase_token: str


class VoidedPurchase(msgspec.Struct, frozen=True, rename="camel"):
    """An order was given back. `product_type` 1 is a subscription."""

    purchase_token: str
    order_id: str
    product_type: int = 1


class Notification(msgspec.Struct, frozen=True, rename="camel"):
    """DeveloperNotification."""

    package_name: str
    event_time_millis: str
    subscription_notification: SubscriptionNotification | None = None
    voided_purchase_notification: VoidedPurchase | None = None

    @property
    def token(self) -> str | None:
        """The purchase it is about; None for tests and for what was bought once."""
        if self.subscription_notification is not None:
            return self.subscription_notification.purchase_token
        voided = self.voided_purchase_notification
        return voided.purchase_token if voided is not None and voided.product_type == 1 else None


def _keys(house: House) -> jwt.PyJWKClient:
    base = house.settings.play_api_base
    return jwt.PyJWKClient(f"{base}/oauth2/v3/certs" if base else _CERTIFICATES, lifespan=3600, timeout=10)


async def check_sender(house: House, authorization: str) -> None:
    """Pub/Sub's token: signed by Google, for this address, in the name of the account we know.

    Raises:
        Refused: it is not.
        Unavailable: Google's signing keys cannot be read.
        NotFound: Google Play is not set up.
    """
    if not house.settings.play_package or not house.settings.play_push_account:
        raise NotFound("Plans are not sold in Google Play here.")
    scheme, _separator, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _refused()
    keys = house.part("attuned.play_keys", _keys)
    try:
        key = await asyncio.to_thread(keys.get_signing_key_from_jwt, token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=house.settings.public_url + PATH,
            options={"require": ["exp", "iat", "aud", "iss"]},
            leeway=timedelta(seconds=60),
        )
    except jwt.PyJWKClientConnectionError as away:
        raise Unavailable("Google’s keys cannot be read right now.", retry_after=60) from away
    except (jwt.PyJWTError, ValueError) as forged:
        raise _refused() from forged
    if (
        claims["iss"] not in _ISSUERS
        or claims.get("email") != house.settings.play_push_account
        or claims.get("email_verified") is not True
    ):
        raise _refused()


def read(house: House, body: bytes) -> tuple[str, Notification]:
    """The message's id and what it says.

    Raises:
        Malformed: it is no notification of Google Play's.
        Refused: it is about another app.
    """
    try:
        message = msgspec.json.decode(body, type=_Push).message
        found = msgspec.json.decode(message.data, type=Notification)
        int(found.event_time_millis)
    except (msgspec.MsgspecError, ValueError) as unreadable:
        raise Malformed("This is no notification of Google Play’s.") from unreadable
    if found.package_name != house.settings.play_package:
        raise Refused("This notification is about another app.", slug="purchase-of-another-app")
    return message.message_id, found


def moment(milliseconds: str) -> datetime:
    """The time of an event."""
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)


def _refused() -> Refused:
    return Refused("Google has not signed this notification.", slug="bad-signature")
