"""Purchases of Google Play: what people buy, how it goes on, and the notifications about it.

Sources: https://developers.google.com/android-publisher/api-ref/rest/v3/purchases.subscriptionsv2,
https://developer.android.com/google/play/billing/lifecycle/subscriptions.
"""

from __future__ import annotations

import base64
import random
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.courier import Posting
from kith.simulator.standins.faults import FaultKind, FaultPlan
from kith.simulator.standins.misbehaving import API_FAULTS
from kith.simulator.standins.play.keys import ACCOUNT_KEY_ID, Keys, new_keys
from kith.simulator.standins.ringing import Bell, Ring
from kith.simulator.standins.store import Collection, Store

_FAULTS = API_FAULTS | {FaultKind.REPEAT_WEBHOOK, FaultKind.LOSE_WEBHOOK, FaultKind.DELAY_WEBHOOK}
_KEYS = "keys"
RECOVERED, RENEWED, CANCELED, PURCHASED, ON_HOLD, IN_GRACE, RESTARTED = 1, 2, 3, 4, 5, 6, 7
PAUSED, REVOKED, EXPIRED = 10, 12, 13
Json = dict[str, Any]


class PlaySettings(msgspec.Struct, frozen=True, kw_only=True):
    """The app that is sold, and where Pub/Sub pushes, in whose name."""

    package: str = "app.attuned.android"
    account_email: str = "orders@stand-in.iam.gserviceaccount.com"
    push_email: str = "push@stand-in.iam.gserviceaccount.com"
    webhook_url: str | None = None
    webhook_retry_seconds: tuple[float, ...] = (1.0, 5.0, 25.0)
    period: timedelta = timedelta(days=30)
    grace: timedelta = timedelta(days=7)


class Purchase(msgspec.Struct, frozen=True, kw_only=True):
    """A purchase by its token; `renewals` counts the paid ones after the first."""

    token: str
    product_id: str
    order: str
    started: datetime
    expires: datetime
    account_token: str | None = None
    state: str = "ACTIVE"
    renewals: int = 0
    auto_renew: bool = True
    linked: str | None = None
    acknowledged: bool = False
    tester: bool = False

    @property
    def latest_order(self) -> str:
        return self.order if self.renewals == 0 else f"{self.order}..{self.renewals - 1}"


class NoSuchPurchase(Exception):
    """There is no such purchase."""


class PlayStandIn:
    """Google Play for one app at `base_url` (its own address, ending in /play). What people do is a method; each rings as Google would."""

    def __init__(self, settings: PlaySettings, base_url: str, file: Path | None = None) -> None:
        self.settings = settings
        self.base_url = base_url
        self.faults = FaultPlan(_FAULTS)
        self.bell = Bell(self.faults, settings.webhook_url, settings.webhook_retry_seconds)
        self._store = Store(file)
        self.clock = MovableClock(self._store)
        self.purchases = Collection(self._store, "purchases", Purchase)
        self.tokens: dict[str, float] = {}
        self.keys = self._keys()

    def service_account(self) -> bytes:
        """The key file of the account that may read orders."""
        return msgspec.json.encode(
            {
                "type": "service_account",
                "client_email": self.settings.account_email,
                "private_key": self.keys.account.decode(),
                "private_key_id": ACCOUNT_KEY_ID,
                "token_uri": f"{self.base_url}/token",
            }
        )

    def buy(self, product_id: str, account_token: str | None = None, *, pending: bool = False) -> Purchase:
        """Somebody buys; `pending`: and pays later, in cash."""
        return self._keep(self._new(product_id, account_token, "PENDING" if pending else "ACTIVE"), PURCHASED)

    def pay(self, token: str) -> Purchase:
        """What was pending is paid."""
        now = self.clock.now()
        return self._change(token, PURCHASED, state="ACTIVE", started=now, expires=now + self.settings.period)

    def renew(self, token: str) -> Purchase:
        """The next period is paid on time."""
        old = self.find(token)
        return self._change(
            token,
            RENEWED,
            state="ACTIVE",
            renewals=old.renewals + 1,
            expires=old.expires + self.settings.period,
        )

    def fail(self, token: str) -> Purchase:
        """The renewal is declined: grace, for which Google moves the expiry on."""
        old = self.find(token)
        return self._change(
            token, IN_GRACE, state="IN_GRACE_PERIOD", expires=old.expires + self.settings.grace
        )

    def hold(self, token: str) -> Purchase:
        """Grace is over: on hold."""
        expires = min(self.find(token).expires, self.clock.now())
        return self._change(token, ON_HOLD, state="ON_HOLD", expires=expires)

    def recover(self, token: str) -> Purchase:
        """The card works again."""
        old = self.find(token)
        expires = self.clock.now() + self.settings.period
        return self._change(token, RECOVERED, state="ACTIVE", renewals=old.renewals + 1, expires=expires)

    def pause(self, token: str) -> Purchase:
        """A pause that was asked for begins."""
        expires = min(self.find(token).expires, self.clock.now())
        return self._change(token, PAUSED, state="PAUSED", expires=expires)

    def switch_renewal(self, token: str, *, on: bool) -> Purchase:
        """Somebody ends it with its period, or takes that back."""
        state = "ACTIVE" if on else "CANCELED"
        return self._change(token, RESTARTED if on else CANCELED, state=state, auto_renew=on)

    def expire(self, token: str) -> Purchase:
        """It ends."""
        return self._change(token, EXPIRED, state="EXPIRED", auto_renew=False)

    def revoke(self, token: str) -> Purchase:
        """The price is given back and the plan taken at once."""
        now = self.clock.now()
        changed = self._change(token, REVOKED, state="EXPIRED", auto_renew=False, expires=now)
        self.void(token)
        return changed

    def void(self, token: str, order: str | None = None) -> Purchase:
        """An order's price is given back; the latest one's unless named."""
        found = self.find(token)
        voided = {
            "purchaseToken": token,
            "orderId": order or found.latest_order,
            "productType": 1,
            "refundType": 1,
        }
        self._ring("voided", {"voidedPurchaseNotification": voided})
        return found

    def replace(self, token: str, product_id: str) -> Purchase:
        """Another plan in place of this one, at once: a new purchase that is linked to the old."""
        old = self.find(token)
        self.purchases.put(
            token, msgspec.structs.replace(old, state="EXPIRED", auto_renew=False, expires=self.clock.now())
        )
        fresh = self._new(product_id, old.account_token, "ACTIVE")
        return self._keep(msgspec.structs.replace(fresh, linked=token), PURCHASED)

    def acknowledge(self, token: str) -> None:
        """The developer has said that the person has it."""
        self.purchases.put(token, msgspec.structs.replace(self.find(token), acknowledged=True))

    def find(self, token: str) -> Purchase:
        """A purchase. Raises NoSuchPurchase."""
        found = self.purchases.get(token)
        if found is None:
            raise NoSuchPurchase(token)
        return found

    def push_token(self, audience: str, **changed: Any) -> str:
        """Pub/Sub's OpenID token for an address; `changed` are other claims than the true ones."""
        now = int(time.time())
        return self.keys.sign(
            {
                "iss": "https://accounts.google.com",
                "aud": audience,
                "azp": "113700000000000000000",
                "sub": "113700000000000000000",
                "email": self.settings.push_email,
                "email_verified": True,
                "iat": now,
                "exp": now + 3600,
            }
            | changed
        )

    def reset(self) -> None:
        """Forget everything but the keys, and return to real time and the settings' webhook."""
        self.purchases.clear()
        self.tokens.clear()
        self.faults.clear()
        self.bell.clear()
        self.bell.url = self.settings.webhook_url
        self.clock.reset()

    async def close(self) -> None:
        """Stop delivering and close the file."""
        await self.bell.courier.close()
        self._store.close()

    def _keys(self) -> Keys:
        known = self._store.note(_KEYS)
        if known is not None:
            return msgspec.json.decode(base64.b64decode(known), type=Keys)
        made = new_keys()
        self._store.set_note(_KEYS, base64.b64encode(msgspec.json.encode(made)).decode())
        return made

    def _new(self, product_id: str, account_token: str | None, state: str) -> Purchase:
        now = self.clock.now()
        digits = random.Random(uuid.uuid4().int)
        parts = [digits.randrange(10**4) for _ in range(3)]
        return Purchase(
            token=f"{uuid.uuid4().hex}.AO-{uuid.uuid4().hex}",
            product_id=product_id,
            order="GPA.{:04}-{:04}-{:04}-{:05}".format(*parts, digits.randrange(10**5)),
            started=now,
            expires=now + self.settings.period,
            account_token=account_token,
            state=state,
        )

    def _change(self, token: str, kind: int, **changes: Any) -> Purchase:
        return self._keep(msgspec.structs.replace(self.find(token), **changes), kind)

    def _keep(self, changed: Purchase, kind: int) -> Purchase:
        self.purchases.put(changed.token, changed)
        told = {"version": "1.0", "notificationType": kind, "purchaseToken": changed.token}
        self._ring(str(kind), {"subscriptionNotification": told})
        return changed

    def _ring(self, kind: str, told: Json) -> None:
        key = str(uuid.uuid4().int % 10**16)
        notification = {
            "version": "1.0",
            "packageName": self.settings.package,
            "eventTimeMillis": str(int(self.clock.now().timestamp() * 1000)),
            **told,
        }
        body = push_body(key, notification)
        self.bell.ring(Ring(id=key, kind=kind, prepare=lambda url: self.posting(url, body)))

    def posting(self, url: str, body: bytes) -> Posting:
        """One push, with a token for this address."""
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {self.push_token(url)}",
            "User-Agent": "CloudPubSub-Google",
        }
        return Posting(url, headers, body)


def push_body(key: str, notification: Json) -> bytes:
    """What Pub/Sub posts."""
    data = base64.b64encode(msgspec.json.encode(notification)).decode()
    message: Json = {
        "attributes": {},
        "data": data,
        "messageId": key,
        "message_id": key,
        "publishTime": datetime.now(UTC).isoformat(),
    }
    return msgspec.json.encode({"message": message, "subscription": "projects/stand-in/subscriptions/play"})


def as_json(found: Purchase) -> Json:
    """A purchase as the API gives it (SubscriptionPurchaseV2)."""
    pending = found.state == "PENDING"
    item: Json = {
        "productId": found.product_id,
        "autoRenewingPlan": {
            "autoRenewEnabled": found.auto_renew,
            "recurringPrice": {"currencyCode": "USD", "units": "9", "nanos": 990000000},
        },
        "offerDetails": {"basePlanId": "standard"},
    }
    if not pending:
        item |= {"expiryTime": _rfc3339(found.expires), "latestSuccessfulOrderId": found.latest_order}
    answer: Json = {
        "kind": "androidpublisher#subscriptionPurchaseV2",
        "regionCode": "US",
        "subscriptionState": f"SUBSCRIPTION_STATE_{found.state}",
        "latestOrderId": found.latest_order,
        "acknowledgementState": "ACKNOWLEDGEMENT_STATE_ACKNOWLEDGED"
        if found.acknowledged
        else "ACKNOWLEDGEMENT_STATE_PENDING",
        "lineItems": [item],
    }
    optional: Json = {
        "startTime": None if pending else _rfc3339(found.started),
        "linkedPurchaseToken": found.linked,
        "testPurchase": {} if found.tester else None,
        "externalAccountIdentifiers": {"obfuscatedExternalAccountId": found.account_token}
        if found.account_token
        else None,
    }
    return answer | {name: value for name, value in optional.items() if value is not None}


def _rfc3339(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
