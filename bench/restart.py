"""Web and worker replaced again and again under load: pages asked for over connections that are kept, and over new ones.

Promised: no request fails. Beside it how long a restart takes, and what the slowest request waited.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "bench"), str(ROOT / "tests")]

import httpx
from _place import place, table

from harness.processes import environment_of, free_port
from kith.cli import generations, restart
from kith.foundation.house import House
from kith.foundation.product import load_products

CLIENTS, PAUSE, RESTARTS = 10, 0.03, int(os.environ.get("KITH_BENCH_RESTARTS", "10"))


async def measured(port: int) -> tuple[Counter[str], list[float], list[float]]:
    """Answers by status or failure, seconds of every request, and of every restart."""
    answered: Counter[str] = Counter()
    waited: list[float] = []
    took: list[float] = []
    over = asyncio.Event()

    async def ask(kept: httpx.AsyncClient, number: int) -> None:
        while not over.is_set():
            began = time.perf_counter()
            try:
                if number % 2:
                    answer = await kept.get("/sign-in")
                else:
                    async with httpx.AsyncClient(base_url=kept.base_url, timeout=20) as fresh:
                        answer = await fresh.get("/healthz")
                answered[str(answer.status_code)] += 1
            except httpx.HTTPError as failure:
                answered[repr(failure)] += 1
            waited.append(time.perf_counter() - began)
            await asyncio.sleep(PAUSE)

    async with (
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as kept,
        asyncio.TaskGroup() as everybody,
    ):
        for number in range(CLIENTS):
            everybody.create_task(ask(kept, number))
        for _ in range(RESTARTS):
            began = time.perf_counter()
            await asyncio.to_thread(restart.run, argparse.Namespace())
            took.append(time.perf_counter() - began)
        await asyncio.sleep(2 * generations.RETIRING_SECONDS)
        over.set()
    return answered, sorted(waited), sorted(took)


def main() -> int:
    with place("josh") as found, tempfile.TemporaryDirectory() as folder:
        settings = found.settings(data_folder=Path(folder), products=("josh",))
        environment = environment_of(House(settings, load_products(("josh",))))
        os.environ["KITH_DATA_FOLDER"] = folder
        port = free_port()
        commands = (["web", "--port", str(port), "--processes", "2"], ["worker"])
        started = [
            subprocess.Popen([sys.executable, "-m", "kith.cli", *words], env=environment)
            for words in commands
        ]
        try:
            while len(generations.notes(Path(folder))) < len(started):
                time.sleep(0.05)
            answered, waited, took = asyncio.run(measured(port))
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
            statuses = [process.wait() for process in started]
    failed = sum(count for what, count in answered.items() if what != "200")
    return table(
        f"{RESTARTS} restarts of web and worker under {len(waited) / sum(took):.0f} requests a second",
        [
            ("requests", str(len(waited)), "", None),
            ("failed", str(failed), "0", failed == 0),
            ("ended in order", str(statuses), "[0, 0]", statuses == [0, 0]),
            ("a restart, median", f"{took[len(took) // 2]:.1f} s", "", None),
            ("a request, p99", f"{waited[int(len(waited) * 0.99)] * 1_000:.0f} ms", "", None),
            ("the slowest request", f"{waited[-1] * 1_000:.0f} ms", "", None),
            *((what, str(count), "", None) for what, count in answered.items() if what != "200"),
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
