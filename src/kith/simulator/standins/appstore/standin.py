"""Subscriptions of the App Store: what people buy, how it goes on, and the signed words about it.

Sources: https://developer.apple.com/documentation/appstoreservernotifications/notificationtype,
https://developer.apple.com/documentation/appstoreserverapi/jwstransactiondecodedpayload.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from kith.simulator.standins.appstore.authority import Authority, new_authority
from kith.simulator.standins.clock import MovableClock
from kith.simulator.standins.courier import Posting
from kith.simulator.standins.faults import FaultKind, FaultPlan
from kith.simulator.standins.ringing import Bell, Ring
from kith.simulator.standins.store import Collection, Store

_FAULTS = frozenset({FaultKind.REPEAT_WEBHOOK, FaultKind.LOSE_WEBHOOK, FaultKind.DELAY_WEBHOOK})
_AUTHORITY = "authority"
Payload = dict[str, Any]


class AppStoreSettings(msgspec.Struct, frozen=True, kw_only=True):
    """The app that is sold, and where Apple notifies."""

    bundle_id: str = "app.attuned.ios"
    app_id: int = 6700000001
    environment: str = "Sandbox"
    webhook_url: str | None = None
    webhook_retry_seconds: tuple[float, ...] = (1.0, 5.0, 25.0)
    period: timedelta = timedelta(days=30)


class Transaction(msgspec.Struct, frozen=True, kw_only=True):
    """One paid period."""

    id: str
    product_id: str
    purchased: datetime
    expires: datetime
    reason: str = "PURCHASE"
    revoked: datetime | None = None
    upgraded: bool = False


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """A purchase and all that renewed it; `id` is the original transaction's."""

    id: str
    account_token: str | None
    transactions: tuple[Transaction, ...]
    auto_renew: bool = True
    renews_as: str = ""
    retrying: bool = False
    grace_until: datetime | None = None

    @property
    def latest(self) -> Transaction:
        return self.transactions[-1]


class NoSuchPurchase(Exception):
    """There is no such subscription or transaction."""


class AppStoreStandIn:
    """The App Store for one app. What people do is a method; each rings as Apple would and returns the subscription."""

    def __init__(self, settings: AppStoreSettings, file: Path | None = None) -> None:
        self.settings = settings
        self.faults = FaultPlan(_FAULTS)
        self.bell = Bell(self.faults, settings.webhook_url, settings.webhook_retry_seconds)
        self._store = Store(file)
        self.clock = MovableClock(self._store)
        self.subscriptions = Collection(self._store, "subscriptions", Subscription)
        self.authority = self._authority()
        self._signed_last = 0

    def buy(self, product_id: str, account_token: str | None = None) -> Subscription:
        """Somebody buys."""
        transaction = self._transaction(product_id, self.clock.now(), "PURCHASE")
        bought = Subscription(
            id=transaction.id,
            account_token=account_token,
            transactions=(transaction,),
            renews_as=product_id,
        )
        return self._keep(bought, "SUBSCRIBED", "INITIAL_BUY")

    def renew(self, key: str) -> Subscription:
        """The next period is paid, on time or late."""
        old = self.find(key)
        starts = max(old.latest.expires, self.clock.now()) if old.retrying else old.latest.expires
        product = old.renews_as or old.latest.product_id
        return self._keep(
            msgspec.structs.replace(
                old,
                transactions=(*old.transactions, self._transaction(product, starts, "RENEWAL")),
                retrying=False,
                grace_until=None,
            ),
            "DID_RENEW",
            "BILLING_RECOVERY" if old.retrying else None,
        )

    def fail(self, key: str, *, grace: timedelta | None = timedelta(days=16)) -> Subscription:
        """The card is declined at the renewal; with a grace period, or without."""
        old = self.find(key)
        until = None if grace is None else old.latest.expires + grace
        changed = msgspec.structs.replace(old, retrying=True, grace_until=until)
        return self._keep(changed, "DID_FAIL_TO_RENEW", None if grace is None else "GRACE_PERIOD")

    def end_grace(self, key: str) -> Subscription:
        """The grace period is over; Apple goes on trying."""
        changed = msgspec.structs.replace(self.find(key), grace_until=None)
        return self._keep(changed, "GRACE_PERIOD_EXPIRED", None)

    def switch_renewal(self, key: str, *, on: bool) -> Subscription:
        """Somebody ends it with its period, or takes that back."""
        changed = msgspec.structs.replace(self.find(key), auto_renew=on)
        return self._keep(
            changed, "DID_CHANGE_RENEWAL_STATUS", "AUTO_RENEW_ENABLED" if on else "AUTO_RENEW_DISABLED"
        )

    def expire(self, key: str) -> Subscription:
        """It ends."""
        old = self.find(key)
        why = "BILLING_RETRY" if old.retrying else "VOLUNTARY"
        ended = msgspec.structs.replace(old, auto_renew=False, retrying=False, grace_until=None)
        return self._keep(ended, "EXPIRED", why)

    def refund(self, key: str, transaction_id: str | None = None) -> Subscription:
        """Apple gives a period's price back; the latest unless named."""
        return self._revoke(key, transaction_id, self.clock.now(), "REFUND")

    def reverse_refund(self, key: str, transaction_id: str | None = None) -> Subscription:
        """A refund is taken back after a dispute."""
        return self._revoke(key, transaction_id, None, "REFUND_REVERSED")

    def upgrade(self, key: str, product_id: str) -> Subscription:
        """A better plan, at once; what was left of the old period is given back in part."""
        old = self.find(key)
        before = msgspec.structs.replace(old.latest, upgraded=True)
        fresh = self._transaction(product_id, self.clock.now(), "PURCHASE")
        changed = msgspec.structs.replace(
            old, transactions=(*old.transactions[:-1], before, fresh), renews_as=product_id
        )
        return self._keep(changed, "DID_CHANGE_RENEWAL_PREF", "UPGRADE")

    def downgrade(self, key: str, product_id: str) -> Subscription:
        """A smaller plan, from the next period on."""
        changed = msgspec.structs.replace(self.find(key), renews_as=product_id)
        return self._keep(changed, "DID_CHANGE_RENEWAL_PREF", "DOWNGRADE")

    def find(self, key: str) -> Subscription:
        """A subscription by its original transaction's id. Raises NoSuchPurchase."""
        found = self.subscriptions.get(key)
        if found is None:
            raise NoSuchPurchase(key)
        return found

    def signed_transaction(self, key: str, transaction_id: str | None = None, **changed: Any) -> str:
        """What StoreKit hands the app: the latest transaction, or the one named; `changed` are other claims than the true ones."""
        subscription = self.find(key)
        one = _of(subscription.transactions, transaction_id)
        return self.authority.sign(self._transaction_claims(subscription, one) | changed)

    def reset(self) -> None:
        """Forget everything but the certificates, and return to real time and the settings' webhook."""
        self.subscriptions.clear()
        self._signed_last = 0
        self.faults.clear()
        self.bell.clear()
        self.bell.url = self.settings.webhook_url
        self.clock.reset()

    async def close(self) -> None:
        """Stop delivering and close the file."""
        await self.bell.courier.close()
        self._store.close()

    def _authority(self) -> Authority:
        known = self._store.note(_AUTHORITY)
        if known is not None:
            return msgspec.json.decode(base64.b64decode(known), type=Authority)
        made = new_authority()
        self._store.set_note(_AUTHORITY, base64.b64encode(msgspec.json.encode(made)).decode())
        return made

    def _transaction(self, product_id: str, starts: datetime, reason: str) -> Transaction:
        return Transaction(
            id=str(uuid.uuid4().int % 10**15 + 10**15),
            product_id=product_id,
            purchased=starts,
            expires=starts + self.settings.period,
            reason=reason,
        )

    def _revoke(self, key: str, transaction_id: str | None, at: datetime | None, kind: str) -> Subscription:
        old = self.find(key)
        meant = _of(old.transactions, transaction_id)
        changed = msgspec.structs.replace(
            old,
            transactions=tuple(
                msgspec.structs.replace(one, revoked=at) if one is meant else one for one in old.transactions
            ),
        )
        return self._keep(changed, kind, None, about=meant.id)

    def _keep(
        self, changed: Subscription, kind: str, subtype: str | None, about: str | None = None
    ) -> Subscription:
        self.subscriptions.put(changed.id, changed)
        payload = self._notification(changed, kind, subtype, about)
        key = str(payload["notificationUUID"])
        body = msgspec.json.encode({"signedPayload": self.authority.sign(payload)})
        self.bell.ring(
            Ring(
                id=key,
                kind="/".join(filter(None, (kind, subtype))),
                prepare=lambda url: Posting(url, {"Content-Type": "application/json"}, body),
            )
        )
        return changed

    def _notification(
        self, subscription: Subscription, kind: str, subtype: str | None, about: str | None
    ) -> Payload:
        transaction = _of(subscription.transactions, about)
        app: Payload = {
            "bundleId": self.settings.bundle_id,
            "appAppleId": self.settings.app_id,
            "environment": self.settings.environment,
        }
        return {
            "notificationType": kind,
            **({"subtype": subtype} if subtype else {}),
            "notificationUUID": str(uuid.uuid4()),
            "version": "2.0",
            "signedDate": self._signed_at(),
            "data": {
                **app,
                "signedTransactionInfo": self.authority.sign(
                    self._transaction_claims(subscription, transaction)
                ),
                "signedRenewalInfo": self.authority.sign(self._renewal_claims(subscription)),
            },
        }

    def _transaction_claims(self, subscription: Subscription, one: Transaction) -> Payload:
        optional: Payload = {
            "appAccountToken": subscription.account_token,
            "revocationDate": None if one.revoked is None else _milliseconds(one.revoked),
            "revocationReason": None if one.revoked is None else 0,
            "isUpgraded": True if one.upgraded else None,
        }
        return {
            "transactionId": one.id,
            "originalTransactionId": subscription.id,
            "bundleId": self.settings.bundle_id,
            "productId": one.product_id,
            "subscriptionGroupIdentifier": "21500000",
            "purchaseDate": _milliseconds(one.purchased),
            "originalPurchaseDate": _milliseconds(subscription.transactions[0].purchased),
            "expiresDate": _milliseconds(one.expires),
            "quantity": 1,
            "type": "Auto-Renewable Subscription",
            "inAppOwnershipType": "PURCHASED",
            "signedDate": self._signed_at(),
            "environment": self.settings.environment,
            "transactionReason": one.reason,
            "storefront": "USA",
            "storefrontId": "143441",
            "price": 9990,
            "currency": "USD",
            **{name: value for name, value in optional.items() if value is not None},
        }

    def _renewal_claims(self, subscription: Subscription) -> Payload:
        grace = subscription.grace_until
        return {
            "originalTransactionId": subscription.id,
            "productId": subscription.latest.product_id,
            "autoRenewProductId": subscription.renews_as,
            "autoRenewStatus": int(subscription.auto_renew),
            "isInBillingRetryPeriod": subscription.retrying,
            "environment": self.settings.environment,
            "signedDate": self._signed_at(),
            **({} if grace is None else {"gracePeriodExpiresDate": _milliseconds(grace)}),
        }

    def _signed_at(self) -> int:
        """Now in milliseconds; never twice the same."""
        self._signed_last = max(self._signed_last + 1, _milliseconds(self.clock.now()))
        return self._signed_last


def _of(transactions: Sequence[Transaction], key: str | None) -> Transaction:
    for one in reversed(transactions):
        if key in (None, one.id):
            return one
    raise NoSuchPurchase(key)


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
