"""XP: appending to the ledger beside a bare insert, and reading a balance while ten million events lie there.

Promised: at least 0.8 of the rate of a bare insert into a table of the same columns (same run, same connections, each event of a person of its own or of a crowd), and
a balance below 1 ms at the 99th percentile. `KITH_BENCH_EVENTS` makes it shorter.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench")]

import psycopg
from _place import Place, place, table

EVENTS = int(os.environ.get("KITH_BENCH_EVENTS", "10000000"))
PEOPLE, WORKERS, SECONDS, ROUNDS, LEAST, MOST_MS = 20_000, 4, 1.5, 9, 0.8, 1.0
_FILL = (
    f"""with made as (insert into auth.users (email) select 'p' || n || '@bench.example' from generate_series(1, {PEOPLE}) n returning id)
        insert into hotmess.profiles (user_id, birth_date, age_verified_at) select id, '1990-01-01', now() from made""",
    "create table hotmess.bench_events (like hotmess.xp_events including defaults including constraints including indexes)",
    "create table hotmess.bench_people as select user_id, row_number() over () as place from hotmess.profiles",
    "create index on hotmess.bench_people (place)",
)
_BULK = """insert into hotmess.{table} (user_id, event_type, amount, cause)
           select p.user_id, 'beacon_scan', 25, 'bulk:' || n from generate_series(1, %s) n join hotmess.bench_people p on p.place = 1 + n %% %s"""
_APPEND = "select hotmess.award_xp(%s, 'beacon_scan', 25, %s)"
_KEYS = """select i.indexrelid::regclass::text as name, c.conname, pg_get_indexdef(i.indexrelid), pg_get_constraintdef(c.oid) from pg_index i
           left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u') where i.indrelid = %s::regclass"""
_BARE = (
    "insert into hotmess.bench_events (user_id, event_type, amount, cause) values (%s, 'beacon_scan', 25, %s)"
)


def _load(db: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """The table without its indexes, filled, and then with them: sorting ten million keys is many times faster than inserting each."""
    keys = db.execute(_KEYS, (f"hotmess.{name}",)).fetchall()
    for index, constraint, _definition, _key in keys:
        db.execute(
            f"alter table hotmess.{name} drop constraint {constraint}"
            if constraint
            else f"drop index {index}"
        )
    db.execute(_BULK.format(table=name), (EVENTS, PEOPLE))
    db.execute("set maintenance_work_mem = '512MB'")
    for _index, constraint, definition, key in keys:
        db.execute(
            f"alter table hotmess.{name} add constraint {constraint} {key}" if constraint else str(definition)
        )


def _fill(found: Place) -> list[str]:
    with found.owner() as db:
        for statement in _FILL:
            db.execute(statement)
        db.execute("set session_replication_role = replica")
        for name in ("xp_events", "bench_events"):
            _load(db, name)
        db.execute("set session_replication_role = origin")
        db.execute("alter table hotmess.xp_events enable always trigger xp_events_append_only")
        db.execute("set search_path = hotmess, pg_temp")
        db.execute("select rebuild_xp()")
        db.execute(
            "vacuum analyze hotmess.xp_events, hotmess.bench_events, hotmess.xp_totals, hotmess.profiles"
        )
        return [
            str(row[0])
            for row in db.execute("select user_id from hotmess.bench_people order by place").fetchall()
        ]


def _rate(found: Place, statement: str, people: list[str], tag: str) -> float:
    """Statements a second, by WORKERS connections that each commit every one."""
    done = [0] * WORKERS
    ready = threading.Barrier(WORKERS)

    def work(worker: int) -> None:
        with psycopg.connect(found.url, autocommit=True) as db:
            ready.wait()
            until = time.perf_counter() + SECONDS
            while time.perf_counter() < until:
                number = done[worker]
                db.execute(
                    statement,
                    (people[(number * WORKERS + worker) % PEOPLE], f"{tag}:{worker}:{number}"),
                    prepare=True,
                )
                done[worker] += 1

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


def main() -> int:
    with place("hotmess") as found:
        people = _fill(found)
        shares: list[tuple[float, float]] = []
        for turn in range(ROUNDS):
            bare = _rate(found, _BARE, people, f"bare{turn}")
            ours = _rate(found, _APPEND, people, f"ours{turn}")
            shares.append((ours, bare))
        with found.owner() as db:
            took: list[float] = []
            for person in people[:2000]:
                begun = time.perf_counter()
                db.execute(
                    "select balance from hotmess.xp_balances where user_id = %s", (person,), prepare=True
                ).fetchone()
                took.append((time.perf_counter() - begun) * 1000)
            wrong = db.execute("select count(*) from hotmess.xp_mismatches()").fetchone()
    ours, bare = sorted(shares, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]
    share = ours / bare
    reading = sorted(took)[int(len(took) * 0.99)]
    return table(
        f"XP with {EVENTS} events of {PEOPLE} people",
        [
            (
                "appends a second, of a bare insert's",
                f"{share:.2f} ({ours:.0f} of {bare:.0f})",
                f">= {LEAST}",
                share >= LEAST,
            ),
            ("reading a balance, p99", f"{reading:.2f} ms", f"< {MOST_MS:.0f} ms", reading < MOST_MS),
            ("balances the ledger does not bear out", str(wrong[0] if wrong else "?"), "0", wrong == (0,)),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
