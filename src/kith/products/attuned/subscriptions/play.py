"""Google Play's developer API: how a purchase stands is asked, never believed.

Source: https://developers.google.com/android-publisher/api-ref/rest/v3/purchases.subscriptionsv2.
"""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote
from uuid import UUID

import httpx
import msgspec

from kith.foundation.database import forbid_open_transaction
from kith.foundation.errors import Invalid, NotFound, Unavailable
from kith.foundation.metrics import PROVIDER_CALLS
from kith.foundation.oauth_clients import oauth_clients
from kith.foundation.outward import tls_context
from kith.products.attuned.subscriptions.facts import Fact, Renewal
from kith.products.attuned.subscriptions.plan import Standing

if TYPE_CHECKING:
    from kith.foundation.house import House

_SCOPE: Final = "https://www.googleapis.com/auth/androidpublisher"
_PATIENCE: Final = 10.0
_RENEWAL: Final = re.compile(r"\.\.(\d+)$")
_STANDINGS: Final[dict[str, Standing]] = {
    "SUBSCRIPTION_STATE_ACTIVE": "running",
    "SUBSCRIPTION_STATE_CANCELED": "running",
    "SUBSCRIPTION_STATE_EXPIRED": "running",
    "SUBSCRIPTION_STATE_IN_GRACE_PERIOD": "grace",
    "SUBSCRIPTION_STATE_ON_HOLD": "hold",
    "SUBSCRIPTION_STATE_PAUSED": "paused",
}
_PENDING: Final = frozenset({"SUBSCRIPTION_STATE_PENDING", "SUBSCRIPTION_STATE_PENDING_PURCHASE_CANCELED"})


class ServiceAccount(msgspec.Struct, frozen=True):
    """What of a service account's key file is used."""

    client_email: str
    private_key: str
    private_key_id: str = ""
    token_uri: str = "https://oauth2.googleapis.com/token"  # noqa: S105  an address


class Money(msgspec.Struct, frozen=True, rename="camel"):
    """google.type.Money."""

    currency_code: str = "USD"
    units: str = "0"
    nanos: int = 0

    @property
    def amount(self) -> Decimal:
        return (Decimal(self.units) + Decimal(self.nanos) / 1_000_000_000).quantize(Decimal("0.01"))


class AutoRenewing(msgspec.Struct, frozen=True, rename="camel"):
    """AutoRenewingPlan."""

    auto_renew_enabled: bool = False
    recurring_price: Money = Money()


class LineItem(msgspec.Struct, frozen=True, rename="camel"):
    """SubscriptionPurchaseLineItem; one that begins only later has no expiry yet."""

    product_id: str
    expiry_time: datetime | None = None
    auto_renewing_plan: AutoRenewing = AutoRenewing()
    latest_successful_order_id: str = ""


class AccountIdentifiers(msgspec.Struct, frozen=True, rename="camel"):
    """ExternalAccountIdentifiers."""

    obfuscated_external_account_id: str = ""


class Purchase(msgspec.Struct, frozen=True, rename="camel"):
    """SubscriptionPurchaseV2."""

    subscription_state: str
    line_items: list[LineItem] = []
    start_time: datetime | None = None
    latest_order_id: str = ""
    linked_purchase_token: str | None = None
    acknowledgement_state: str = ""
    external_account_identifiers: AccountIdentifiers = AccountIdentifiers()
    test_purchase: dict[str, Any] | None = None

    @property
    def pending(self) -> bool:
        """Not paid yet."""
        return self.subscription_state in _PENDING

    @property
    def to_acknowledge(self) -> bool:
        """Whether Google gives the money back in three days unless we say that we have it."""
        return self.acknowledgement_state == "ACKNOWLEDGEMENT_STATE_PENDING" and not self.pending


def _client(house: House) -> Any:
    account = msgspec.json.decode(Path(house.settings.play_account).read_bytes(), type=ServiceAccount)
    made: Any = oauth_clients().AsyncAssertionClient(
        token_endpoint=account.token_uri,
        issuer=account.client_email,
        subject=None,
        scope=_SCOPE,
        key=account.private_key,
        header={"alg": "RS256", "kid": account.private_key_id},
        timeout=_PATIENCE,
        verify=tls_context(),
        trust_env=house.settings.production,
    )
    house.on_close(made.aclose)
    return made


def _address(house: House, path: str) -> str:
    base = house.settings.play_api_base or "https://androidpublisher.googleapis.com"
    package = quote(house.settings.play_package, safe="")
    return f"{base}/androidpublisher/v3/applications/{package}/purchases/{path}"


async def _ask(house: House, operation: str, method: str, path: str) -> httpx.Response:
    from authlib.integrations.base_client import OAuthError

    forbid_open_transaction()
    if not house.settings.play_package:
        raise NotFound("Plans are not sold in Google Play here.")
    try:
        client = house.part("attuned.play", _client)
    except (OSError, msgspec.MsgspecError) as missing:
        raise _away() from missing
    body: dict[str, Any] = {"json": {}} if method == "POST" else {}
    try:
        answer: httpx.Response = await client.request(method, _address(house, path), **body)
        if answer.status_code == 401:
            # Taken back before its time: another one is asked for once.
            client.token = None
            answer = await client.request(method, _address(house, path), **body)
    except (httpx.HTTPError, OAuthError, ValueError) as away:
        PROVIDER_CALLS.labels("google-play", operation, "unavailable").inc()
        raise _away() from away
    if answer.status_code in (401, 403, 429) or answer.status_code >= 500:
        PROVIDER_CALLS.labels("google-play", operation, "unavailable").inc()
        raise _away()
    PROVIDER_CALLS.labels("google-play", operation, "done" if answer.is_success else "refused").inc()
    return answer


async def purchase(house: House, token: str) -> Purchase | None:
    """How a purchase stands; None when Google does not know it, or not any more (60 days after its end).

    Raises:
        Unavailable: Google does not answer.
        NotFound: Google Play is not set up.
    """
    answer = await _ask(house, "get", "GET", f"subscriptionsv2/tokens/{quote(token, safe='')}")
    if not answer.is_success:
        return None
    try:
        return msgspec.json.decode(answer.content, type=Purchase)
    except msgspec.MsgspecError as unreadable:
        raise _away() from unreadable


async def acknowledge(house: House, product_id: str, token: str) -> None:
    """Tell Google that the person has what they bought.

    Raises:
        Unavailable: Google does not answer.
    """
    product = quote(product_id, safe="")
    await _ask(
        house,
        "acknowledge",
        "POST",
        f"subscriptions/{product}/tokens/{quote(token, safe='')}:acknowledge",
    )


def fact_of(house: House, token: str, found: Purchase, as_of: datetime) -> Fact | None:
    """A purchase as a fact; None while it is not paid.

    Raises:
        Invalid: a product that is no plan of ours, or a tester's purchase in production.
    """
    if found.test_purchase is not None and house.settings.production:
        raise Invalid(
            "This is a tester’s purchase, so it does not count here.",
            field="purchase_token",
            slug="purchase-environment",
        )
    items = [item for item in found.line_items if item.product_id in house.settings.play_products]
    if not items:
        raise Invalid(
            "This purchase is not one of our plans.", field="purchase_token", slug="unknown-product"
        )
    begun = [item for item in items if item.expiry_time is not None]
    standing = _STANDINGS.get(found.subscription_state)
    if standing is None or not begun:
        return None
    item = max(begun, key=lambda one: (one.expiry_time, one.product_id))
    if item.expiry_time is None:
        return None
    order = item.latest_successful_order_id or found.latest_order_id or token
    renewal = _RENEWAL.search(order)
    plan = item.auto_renewing_plan
    return Fact(
        platform="android",
        chain=token,
        id=order,
        # Renewals of an order are numbered from ..0 on.
        sequence=0 if renewal is None else int(renewal[1]) + 1,
        product_id=item.product_id,
        kind=house.settings.play_products[item.product_id],
        amount=plan.recurring_price.amount,
        currency=plan.recurring_price.currency_code.upper(),
        started_at=found.start_time or as_of,
        expires_at=item.expiry_time,
        as_of=as_of,
        replaces=found.linked_purchase_token,
        account_token=_token(found.external_account_identifiers.obfuscated_external_account_id),
        renewal=Renewal(
            standing=standing,
            # Google says so by the state as well as by the plan; a purchase that was ended does not renew.
            auto_renew=plan.auto_renew_enabled and found.subscription_state != "SUBSCRIPTION_STATE_CANCELED",
            as_of=as_of,
            grace_until=item.expiry_time if standing == "grace" else None,
        ),
    )


def _token(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _away() -> Unavailable:
    return Unavailable(
        "Google Play is not answering right now. Nothing is lost; please try again in a minute.",
        retry_after=60,
    )
