"""Every promise of the house and its five products, asked of the demo cities.

Promised: all of them within 10 s. The slowest ones are shown beside it.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from _place import Place, place, table

from kith.foundation import invariants
from kith.foundation.house import House
from kith.foundation.invariants import Finding
from kith.foundation.product import load_products

PRODUCTS = ("josh", "momento", "mentor", "attuned", "hotmess")
MOST_SECONDS = 10.0
SLOWEST = 5


async def measured(found: Place) -> tuple[float, list[Finding]]:
    """Seconds for one look at everything, with what it found."""
    house = House(found.settings(data_folder=found.folder), load_products(PRODUCTS))
    try:
        for product in house.products:
            if product.demo is not None:
                await product.demo(house)
        began = time.perf_counter()
        findings = await invariants.look(house)
        return time.perf_counter() - began, findings
    finally:
        await house.close()


def main() -> int:
    with place(*PRODUCTS) as found:
        seconds, findings = asyncio.run(measured(found))
    broken = [one for one in findings if not one.holds]
    slow = sorted(findings, key=lambda one: -one.milliseconds)[:SLOWEST]
    return table(
        f"{len(findings)} promises, asked of the demo cities",
        [
            ("all of them", f"{seconds:.2f} s", f"< {MOST_SECONDS:.0f} s", seconds < MOST_SECONDS),
            ("broken", str(len(broken)), "0", not broken),
            *(
                (f"{one.invariant.schema}.{one.invariant.name}", f"{one.milliseconds:.1f} ms", "", None)
                for one in slow
            ),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
