"""Stripe rings: an event says that something of ours may have changed, and each is looked at where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.products.hotmess.payments import accounts, paying, refunding, settling

if TYPE_CHECKING:
    from kith.foundation.house import House


async def on_event(house: House, person: UUID, kind: str, event: dict[str, Any]) -> None:
    """A payment, a refund, a transfer or an account of ours: ask Stripe how it stands."""
    if kind.startswith("account."):
        await accounts.look(house, person)
        return
    found: dict[str, Any] = event.get("data", {}).get("object", {})
    metadata: dict[str, Any] = found.get("metadata") or {}
    try:
        reference = UUID(str(metadata.get("reference")))
    except ValueError:
        return
    if kind.startswith(("checkout.session.", "payment_intent.")):
        await settling.settle(house, reference)
    elif kind.startswith("refund."):
        await refunding.look_at(house, reference)
    elif kind.startswith("transfer."):
        await paying.look_at(house, reference)
