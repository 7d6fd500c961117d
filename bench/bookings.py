"""Fifty people at once for one hour of a mentor, again and again.

Promised: of 50 concurrent bookings of one slot, of overlapping slots, of different lengths, and by one mentee with fifty mentors, exactly one succeeds
each time, 1,000 rounds in all. `KITH_BENCH_ROUNDS` makes it shorter.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import asyncpg
from _place import PASSWORD, Place, place, table

ROUNDS = int(os.environ.get("KITH_BENCH_ROUNDS", "1000"))
CROWD = 50
KINDS = ("one slot", "overlapping slots", "different lengths", "one mentee, fifty mentors")
_PEOPLE = """
with made as (insert into auth.users (email) select $1 || n || '@bench.example' from generate_series(1, $2::int) n returning id)
insert into mentor.profiles (user_id, full_name) select id, 'P' from made returning user_id
"""
_BOOK = "select outcome from create_booking_if_free($1, $2, $3, $4, p_paid_with => 'nothing')"

Wish = tuple[UUID, UUID, datetime, datetime]


def wishes(
    kind: str, when: datetime, mentors: list[UUID], mentees: list[UUID], chance: random.Random
) -> list[Wish]:
    """Fifty bookings that all need the minute `when`, of which therefore one can be."""
    found: list[Wish] = []
    for number in range(CROWD):
        mentor, mentee, start, minutes = mentors[0], mentees[number], when, 60
        if kind == "overlapping slots":
            start = when - timedelta(minutes=chance.randrange(0, 60, 5))
        elif kind == "different lengths":
            minutes = chance.randrange(15, 240, 15)
        elif kind == "one mentee, fifty mentors":
            mentor, mentee = mentors[number], mentees[0]
        found.append((mentor, mentee, start, start + timedelta(minutes=minutes)))
    return found


async def race(found: Place) -> tuple[dict[str, Counter[int]], float, int]:
    """How often how many of the fifty succeeded, by kind; the seconds it took; overlaps left in the table."""
    pool = await asyncpg.create_pool(
        found.app_url,
        password=PASSWORD,
        min_size=CROWD,
        max_size=CROWD,
        server_settings={"search_path": "mentor,pg_temp", "role": "service_role"},
    )
    owner = await asyncpg.connect(found.url)
    mentors = [row[0] for row in await owner.fetch(_PEOPLE, "mentor", CROWD)]
    mentees = [row[0] for row in await owner.fetch(_PEOPLE, "mentee", CROWD)]
    await owner.execute(
        "insert into mentor.mentor_profiles (user_id, is_active, buffer_before, buffer_after) select u, true, 10, 5 from unnest($1::uuid[]) u",
        mentors,
    )
    chance = random.Random(9)
    when = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    counts: dict[str, Counter[int]] = {kind: Counter() for kind in KINDS}
    begun = time.perf_counter()
    for number in range(ROUNDS):
        kind = KINDS[number % len(KINDS)]
        when += timedelta(hours=12)

        async def book(wish: Wish) -> str:
            async with pool.acquire() as connection:
                return await connection.fetchval(_BOOK, *wish)

        outcomes = await asyncio.gather(
            *(book(wish) for wish in wishes(kind, when, mentors, mentees, chance))
        )
        counts[kind][outcomes.count("confirmed")] += 1
    took = time.perf_counter() - begun
    overlaps: int = await owner.fetchval(
        """select count(*) from mentor.occupied_times a join mentor.occupied_times b
             on a.booking_id < b.booking_id and a.person && b.person and a.during && b.during"""
    )
    await owner.close()
    await pool.close()
    return counts, took, overlaps


def main() -> int:
    with place("mentor") as found:
        counts, took, overlaps = asyncio.run(race(found))
    rows: list[tuple[str, str, str, bool | None]] = [
        (
            f"{kind}: rounds with exactly one",
            f"{count[1]} of {count.total()}",
            "all",
            count[1] == count.total(),
        )
        for kind, count in counts.items()
    ]
    rows.append(("people in two places at the end", str(overlaps), "0", overlaps == 0))
    rows.append(("attempts a second", f"{ROUNDS * CROWD / took:,.0f}", "", None))
    return table(f"{CROWD} at once for one hour, {ROUNDS} rounds", rows)


if __name__ == "__main__":
    sys.exit(main())
