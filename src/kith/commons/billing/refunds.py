"""Giving money back: once for each round, which begins anew when somebody has a refund that was refused tried again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

import msgspec

from kith.commons.billing.calls import recorded
from kith.commons.billing.client import call
from kith.foundation import metrics
from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.house import House


_log = logger(__name__)


class RefundState(msgspec.Struct, frozen=True):
    """How a refund stands at Stripe; `amount` in minor units, `why` in Stripe's words where it failed."""

    refund_id: str
    status: Literal["pending", "succeeded", "failed"]
    amount: int
    why: str = ""


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """A product's row of a refund, as it was taken to be sent: `amount` in minor units, `round` how often somebody had it tried again,
    `attempts` how often it was tried in this round with this one, `refund_id` Stripe's, where there is one.
    """

    id: UUID
    product: str
    person_id: UUID
    charge_id: str
    amount: int
    round: int
    attempts: int
    refund_id: str | None


async def send(house: House, owed: Owed, *, forget: Callable[[], Awaitable[None]]) -> RefundState:
    """Have a refund made, or ask about the one that was made. `forget` takes Stripe's number out of the product's row: that of a round
    before, which failed there for good and cannot be what this one comes to.

    Raises:
        PaymentRefused, Unavailable: as `refund`.
    """
    if owed.refund_id is not None:
        state = await refund_state(house, owed.refund_id)
        if state.status != "failed" or owed.round == 0 or owed.attempts > 1:
            return state
        await forget()
    # Stripe answers a key as it did before, refusals too: a new round needs another.
    key = f"{owed.product}-refund-{owed.id}" + (f"-{owed.round}" if owed.round else "")
    return await refund(
        house,
        charge_id=owed.charge_id,
        amount=owed.amount,
        key=key,
        product=owed.product,
        reference=owed.id,
        person_id=owed.person_id,
    )


def tell_operators(product: str, refund: UUID) -> None:
    """A refund was refused: it waits for somebody now."""
    metrics.ALERTS.labels("refund_refused").inc()
    _log.error("a refund was refused", product=product, refund=str(refund))


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
    why = str(getattr(given, "failure_reason", None) or status).replace("_", " ") if said == "failed" else ""
    return RefundState(str(given.id), said, int(given.amount), why)
