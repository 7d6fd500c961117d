"""The shipped cards find their way into the bank by themselves, also those that come with a newer version of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kith.foundation.jobs import Schedule
from kith.products.attuned.bank.commands import deliver

if TYPE_CHECKING:
    from kith.foundation.house import House


async def deliver_shipped(house: House) -> None:
    """Bring what has not come yet."""
    await deliver(house)


SCHEDULES = [Schedule(name="attuned.bank.deliver", cron="*/5 * * * *", run=deliver_shipped)]
