"""A worker process of its own that delivers what one number is due, to be killed in the middle."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import timedelta

from harness.processes import environment_of
from kith.foundation.clock import Clock
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.foundation.settings import load
from kith.products.josh.outbound.delivery import deliver


async def start(house: House, phone_hash: str) -> asyncio.subprocess.Process:
    """Start the process with the settings and the time of this house; the caller ends it."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "harness.delivering",
        phone_hash,
        str(house.clock.moved_by.total_seconds()),
        env=environment_of(house),
    )


async def _deliver(phone_hash: str, moved_by: timedelta) -> None:
    house = House(load(os.environ), load_products(("josh",)), clock=Clock(moved_by))
    try:
        await deliver(house, {"phone_hash": phone_hash})
    finally:
        await house.close()


if __name__ == "__main__":
    asyncio.run(_deliver(sys.argv[1], timedelta(seconds=float(sys.argv[2]))))
