"""Asking whether a feature is on for somebody, from a process that knows its switches, while others change them.

Promised: below 1 ms, p99, with 200 switches and 500 people named in each. What the first question after a change takes, which reads all of them
anew, is shown beside it.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

from _place import Place, place, table

from kith.commons.flags.switches import Switches, is_on
from kith.foundation.actor import service
from kith.foundation.house import House
from kith.foundation.product import load_products

SWITCHES, NAMED, QUESTIONS, CHANGES = 200, 500, 50_000, 20
MOST_MS = 1.0


def seed(found: Place) -> list[UUID]:
    with found.owner() as connection:
        connection.execute(
            "insert into auth.users (id) select gen_random_uuid() from generate_series(1, %s)", (NAMED,)
        )
        connection.execute(
            "insert into kith.flags (key, description, enabled, rollout_percent) select 'bench.n' || n, 'x', true, n %% 100 from generate_series(1, %s) n",
            (SWITCHES,),
        )
        connection.execute(
            "insert into kith.flag_people (key, person_id) select f.key, u.id from kith.flags f, auth.users u"
        )
        return [UUID(str(row[0])) for row in connection.execute("select id from auth.users")]


async def measured(found: Place, people: list[UUID]) -> tuple[list[float], list[float]]:
    """Milliseconds of every question asked of a process that knows, and of those right after a change."""
    house = House(found.settings(), load_products(("josh",)))
    chance = random.Random(7)
    strangers = [UUID(int=chance.getrandbits(128)) for _ in range(500)]
    keys = [f"bench.n{number}" for number in range(1, SWITCHES + 1)]
    warm: list[float] = []
    after: list[float] = []
    known = house.part("commons.flags", Switches)
    try:
        await is_on(house, keys[0])
        for change in range(CHANGES):
            for _ in range(QUESTIONS // CHANGES):
                who = chance.choice(people if chance.random() < 0.5 else strangers)
                began = time.perf_counter()
                await is_on(house, chance.choice(keys), who)
                warm.append((time.perf_counter() - began) * 1_000)
            await house.database.read(
                service("bench"),
                "kith",
                "update kith.flags set rollout_percent = $1 where key = 'bench.n1'",
                change,
            )
            while known.settings is not None:  # noqa: ASYNC110 - what a request would meet
                await asyncio.sleep(0)
            began = time.perf_counter()
            await is_on(house, keys[0], people[0])
            after.append((time.perf_counter() - began) * 1_000)
    finally:
        await house.close()
    return sorted(warm), sorted(after)


def main() -> int:
    with place("josh") as found:
        warm, after = asyncio.run(measured(found, seed(found)))
    p99 = warm[int(len(warm) * 0.99)]
    return table(
        f"Is a feature on for somebody: {SWITCHES} switches, {NAMED} people named in each",
        [
            ("p50", f"{warm[len(warm) // 2] * 1_000:.1f} µs", "", None),
            ("p99", f"{p99 * 1_000:.1f} µs", f"below {MOST_MS:.0f} ms", p99 < MOST_MS),
            ("longest", f"{warm[-1]:.2f} ms", "", None),
            ("the first after a change, p50", f"{after[len(after) // 2]:.1f} ms", "", None),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
