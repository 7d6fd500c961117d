"""Runs a command as generations: SIGHUP starts the next one beside the one that serves, and ends that one in order once the next one serves."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Final

import msgspec

from kith.foundation.generation_pipes import PIPES

START_PATIENCE: Final = 60.0
"""Seconds until a generation must serve; else the one before goes on."""
RETIRING_SECONDS: Final = 10.0
"""How long one that retires answers those it is connected to and asks them to come back elsewhere, before it is told to end: what is kept
open and idle then is closed.
"""
_FOLDER: Final = "processes"


class Note(msgspec.Struct, frozen=True):
    """What `kith restart` reads: the process to signal, the number of the generation that serves, and how many never came to serve."""

    pid: int
    generation: int
    failed: int


class _Running:
    """A generation, and the three pipes to it."""

    def __init__(self, command: Sequence[str], listener: socket.socket | None) -> None:
        self.serves, its_ready = os.pipe()
        its_retires, self._retires = os.pipe()
        # Never used: the system closes it when this process is gone.
        its_parent, self._parent = os.pipe()
        os.set_blocking(self.serves, False)
        pipes = (its_ready, its_retires, its_parent)
        passed = pipes if listener is None else (*pipes, listener.fileno())
        try:
            self.process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                pass_fds=passed,
                env={**os.environ, PIPES: ",".join(map(str, passed))},
            )
        finally:
            for pipe in pipes:
                os.close(pipe)
        self.born = time.monotonic()
        self.said = 0
        self.retires = False
        self.ends_at: float | None = None
        self.killed_at: float | None = None

    def listen(self) -> int:
        """How many of its processes serve."""
        with contextlib.suppress(BlockingIOError):
            self.said += len(os.read(self.serves, 64))
        return self.said

    def retire(self, seconds: float) -> None:
        """All its processes hear of it: the pipe is at its end."""
        os.close(self._retires)
        self.retires = True
        self.ends_at = time.monotonic() + seconds

    def end(self, patience: float) -> None:
        """Ask it to end; it is cut off after `patience` seconds."""
        self.ends_at = None
        self.killed_at = time.monotonic() + patience
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()

    def close(self) -> None:
        """It has ended."""
        for pipe in (self.serves, self._parent, *(() if self.retires else (self._retires,))):
            os.close(pipe)


class Generations:
    """A command that is replaced by its next generation on SIGHUP, and ends on SIGTERM or SIGINT.

    Args:
        name: for messages and the note in the data folder.
        command: starts a generation.
        folder: the data folder.
        processes: how many of a generation's processes say that they serve.
        patience: seconds from asking one to end to cutting it off.
        listener: a socket that every generation takes connections from.
        retiring: seconds between hearing that the next one serves and being told to end.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        folder: Path,
        *,
        processes: int = 1,
        patience: float,
        listener: socket.socket | None = None,
        retiring: float = RETIRING_SECONDS,
    ) -> None:
        self._name = name
        self._command = command
        self._file = folder / _FOLDER / f"{name}.json"
        self._processes = processes
        self._patience = patience
        self._listener = listener
        self._retiring = retiring
        self._number = 0
        self._failed = 0
        self._hung_up = False
        self._asked = False
        self._wakeup, self._bell = socket.socketpair()
        for end in (self._wakeup, self._bell):
            end.setblocking(False)

    def run(self) -> int:
        """Until asked to end: 0, or the status of a generation that fell while none was to take its place."""
        signal.signal(signal.SIGHUP, self._on_hangup)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_end)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        serving = self._start()
        coming: _Running | None = None
        going: list[_Running] = []
        try:
            while not self._asked:
                if self._hung_up and coming is None:
                    self._hung_up = False
                    coming = self._start()
                if self._number == 0 and serving.listen() >= self._processes:
                    self._note_serving()
                if coming is not None and coming.listen() >= self._processes:
                    going.append(serving)
                    serving.retire(self._retiring)
                    serving, coming = coming, None
                    self._note_serving()
                elif coming is not None and self._is_lost(coming):
                    self._give_up(coming)
                    coming = None
                going = [one for one in going if not self._has_ended(one)]
                if serving.process.poll() is not None:
                    return self._status_of(serving.process.returncode)
                self._sleep(0.1 if coming is not None or going or self._number == 0 else 3600)
            return self._end([serving, *going, *([coming] if coming is not None else [])])
        finally:
            self._file.unlink(missing_ok=True)
            for one in (serving, coming, *going):
                if one is not None and one.process.poll() is None:
                    one.process.kill()
                    one.process.wait()

    # ------------------------------------------------------------------ signals

    def _on_hangup(self, _number: int, _frame: FrameType | None) -> None:
        self._hung_up = True

    def _on_end(self, _number: int, _frame: FrameType | None) -> None:
        self._asked = True

    def _sleep(self, seconds: float) -> None:
        """Until a signal comes, at most this long."""
        readable, _, _ = select.select([self._wakeup], [], [], seconds)
        if readable:
            with contextlib.suppress(BlockingIOError):
                self._wakeup.recv(4096)

    # ------------------------------------------------------------------ one after the other

    def _start(self) -> _Running:
        return _Running(self._command, self._listener)

    def _note_serving(self) -> None:
        self._number += 1
        self._note()

    def _note(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = self._file.with_suffix(".new")
        aside.write_bytes(msgspec.json.encode(Note(os.getpid(), self._number, self._failed)))
        aside.replace(self._file)

    def _is_lost(self, one: _Running) -> bool:
        return one.process.poll() is not None or time.monotonic() - one.born > START_PATIENCE

    def _give_up(self, one: _Running) -> None:
        one.process.kill()
        one.process.wait()
        one.close()
        self._failed += 1
        self._note()
        print(
            f"ERROR the next generation of {self._name} did not come to serve; the one before goes on.",
            file=sys.stderr,
            flush=True,
        )

    def _has_ended(self, one: _Running) -> bool:
        now = time.monotonic()
        if one.process.poll() is not None:
            one.close()
            return True
        if one.ends_at is not None and now >= one.ends_at:
            one.end(self._patience)
        elif one.killed_at is not None and now >= one.killed_at:
            one.process.kill()
        return False

    def _status_of(self, returncode: int) -> int:
        return returncode if returncode >= 0 else 128 - returncode

    def _end(self, all_of_them: list[_Running]) -> int:
        # Whoever calls from now on is refused by the system at once, not kept waiting.
        if self._listener is not None:
            self._listener.close()
        for one in all_of_them:
            # A server does not always hear at once that it is to end; that it retires it does, and takes no more.
            if not one.retires:
                one.retire(0)
            one.end(self._patience)
        status = 0
        for one in all_of_them:
            try:
                one.process.wait(self._patience)
            except subprocess.TimeoutExpired:
                one.process.kill()
                one.process.wait()
            status = status or self._status_of(one.process.returncode)
            one.close()
        return status


def notes(folder: Path) -> dict[str, Note]:
    """What runs as generations on this data folder, by name."""
    found: dict[str, Note] = {}
    for file in sorted((folder / _FOLDER).glob("*.json")):
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            found[file.stem] = msgspec.json.decode(file.read_bytes(), type=Note)
    return found
