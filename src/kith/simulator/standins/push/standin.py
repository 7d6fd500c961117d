"""Browsers that subscribed, and what was pushed to them."""

from __future__ import annotations

import secrets
import uuid
from datetime import UTC, datetime
from pathlib import Path

import http_ece
import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kith.simulator.standins.faults import FaultPlan
from kith.simulator.standins.misbehaving import API_FAULTS
from kith.simulator.standins.push.vapid import Identity, decoded, encoded
from kith.simulator.standins.store import Collection, Store


class PushRefused(Exception):
    """The push is not taken: the HTTP status and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


class Browser(msgspec.Struct, frozen=True, kw_only=True):
    """One subscription. Keys are base64url; `secret` is the browser's private key and never leaves the stand-in.

    `application_key` is the only sender it takes pushes from, where it names one; `gone` answers 410.
    """

    id: str
    endpoint: str
    p256dh: str
    auth: str
    secret: str
    application_key: str | None = None
    gone: bool = False

    def subscription(self) -> dict[str, object]:
        """What `PushSubscription.toJSON()` gives in a browser."""
        keys = {"p256dh": self.p256dh, "auth": self.auth}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}


class Pushed(msgspec.Struct, frozen=True, kw_only=True):
    """One message, decrypted. `ttl` in seconds."""

    id: str
    browser: str
    text: str
    ttl: int
    sender: Identity
    received_at: datetime
    urgency: str = "normal"
    topic: str | None = None


class PushStandIn:
    """A push service at `base_url` (its own address, ending in /push)."""

    def __init__(self, base_url: str, file: Path | None = None) -> None:
        self.base_url = base_url
        self.faults = FaultPlan(API_FAULTS)
        self._store = Store(file)
        self._browsers = Collection(self._store, "browsers", Browser)
        self._pushed = Collection(self._store, "pushed", Pushed)

    def subscribe(self, application_key: str | None = None) -> Browser:
        """A browser subscribes, as `pushManager.subscribe({applicationServerKey})` does."""
        private = ec.generate_private_key(ec.SECP256R1())
        point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        key = uuid.uuid4().hex
        browser = Browser(
            id=key,
            endpoint=f"{self.base_url}/{key}",
            p256dh=encoded(point),
            auth=encoded(secrets.token_bytes(16)),
            secret=encoded(private.private_numbers().private_value.to_bytes(32, "big")),
            application_key=application_key.rstrip("=") if application_key else None,
        )
        return self._browsers.put(key, browser)

    def browser(self, key: str) -> Browser | None:
        """One subscription, or None."""
        return self._browsers.get(key)

    def unsubscribe(self, key: str) -> bool:
        """The browser is gone: pushes are answered with 410 from now on. False if it never was there."""
        browser = self._browsers.get(key)
        if browser is None:
            return False
        self._browsers.put(key, msgspec.structs.replace(browser, gone=True))
        return True

    def messages(self, browser: str | None = None) -> list[Pushed]:
        """What was pushed, in order of arrival, to all browsers or to one."""
        return [pushed for pushed in self._pushed.all() if browser in {None, pushed.browser}]

    def take(
        self, browser: Browser, sender: Identity, body: bytes, *, ttl: int, urgency: str, topic: str | None
    ) -> Pushed:
        """Take a push. Raises PushRefused for a sender that the browser does not know, or an unreadable body."""
        if browser.application_key not in {None, sender.public_key}:
            raise PushRefused(
                403, "Authorization: this browser subscribed with another application server key."
            )
        key = uuid.uuid4().hex
        pushed = Pushed(
            id=key,
            browser=browser.id,
            text=opened(browser, body) if body else "",
            ttl=ttl,
            sender=sender,
            received_at=datetime.now(UTC),
            urgency=urgency,
            topic=topic,
        )
        return self._pushed.put(key, pushed)

    def reset(self) -> None:
        """Forget subscriptions, messages and faults."""
        self._browsers.clear()
        self._pushed.clear()
        self.faults.clear()

    def close(self) -> None:
        """Close the file."""
        self._store.close()


def opened(browser: Browser, body: bytes) -> str:
    """The text in an aes128gcm body (RFC 8291). Raises PushRefused where the browser could not read it."""
    private = ec.derive_private_key(int.from_bytes(decoded(browser.secret), "big"), ec.SECP256R1())
    try:
        plain = http_ece.decrypt(  # pyright: ignore[reportUnknownMemberType]  # it ships no types
            body, private_key=private, auth_secret=decoded(browser.auth), version="aes128gcm"
        )
        return plain.decode()
    except (http_ece.ECEException, InvalidTag, ValueError, IndexError) as error:
        raise PushRefused(
            400, f"body: it cannot be decrypted with this browser's keys ({error!r})."
        ) from None
