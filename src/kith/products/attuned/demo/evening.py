"""A first start has the whole bank to play with, without waiting for the schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.products.attuned.bank.commands import deliver

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import DemoSignIn


async def build(house: House) -> list[DemoSignIn]:
    """Bring the shipped cards in. Nobody lives here: whoever looks plays as a guest or signs up."""
    await deliver(house)
    return []
