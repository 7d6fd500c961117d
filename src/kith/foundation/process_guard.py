"""Ends a family of processes when the one that started them is gone, even when it was killed outright.

A small process of its own holds the reading end of a pipe. As long as the starter lives, it is told what to
look after; when the pipe breaks without a farewell, it ends everything it was told about, in order: process
groups first, then PostgreSQL, so that nobody's last transaction is cut off. Works alike on Linux and macOS.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

# This file is also the program that the guard process runs, with the standard library only.

GROUP_PATIENCE = 10.0
"""Seconds between SIGTERM and SIGKILL for a process group."""
DATABASE_PATIENCE = 20.0
"""Seconds between a fast and an immediate shutdown of PostgreSQL."""


class ProcessGuard:
    """Handle of the guard process; one per supervisor."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd="/",
        )

    def watch_group(self, group: int) -> None:
        """Look after a process group (the number of its leader)."""
        self._tell(f"+group {group}")

    def forget_group(self, group: int) -> None:
        """The group has ended by itself; its number may be given to somebody else now."""
        self._tell(f"-group {group}")

    def watch_postmaster(self, pid_file: Path) -> None:
        """Look after the PostgreSQL whose `postmaster.pid` this is; the file is read when the time comes."""
        self._tell(f"+postmaster {pid_file}")

    def forget_postmaster(self, pid_file: Path) -> None:
        """That PostgreSQL was stopped in order."""
        self._tell(f"-postmaster {pid_file}")

    def close(self) -> None:
        """Everything was ended in order: the guard leaves without touching anything."""
        self._tell("farewell")
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                self._process.stdin.write(line.encode() + b"\n")
                self._process.stdin.flush()


def postmaster_pid(pid_file: Path) -> int | None:
    """Process number in a `postmaster.pid`, or None when the file is absent or half written."""
    try:
        return int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


def _wait_until(gone: Callable[[], bool], patience: float) -> bool:
    deadline = time.monotonic() + patience
    while not gone():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _group_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _end(groups: list[int], pid_files: list[Path]) -> None:
    for group in groups:
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGTERM)
    _wait_until(lambda: all(_group_gone(group) for group in groups), GROUP_PATIENCE)
    for group in groups:
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)
    for pid_file in pid_files:
        for how, patience in ((signal.SIGINT, DATABASE_PATIENCE), (signal.SIGQUIT, 5.0)):
            if (pid := postmaster_pid(pid_file)) is None:
                break
            with contextlib.suppress(OSError):
                os.kill(pid, how)
            _wait_until(lambda file=pid_file: not file.exists(), patience)


def _guard() -> None:
    groups: dict[int, None] = {}
    pid_files: dict[Path, None] = {}
    for line in sys.stdin:
        match line.rstrip("\n").split(" ", 1):
            case ["+group", number]:
                groups[int(number)] = None
            case ["-group", number]:
                groups.pop(int(number), None)
            case ["+postmaster", name]:
                pid_files[Path(name)] = None
            case ["-postmaster", name]:
                pid_files.pop(Path(name), None)
            case ["farewell"]:
                return
            case _:
                continue
    _end(list(groups), list(pid_files))


if __name__ == "__main__":
    _guard()
