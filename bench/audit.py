"""The audit trail: what a chained row costs, beside the same insert into a table without chain and triggers (same run, same connections).

Promised: the audit costs less than half of the insert rate of writers that commit each row, one alone or four at once: there are eight chains, so that they do
not wait for each other's commits (decision 0036).
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

SECONDS = float(os.environ.get("KITH_BENCH_SECONDS", "4"))
ROUNDS, LEAST = 3, 0.5
_PLAIN = "create table kith.bench_plain (like kith.audit_log including defaults including constraints including indexes)"
_INSERT = """insert into kith.{table} (actor, product, action, target_type, reason, payload, before, after)
             values ('house', 'hotmess', 'bench.row', 'bench', 'because', '{{"n": 1}}', '{{"state": "live"}}', '{{"state": "disabled"}}')"""
_PLAIN_INSERT = """insert into kith.bench_plain ({columns}) select {values}"""


def _rate(found: Place, statement: str, workers: int) -> float:
    """Rows a second, each committed by itself."""
    done = [0] * workers
    ready = threading.Barrier(workers)

    def work(worker: int) -> None:
        with psycopg.connect(found.url, autocommit=True) as db:
            ready.wait()
            until = time.perf_counter() + SECONDS
            while time.perf_counter() < until:
                db.execute(statement, prepare=True)  # type: ignore[arg-type]
                done[worker] += 1

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


def main() -> int:
    with place("hotmess") as found:
        audited = _INSERT.format(table="audit_log")
        with found.owner() as db:
            db.execute(_PLAIN)
            # What the chain fills in comes as a value here: the row is as wide, and as indexed.
            db.execute(audited)  # type: ignore[arg-type]
            rows = db.execute(
                """select column_name, is_identity, column_default is not null from information_schema.columns
                   where table_schema = 'kith' and table_name = 'audit_log' order by ordinal_position"""
            ).fetchall()
            db.execute("create sequence kith.bench_sequence")
            names = [str(name) for name, _identity, _default in rows]
            values = [
                "nextval('kith.bench_sequence')"
                if name in ("sequence", "link")
                else "gen_random_uuid()"
                if name == "id"
                else f"a.{name}"
                for name in names
            ]
        plain = f"{_PLAIN_INSERT.format(columns=', '.join(names), values=', '.join(values))} from (select * from kith.audit_log order by sequence limit 1) a"
        lines: list[tuple[str, str, str, bool | None]] = []
        for workers in (1, 4):
            shares = []
            for _round in range(ROUNDS):
                bare = _rate(found, plain, workers)
                ours = _rate(found, audited, workers)
                shares.append((ours / bare, ours, bare))
            share, ours, bare = sorted(shares)[ROUNDS // 2]
            what = "one writer" if workers == 1 else f"{workers} writers"
            lines.append(
                (
                    f"{what}: rows a second, of a bare insert's",
                    f"{share:.2f} ({ours:.0f} of {bare:.0f})",
                    f">= {LEAST}",
                    share >= LEAST,
                )
            )
        with found.owner() as db:
            breaks = db.execute("select count(*) from kith.audit_breaks()").fetchone()
        lines.append(("breaks in the chains", str(breaks[0] if breaks else "?"), "0", breaks == (0,)))
    return table("The audit trail", lines)


if __name__ == "__main__":
    sys.exit(main())
