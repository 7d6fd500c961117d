"""Giving money back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec

from kith.commons.billing.calls import recorded
from kith.commons.billing.client import call

if TYPE_CHECKING:
    from kith.foundation.house import House


class RefundState(msgspec.Struct, frozen=True):
    """How a refund stands at Stripe; `amount` in minor units."""

    refund_id: str
    status: Literal["pending", "succeeded", "failed"]
    amount: int


async def refund(
    house: House,
    *,
    charge_id: str,
    amount: int,
    key: str,
    product: str,
    reference: UUID,
    person_id: UUID | None = None,
) -> RefundState:
    """Give back a part or all of a charge, once for the key.

    Raises:
        PaymentRefused: Stripe will not (more than what is left of the charge).
        Unavailable: Stripe does not answer; the caller repeats with the same key.
    """
    metadata = {"product": product, "reference": str(reference)}
    if person_id is not None:
        metadata["person_id"] = str(person_id)
    params: dict[str, Any] = {"charge": charge_id, "amount": amount, "metadata": metadata}
    given = await recorded(
        house,
        key=key,
        person_id=person_id,
        product=product,
        operation="refunds.create",
        parameters=params,
        make=lambda api: api.v1.refunds.create_async(params, {"idempotency_key": key}),  # pyright: ignore[reportArgumentType]
    )
    return _state_of(given)


async def refund_state(house: House, refund_id: str) -> RefundState:
    """How a refund stands, asked of Stripe.

    Raises:
        PaymentRefused, Unavailable: as `client.call`.
    """
    return _state_of(
        await call(house, "refunds.retrieve", lambda api: api.v1.refunds.retrieve_async(refund_id))
    )


def _state_of(given: Any) -> RefundState:
    status = str(given.status)
    said: Literal["pending", "succeeded", "failed"] = (
        "succeeded" if status == "succeeded" else "failed" if status in ("failed", "canceled") else "pending"
    )
    return RefundState(str(given.id), said, int(given.amount))
