"""Radicale, a real CalDAV server, for development and tests: `python -m kith.simulator.standins.radicale --port … --folder …`.

One person lives there, called `mentor` with the password `mentor`, with a calendar called Personal that exists from the first request on.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from radicale import config
from radicale import server as radicale_server

from kith.simulator.standins.serving import bound_socket

USER: Final = "mentor"
PASSWORD: Final = "mentor"  # noqa: S105  the stand-in's own, worth nothing elsewhere
_CALENDAR: Final = {"personal": {"D:displayname": "Personal", "tag": "VCALENDAR"}}
_PATIENCE: Final = 20.0


class Radicale(msgspec.Struct, frozen=True):
    """A running server. `calendar_url` is the calendar that its person has from the start."""

    url: str
    user: str = USER
    password: str = PASSWORD

    @property
    def place(self) -> str:
        """`host:port`, as the house's settings let it in."""
        return self.url.partition("//")[2]

    @property
    def calendar_url(self) -> str:
        return f"{self.url}/{self.user}/personal/"


@contextlib.contextmanager
def serving_radicale(port: int, folder: Path) -> Generator[Radicale]:
    """Serve in a thread until the block ends; port 0 takes a free one. What people keep there stays in the folder.

    Raises:
        RuntimeError: it did not begin to listen.
    """
    if port == 0:
        with contextlib.closing(bound_socket("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    settings = _configuration(port, folder)
    ours, theirs = socket.socketpair()
    failures: list[Exception] = []

    def serve() -> None:
        try:
            radicale_server.serve(settings, theirs)
        except Exception as failure:
            failures.append(failure)

    thread = threading.Thread(target=serve, name="radicale", daemon=True)
    thread.start()
    try:
        _await(port, thread, failures)
        yield Radicale(f"http://127.0.0.1:{port}")
    finally:
        ours.close()
        thread.join(_PATIENCE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT. Returns the exit status: 0 when asked to stop, 1 when it cannot begin."""
    parser = argparse.ArgumentParser(prog="python -m kith.simulator.standins.radicale", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one")
    parser.add_argument("--folder", type=Path, required=True, help="where calendars are kept")
    options = parser.parse_args(arguments)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopped.set())
    try:
        with serving_radicale(options.port, options.folder) as served:
            print(f"CalDAV at {served.url}", flush=True)
            stopped.wait()
    except RuntimeError as problem:
        print(f"Radicale cannot listen on port {options.port}: {problem}", file=sys.stderr)
        return 1
    return 0


def _configuration(port: int, folder: Path) -> Any:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    users = folder / "users"
    descriptor = os.open(users, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(f"{USER}:{PASSWORD}\n")
    settings = config.load()
    settings.update(
        {
            "server": {"hosts": f"127.0.0.1:{port}"},
            "auth": {
                "type": "htpasswd",
                "htpasswd_filename": str(users),
                "htpasswd_encryption": "plain",
                "delay": "0",
            },
            "storage": {
                "filesystem_folder": str(folder / "collections"),
                "predefined_collections": msgspec.json.encode(_CALENDAR).decode(),
            },
            "logging": {"level": "error"},
        },
        "the house",
    )
    logging.getLogger("radicale").setLevel(logging.ERROR)
    return settings


def _await(port: int, thread: threading.Thread, failures: list[Exception]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if not thread.is_alive():
            raise RuntimeError(str(failures[0]) if failures else "it ended")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError("it did not begin to listen")


if __name__ == "__main__":
    raise SystemExit(main())
