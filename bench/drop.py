"""A drop: a thousand things, twenty thousand people who want one; and reservations against pgbench taking rows with SKIP LOCKED.

Promised: exactly a thousand are reserved, and reserving is at least half as fast as the bare statement that takes a row for each unit.
`KITH_BENCH_PEOPLE` makes it shorter.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import psycopg
from _place import Place, place, table

from kith.foundation.embedded_postgres import packaged_binaries

PEOPLE = int(os.environ.get("KITH_BENCH_PEOPLE", "20000"))
UNITS, CLIENTS, SECONDS, ROUNDS, LEAST = 1000, 8, 4, 3, 0.5
_SETTLE = """
with made as (insert into auth.users (email) select 'd' || n || '@bench.example' from generate_series(1, %(people)s) n returning id)
insert into hotmess.profiles (user_id, birth_date, age_verified_at) select id, '1990-01-01', now() from made
"""
_PRODUCT = """
insert into hotmess.products (slug, title, collection, price_pence, status) values (%(slug)s, 'Vest', 'raw', 2500, 'live') returning id
"""
# The same work without any rule: a row for the reservation, the unit marked, one transaction.
_BARE = """begin;
with free as (select id from bare_units where until <= now() order by until limit 1 for no key update skip locked),
     kept as (insert into bare_reservations (unit, until) select id, now() + interval '10 minutes' from free returning unit, until)
update bare_units u set until = k.until from kept k where u.id = k.unit;
end;
"""
_OURS = """\\set who random(1, {people})
select outcome from hotmess.reserve_stock((select user_id from hotmess.bench_people where place = :who), '{product}', null, 1);
"""


def _product(found: Place, slug: str, units: int) -> str:
    with found.owner() as db:
        row = db.execute(_PRODUCT, {"slug": slug}).fetchone()
        assert row is not None
        for _thousands in range(units // 10_000):
            db.execute("select hotmess.restock(%s, null, 10000)", (row[0],))
        if units % 10_000:
            db.execute("select hotmess.restock(%s, null, %s)", (row[0], units % 10_000))
    return str(row[0])


def _rush(found: Place) -> tuple[Counter[str], float, int]:
    """Everybody asks once, sixteen at a time: what they were told, how long it took, how many units are reserved afterwards."""
    product = _product(found, "rush", UNITS)
    with found.owner() as db:
        people = [row[0] for row in db.execute("select user_id from hotmess.profiles")]
    told: Counter[str] = Counter()
    lock = threading.Lock()

    def ask(some: list[object]) -> None:
        mine: Counter[str] = Counter()
        with psycopg.connect(found.url, autocommit=True) as db:
            for person in some:
                row = db.execute(
                    "select outcome from hotmess.reserve_stock(%s, %s, null, 1)", (person, product)
                ).fetchone()
                assert row is not None
                mine[row[0]] += 1
        with lock:
            told.update(mine)

    threads = [threading.Thread(target=ask, args=(people[start::16],)) for start in range(16)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    with found.owner() as db:
        row = db.execute(
            "select count(*) from hotmess.stock_units where product_id = %s and reserved_until > now()",
            (product,),
        ).fetchone()
    assert row is not None
    return told, took, int(str(row[0]))


def _pgbench(found: Place, script: str) -> float:
    """Transactions in a second."""
    file = found.folder / "script.sql"
    file.write_text(script)
    said = subprocess.run(
        [
            packaged_binaries() / "pgbench",
            "-n",
            "-M",
            "prepared",
            "-c",
            str(CLIENTS),
            "-j",
            "2",
            "-T",
            str(SECONDS),
            "-f",
            file,
            found.url,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    number = re.search(r"tps = ([\d.]+)", said)
    assert number is not None, said
    return float(number[1])


def main() -> int:
    with place("hotmess") as found:
        with found.owner() as db:
            db.execute(_SETTLE, {"people": PEOPLE})
            db.execute(
                """create table hotmess.bench_people as select row_number() over ()::int as place, user_id from hotmess.profiles;
                   alter table hotmess.bench_people add primary key (place);
                   create table bare_units (id bigint generated always as identity primary key, until timestamptz not null default '-infinity');
                   create index on bare_units (until);
                   create table bare_reservations (id uuid primary key default gen_random_uuid(), unit bigint, until timestamptz);
                   insert into bare_units select from generate_series(1, 200000)"""
            )
        told, took, reserved = _rush(found)
        product = _product(found, "long", 200_000)
        with found.owner() as db:
            db.execute(
                "vacuum analyze bare_units, hotmess.stock_units, hotmess.profiles, hotmess.bench_people"
            )
        # By turns, so that whatever else this machine does weighs on both.
        turns = [
            (_pgbench(found, _BARE), _pgbench(found, _OURS.format(people=PEOPLE, product=product)))
            for _round in range(ROUNDS)
        ]
        bare, ours = sorted(turns, key=lambda turn: turn[1] / turn[0])[ROUNDS // 2]
    exact = reserved == UNITS and told["reserved"] == UNITS
    return table(
        f"A drop of {UNITS}, {PEOPLE} people, {CLIENTS} clients",
        [
            ("reserved", str(reserved), f"exactly {UNITS}", exact),
            ("asked in", f"{took:.1f} s", "", None),
            ("rows with SKIP LOCKED, a second", f"{bare:.0f}", "", None),
            ("reservations, a second", f"{ours:.0f}", "", None),
            ("ratio", f"{ours / bare:.2f}", f">= {LEAST}", ours / bare >= LEAST),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
