"""The web is replaced while people use it, and no request fails."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections import Counter
from pathlib import Path

import httpx
import msgspec
import psutil
import pytest

from harness import processes
from kith.cli import generations, restart
from kith.cli.failure import CommandFailed
from kith.foundation.house import House

CLIENTS = 6
PAUSE = 0.03
"""Seconds between two requests of a client: about two hundred requests a second in all."""
RETIRING = 2.0
NOTHING = argparse.Namespace()
QUESTION = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def answer(connection: Connection) -> str:
    """The head of the answer to a request over this connection."""
    reader, writer = connection
    writer.write(QUESTION)
    head = await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split()[0]))
    return head.decode().lower()


@pytest.mark.long
async def test_no_request_fails_while_one_generation_follows_another(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KITH_DATA_FOLDER", str(tmp_path))
    house.settings = msgspec.structs.replace(house.settings, data_folder=tmp_path)
    port = processes.free_port()
    server = await processes.start(house, "web", "--port", str(port), "--retiring", str(RETIRING))
    answered: Counter[str] = Counter()
    over = asyncio.Event()

    async def ask(client: httpx.AsyncClient) -> None:
        while not over.is_set():
            try:
                answered[str((await client.get("/healthz")).status_code)] += 1
            except httpx.HTTPError as failure:
                answered[repr(failure)] += 1
            await asyncio.sleep(PAUSE)

    def served() -> list[int]:
        return [note.generation for note in generations.notes(tmp_path).values()]

    try:
        async with asyncio.timeout(60):
            while not served():  # noqa: ASYNC110 - another process acts
                await asyncio.sleep(0.02)
        async with (
            httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as kept,
            asyncio.TaskGroup() as everybody,
        ):
            for _ in range(CLIENTS):
                everybody.create_task(ask(kept))
            for number in (2, 3):
                before = psutil.Process(server.pid).children()
                own = await asyncio.open_connection("127.0.0.1", port)
                assert "connection: close" not in await answer(own)
                assert await asyncio.to_thread(restart.run, NOTHING) == 0
                assert served() == [number]
                # Until the one before has heard that it retires.
                while "connection: close" not in await answer(own):  # noqa: ASYNC110
                    await asyncio.sleep(0)
                # Whoever comes now comes to the next one, which hears them also after the one before is gone.
                silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CLIENTS)]
                while any(one.is_running() for one in before):  # noqa: ASYNC110
                    await asyncio.sleep(PAUSE)
                for connection in silent:
                    assert (await answer(connection)).startswith("http/1.1 200 ")
                for _, writer in (own, *silent):
                    writer.close()
            over.set()
        assert set(answered) == {"200"}
    finally:
        server.send_signal(signal.SIGTERM)
        assert await server.wait() == 0
    assert served() == []
    with pytest.raises(CommandFailed, match="Nothing runs"):
        restart.run(NOTHING)
