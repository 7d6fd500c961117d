"""Web and worker replaced again and again under load: pages asked for over connections that are kept, over new ones, and over
new ones that stay silent for a moment, as a browser's spare ones do.

Promised: no request fails, and at least 5,000 new connections were made. Beside it how long a restart takes, and what the slowest request waited.
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

CLIENTS, PAUSE, RESTARTS = 15, 0.03, int(os.environ.get("KITH_BENCH_RESTARTS", "10"))
SILENT, ENOUGH = 0.3, 5_000
"""Seconds between connecting and asking; new connections that prove something."""


async def silent(port: int) -> str:
    """The status of an answer to somebody who connects and asks later."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        await asyncio.sleep(SILENT)
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        first = await asyncio.wait_for(reader.readline(), 20)
        return first.split()[1].decode() if first else "closed without an answer"
    finally:
        writer.close()


async def measured(port: int) -> tuple[Counter[str], Counter[str], list[float], list[float]]:
    """Answers by status or failure, requests by kind of connection, seconds of every request, and of every restart."""
    answered: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    waited: list[float] = []
    took: list[float] = []
    over = asyncio.Event()

    async def ask(kept: httpx.AsyncClient, fresh: httpx.AsyncClient, kind: str) -> None:
        while not over.is_set():
            began = time.perf_counter()
            try:
                if kind == "silent":
                    answered[await silent(port)] += 1
                else:
                    client, page = (kept, "/sign-in") if kind == "kept" else (fresh, "/healthz")
                    answered[str((await client.get(page)).status_code)] += 1
            except (httpx.HTTPError, OSError) as failure:
                answered[repr(failure)] += 1
            asked[kind] += 1
            waited.append(time.perf_counter() - began - (SILENT if kind == "silent" else 0))
            await asyncio.sleep(PAUSE)

    address = f"http://127.0.0.1:{port}"
    async with (
        httpx.AsyncClient(base_url=address, timeout=20) as kept,
        httpx.AsyncClient(
            base_url=address, timeout=20, limits=httpx.Limits(max_keepalive_connections=0)
        ) as fresh,
        asyncio.TaskGroup() as everybody,
    ):
        for number in range(CLIENTS):
            everybody.create_task(ask(kept, fresh, ("kept", "new", "new", "new", "silent")[number % 5]))
        for _ in range(RESTARTS):
            began = time.perf_counter()
            await asyncio.to_thread(restart.run, argparse.Namespace())
            took.append(time.perf_counter() - began)
        await asyncio.sleep(2 * generations.RETIRING_SECONDS)
        over.set()
    return answered, asked, sorted(waited), sorted(took)


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
            answered, asked, waited, took = asyncio.run(measured(port))
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
            statuses = [process.wait() for process in started]
    new = asked["new"] + asked["silent"]
    failed = sum(count for what, count in answered.items() if what != "200")
    return table(
        f"{RESTARTS} restarts of web and worker under {len(waited) / (sum(took) + 2 * generations.RETIRING_SECONDS):.0f} requests a second",
        [
            ("requests", str(len(waited)), "", None),
            ("over new connections", str(new), f"{ENOUGH:,}", new >= ENOUGH),
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
