"""The App Store: what it signed is verified with Apple's own library and read into facts.

Sources: https://developer.apple.com/documentation/appstoreserverapi/jwstransactiondecodedpayload,
…/jwsrenewalinfodecodedpayload, https://developer.apple.com/documentation/appstoreservernotifications.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from kith.foundation.errors import Invalid, NotFound, Unavailable
from kith.products.attuned.subscriptions.facts import Fact, Renewal

if TYPE_CHECKING:
    from appstoreserverlibrary.models.JWSRenewalInfoDecodedPayload import JWSRenewalInfoDecodedPayload
    from appstoreserverlibrary.models.JWSTransactionDecodedPayload import JWSTransactionDecodedPayload
    from appstoreserverlibrary.signed_data_verifier import SignedDataVerifier

    from kith.foundation.house import House

T = TypeVar("T")
_RENEWING: Final = "Auto-Renewable Subscription"


class Unproven(Invalid):
    """Nothing the App Store signed for this app."""

    slug = "purchase-unproven"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A notification: its id, what it is about, and the fact it carries; None for those about nothing we keep."""

    id: str
    kind: str
    fact: Fact | None


class _Reader:
    """Apple's verifier, used by one at a time: it builds what it reads with at first use, and threads would meet there."""

    def __init__(self, house: House) -> None:
        self._verifier = _verifier(house)
        self._alone = asyncio.Lock()

    async def read(self, decode: Callable[[SignedDataVerifier], T]) -> T:
        async with self._alone:
            return await asyncio.to_thread(decode, self._verifier)


def _verifier(house: House) -> SignedDataVerifier:
    # Another HTTP client comes with it; a start does not wait for that.
    from appstoreserverlibrary.models.Environment import Environment
    from appstoreserverlibrary.signed_data_verifier import SignedDataVerifier

    settings = house.settings
    roots = load_pem_x509_certificates(Path(settings.app_store_roots).read_bytes())
    return SignedDataVerifier(
        [root.public_bytes(Encoding.DER) for root in roots],
        # Whether Apple has taken a certificate back is asked of Apple, where Apple signed.
        enable_online_checks=settings.production,
        environment=Environment.PRODUCTION if settings.production else Environment.SANDBOX,
        bundle_id=settings.app_store_bundle,
        app_apple_id=settings.app_store_app_id or None,
    )


async def _verified(house: House, decode: Callable[[SignedDataVerifier], T]) -> T:
    if not house.settings.app_store_bundle:
        raise NotFound("Plans are not sold in the App Store here.")
    from appstoreserverlibrary.signed_data_verifier import VerificationException, VerificationStatus

    try:
        reader = house.part("attuned.app_store", _Reader)
    except (OSError, ValueError) as missing:
        raise Unavailable(
            "Purchases cannot be read right now. Nothing is lost.", retry_after=300
        ) from missing
    try:
        return await reader.read(decode)
    except VerificationException as refusal:
        match refusal.status:
            case VerificationStatus.RETRYABLE_VERIFICATION_FAILURE:
                raise Unavailable(
                    "Apple is not answering right now. Nothing is lost; please try again in a minute.",
                    retry_after=60,
                ) from refusal
            case VerificationStatus.INVALID_ENVIRONMENT:
                raise Unproven(
                    "This purchase comes from another environment of the App Store, so it does not count here.",
                    field="signed_transaction",
                    slug="purchase-environment",
                ) from refusal
            case VerificationStatus.INVALID_APP_IDENTIFIER:
                raise Unproven(
                    "This purchase was made for another app.",
                    field="signed_transaction",
                    slug="purchase-of-another-app",
                ) from refusal
            case _:
                raise _unproven() from refusal
    except (ValueError, TypeError, KeyError) as unreadable:
        raise _unproven() from unreadable


def _unproven() -> Unproven:
    return Unproven("The App Store has not signed this purchase.", field="signed_transaction")


async def read_transaction(house: House, signed: str) -> Fact:
    """A transaction that an app posts.

    Raises:
        Unproven: not signed by the App Store, or for another app or environment.
        Invalid: a product that is no plan of ours.
        Unavailable: Apple does not answer whether its certificate still holds.
        NotFound: the App Store is not set up.
    """
    found = await _verified(house, lambda verifier: verifier.verify_and_decode_signed_transaction(signed))
    fact = _fact(house, found, None)
    if fact is None:
        raise Invalid(
            "This purchase is not one of our plans.", field="signed_transaction", slug="unknown-product"
        )
    return fact


async def read_notification(house: House, signed: str) -> Told:
    """A server notification, with the transaction and the renewal it carries, each verified.

    Raises:
        Unproven, Unavailable, NotFound: as `read_transaction`.
    """

    def decode(verifier: SignedDataVerifier) -> tuple[Any, Any, Any]:
        told = verifier.verify_and_decode_notification(signed)
        transaction = renewal = None
        if told.data is not None and told.data.signedTransactionInfo:
            transaction = verifier.verify_and_decode_signed_transaction(told.data.signedTransactionInfo)
        if told.data is not None and told.data.signedRenewalInfo:
            renewal = verifier.verify_and_decode_renewal_info(told.data.signedRenewalInfo)
        return told, transaction, renewal

    told, transaction, renewal = await _verified(house, decode)
    if not told.notificationUUID:
        raise _unproven()
    kind = "/".join(str(part) for part in (told.rawNotificationType, told.rawSubtype) if part)
    return Told(
        id=told.notificationUUID,
        kind=kind,
        fact=None if transaction is None else _fact(house, transaction, renewal),
    )


def _fact(
    house: House, found: JWSTransactionDecodedPayload, renewal: JWSRenewalInfoDecodedPayload | None
) -> Fact | None:
    kind = house.settings.app_store_products.get(found.productId or "")
    if kind is None or found.rawType != _RENEWING:
        return None
    chain, key = found.originalTransactionId, found.transactionId
    started, expires, signed = found.purchaseDate, found.expiresDate, found.signedDate
    if not chain or not key or started is None or expires is None or signed is None:
        return None
    as_of = _moment(signed)
    return Fact(
        platform="ios",
        chain=chain,
        id=key,
        sequence=started,
        product_id=found.productId or "",
        kind=kind,
        # Apple's prices are in thousandths.
        amount=(Decimal(found.price or 0) / 1000).quantize(Decimal("0.01")),
        currency=(found.currency or "USD").upper(),
        started_at=_moment(started),
        expires_at=_moment(expires),
        as_of=as_of,
        revoked_at=None if found.revocationDate is None else _moment(found.revocationDate),
        account_token=_token(found.appAccountToken),
        renewal=None if renewal is None else _renewal(renewal, _moment(expires)),
    )


def _renewal(found: JWSRenewalInfoDecodedPayload, expires: datetime) -> Renewal | None:
    if found.signedDate is None:
        return None
    as_of = _moment(found.signedDate)
    grace = None if found.gracePeriodExpiresDate is None else _moment(found.gracePeriodExpiresDate)
    # What was paid for is had: a renewal that fails before the period is over holds nothing back yet.
    failing = bool(found.isInBillingRetryPeriod) and expires <= as_of
    return Renewal(
        standing="grace" if grace is not None and grace > as_of else "hold" if failing else "running",
        auto_renew=found.rawAutoRenewStatus != 0,
        as_of=as_of,
        grace_until=grace,
    )


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _token(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
