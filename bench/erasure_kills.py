"""Erasures in all products, killed with SIGKILL at every step: each transaction before and after its commit, each call to the store of files.

Promised: whatever step it was killed at, the next run finishes it, once, and nothing of the person is left. It ends by itself with the first
erasure that no kill reached; KITH_BENCH_STEPS ends it sooner.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

from _place import Place, place, table
from harness.dying import Countdown, doomed
from harness.leaving import leaving, traces

from kith.cli.schema import every_product
from kith.commons.privacy import clock
from kith.foundation.house import House
from kith.foundation.product import load_products

STEPS = int(os.environ.get("KITH_BENCH_STEPS", "1000"))


async def _erase(found: Place, folder: Path, step: int) -> None:
    house = House(found.settings(data_folder=folder), load_products(every_product()))
    await clock.delete_due(doomed(house, Countdown(step, lambda: os.kill(os.getpid(), signal.SIGKILL))))
    await house.close()


def _in_a_process_of_its_own(found: Place, folder: Path, step: int) -> bool:
    """Erases whoever is due in a child, which dies at a step (0: at none). True when it was killed."""
    child = os.fork()
    if child == 0:
        status = 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what it logs would bury the table
        try:
            asyncio.run(_erase(found, folder, step))
            status = 0
        except BaseException:
            traceback.print_exc()
        os._exit(status)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if ended not in (0, -signal.SIGKILL):
        raise SystemExit(f"the erasure of step {step} failed")
    return ended != 0


def main() -> int:
    killed = 0
    people: list[UUID] = []
    with place(*every_product()) as found, tempfile.TemporaryDirectory(prefix="kith-bench-") as folder:
        for step in range(1, STEPS + 1):
            with found.owner() as db:
                people.append(leaving(db, step))
            if not _in_a_process_of_its_own(found, Path(folder), step):
                break
            killed += 1
            _in_a_process_of_its_own(found, Path(folder), 0)
        with found.owner() as db:
            [[finished, once, signed]] = db.execute(
                "select count(*), count(distinct person_id), count(receipt) from kith.dsar_requests where status = 'completed'"
            ).fetchall()
            [[audited]] = db.execute(
                "select count(*) from kith.audit_log where action = 'data_request.completed'"
            ).fetchall()
            left = traces(db)
    whole = len(people)
    every = killed < whole
    return table(
        f"{whole} erasures in all products, {killed} of them killed",
        [
            ("steps tried", f"{killed}", "all there are", True if every else None),
            ("finished, once", f"{finished} of {whole}", "all", finished == once == whole),
            ("receipts", f"{signed}", f"{whole}", signed == whole),
            ("entries in the audit", f"{audited}", f"{whole}", audited == whole),
            ("rows that still tell", f"{len(left)}", "0", not left),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
