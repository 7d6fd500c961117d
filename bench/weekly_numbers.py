"""The console's numbers, as pages through HTTP: two years of five products in twelve cities.

Promised: p95 below 50 ms for the page of all products, of one product with its cities, and of one city.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import httpx
from _place import Place, place, table

from kith.commons.audit import commands as audit
from kith.commons.identity import sessions
from kith.commons.numbers import counting
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.product import load_products
from kith.web import cookies
from kith.web.app import build

ROUNDS, MOST_MS = int(os.environ.get("KITH_BENCH_TIMES", "150")), 50.0
PRODUCTS = ("josh", "momento", "mentor", "attuned", "hotmess")
PAGES = {
    "all products, 13 weeks": "/console/numbers",
    "all products, 52 weeks": "/console/numbers?weeks=52",
    "one product and its cities, 13 weeks": "/console/numbers?product=hotmess",
    "one product and its cities, 52 weeks": "/console/numbers?product=hotmess&weeks=52",
    "one city, 26 weeks": "/console/numbers?product=momento&city=City+3&weeks=26",
    "JSON, 52 weeks": "/console/numbers.json?product=josh&weeks=52",
}
_FILL = """
insert into kith.weekly_numbers (product, measure, week, city, currency, value, base, people, shown)
select p, m, date_trunc('week', now())::date - 7 * w, case c when 0 then '' else 'City ' || c end, case m when 'revenue' then 'EUR' else '' end, 50 + w, 90 + w, 50, true
from unnest(%(products)s::text[]) p, unnest(%(measures)s::text[]) m, generate_series(1, 104) w, generate_series(0, 12) c
"""


def _fill(found: Place, measures: list[str]) -> None:
    with found.owner() as db:
        db.execute(_FILL, {"products": list(PRODUCTS), "measures": measures})
        db.execute(
            "insert into kith.closed_weeks (product, week) select distinct product, week from kith.weekly_numbers"
        )
        db.execute("analyze kith.weekly_numbers")


async def _measure(found: Place) -> dict[str, list[float]]:
    house = House(found.settings(products=PRODUCTS), load_products(PRODUCTS), seed=1)
    _fill(found, sorted({one.key for product in house.products for one in counting.measures_of(product)}))
    actor = service("bench.numbers")
    async with house.database.session(actor, "kith") as db:
        await audit.appoint(db, "bench@house.example", "ops")
        person = await db.connection.fetchval("select person_id from admins")
        session = await sessions.start(db, house, person, "code", "Mozilla/5.0 (X11) Firefox/140.0")
    taken: dict[str, list[float]] = {name: [] for name in PAGES}
    transport = httpx.ASGITransport(app=build(house))
    # As the served application does (`kith.web.app.create`).
    gc.collect()
    gc.freeze()
    jar = {cookies.access_name(house): session.access_token}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://127.0.0.1:8799", timeout=30, cookies=jar
    ) as client:
        for turn in range(ROUNDS + 10):
            for name, path in PAGES.items():
                begun = time.perf_counter()
                answer = await client.get(path)
                took = (time.perf_counter() - begun) * 1000
                if answer.status_code != 200:
                    raise RuntimeError(answer.text)
                if turn >= 10:
                    taken[name].append(took)
    await house.close()
    return taken


def main() -> int:
    with place(*PRODUCTS) as found:
        taken = asyncio.run(_measure(found))
    lines: list[tuple[str, str, str, bool | None]] = []
    for name, times in taken.items():
        p95 = sorted(times)[int(len(times) * 0.95)]
        lines.append((f"{name}, p95", f"{p95:.1f} ms", f"< {MOST_MS:.0f} ms", p95 < MOST_MS))
        lines.append((f"{name}, median", f"{sorted(times)[len(times) // 2]:.1f} ms", "", None))
    return table(f"The console's numbers, {ROUNDS} requests each", lines)


if __name__ == "__main__":
    sys.exit(main())
