"""Paying people out: their account at Stripe (Connect, express), transfers to it and back.

A browser that returns from Stripe proves nothing: whether somebody can be paid is asked of the account.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID

import msgspec

from kith.commons.billing.calls import recorded
from kith.commons.billing.client import call, listed

if TYPE_CHECKING:
    from kith.foundation.house import House

AccountStatus = Literal["incomplete", "under_review", "ready", "paused"]
_PAUSED: Final = ("rejected.", "listed", "platform_paused", "other")
_PAGE: Final = 100


class TransferState(msgspec.Struct, frozen=True):
    """How a transfer stands at Stripe; sums in minor units."""

    transfer_id: str
    amount: int
    amount_reversed: int


def status_of(account: Any) -> AccountStatus:
    """What an account's fields come to: it can be paid, Stripe looks at it, its owner has something to do, or Stripe will not have it.

    https://docs.stripe.com/connect/api-onboarding#handle-verification-errors
    """
    requirements: Any = account.requirements
    reason = str((requirements and requirements.disabled_reason) or "")
    if reason.startswith(_PAUSED):
        return "paused"
    capabilities: Any = account.capabilities
    if (
        account.details_submitted
        and account.payouts_enabled
        and getattr(capabilities, "transfers", None) == "active"
    ):
        return "ready"
    due = bool(requirements and (requirements.currently_due or requirements.past_due))
    return "incomplete" if due or not account.details_submitted else "under_review"


async def create_account(house: House, person_id: UUID, *, product: str, country: str) -> str:
    """An express account for somebody, one for the product and country however often it is asked for. Its id.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    key = f"{product}-account-{person_id}-{country}"
    params: dict[str, Any] = {
        "type": "express",
        "country": country,
        "capabilities": {"transfers": {"requested": True}},
        "business_type": "individual",
        "metadata": {"person_id": str(person_id), "product": product},
    }
    made = await recorded(
        house,
        key=key,
        person_id=person_id,
        product=product,
        operation="accounts.create",
        parameters=params,
        make=lambda api: api.v1.accounts.create_async(params, {"idempotency_key": key}),  # pyright: ignore[reportArgumentType]
    )
    return str(made.id)


async def onboarding_link(house: House, account_id: str, *, return_path: str, refresh_path: str) -> str:
    """Where an account's owner says who they are: good once, for some minutes.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    base = house.settings.public_url
    link = await call(
        house,
        "account_links.create",
        lambda api: api.v1.account_links.create_async(
            {
                "account": account_id,
                "type": "account_onboarding",
                "return_url": base + return_path,
                "refresh_url": base + refresh_path,
            }
        ),
    )
    return str(link.url)


async def account_status(house: House, account_id: str) -> AccountStatus:
    """Whether somebody can be paid, asked of Stripe.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    return status_of(
        await call(house, "accounts.retrieve", lambda api: api.v1.accounts.retrieve_async(account_id))
    )


async def send(
    house: House,
    person_id: UUID,
    *,
    product: str,
    reference: UUID,
    amount: int,
    currency: str,
    destination: str,
    source_charge: str | None,
    key: str,
) -> TransferState:
    """Transfer money to somebody's account, once for the key; out of a charge, so that it need not wait for our balance.

    Raises:
        PaymentRefused: Stripe will not; nothing was sent.
        Unavailable: Stripe does not answer; look with `find_transfer` before trying again.
    """
    params: dict[str, Any] = {
        "amount": amount,
        "currency": currency,
        "destination": destination,
        "metadata": {"person_id": str(person_id), "product": product, "reference": str(reference)},
    }
    if source_charge is not None:
        params["source_transaction"] = source_charge
    made = await recorded(
        house,
        key=key,
        person_id=person_id,
        product=product,
        operation="transfers.create",
        parameters=params,
        make=lambda api: api.v1.transfers.create_async(params, {"idempotency_key": key}),  # pyright: ignore[reportArgumentType]
    )
    return _transfer(made)


async def find_transfer(house: House, destination: str, reference: UUID) -> TransferState | None:
    """A transfer that was made for a reference, whoever lost the answer: Stripe forgets keys after a day, never transfers.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    made = listed(
        house, "transfers.list", lambda api: api.v1.transfers.list_async, {"destination": destination}
    )
    async with contextlib.aclosing(made):
        async for one in made:
            if _reference(one) == str(reference):
                return _transfer(one)
    return None


async def transfer_state(house: House, transfer_id: str) -> TransferState:
    """How a transfer stands, asked of Stripe.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    return _transfer(
        await call(house, "transfers.retrieve", lambda api: api.v1.transfers.retrieve_async(transfer_id))
    )


async def reverse(
    house: House, person_id: UUID, *, product: str, reference: UUID, transfer_id: str, amount: int, key: str
) -> str:
    """Take a part of a transfer back, once for the key. The reversal's id.

    Raises:
        PaymentRefused: Stripe will not, usually because the account has not that much.
        Unavailable: Stripe does not answer.
    """
    params: dict[str, Any] = {
        "amount": amount,
        "metadata": {"person_id": str(person_id), "product": product, "reference": str(reference)},
    }
    made = await recorded(
        house,
        key=key,
        person_id=person_id,
        product=product,
        operation="transfers.reverse",
        parameters=params | {"transfer": transfer_id},
        make=lambda api: api.v1.transfers.reversals.create_async(
            transfer_id,
            params,  # pyright: ignore[reportArgumentType]
            {"idempotency_key": key},
        ),
    )
    return str(made.id)


async def find_reversal(house: House, transfer_id: str, reference: UUID) -> str | None:
    """A reversal that was made for a reference, whoever lost the answer.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    page: Any = await call(
        house,
        "transfers.reversals.list",
        lambda api: api.v1.transfers.reversals.list_async(transfer_id, {"limit": _PAGE}),
    )
    return next((str(one.id) for one in page.data if _reference(one) == str(reference)), None)


def _reference(made: Any) -> str | None:
    # A StripeObject is no mapping: `get` would be looked up as a field of it.
    return getattr(made.metadata, "reference", None)


def _transfer(made: Any) -> TransferState:
    return TransferState(str(made.id), int(made.amount), int(made.amount_reversed))
