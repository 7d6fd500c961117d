"""Starts the house's processes, shows their errors, replaces those that fall over, ends all in order."""

from __future__ import annotations

import collections
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

import msgspec

from kith.cli.failure import CommandFailed
from kith.foundation.process_guard import ProcessGuard

START_PATIENCE = 60.0
"""Seconds until a process must be ready."""
RESTARTS = 3
RESTART_WINDOW = 60.0
"""A process that falls over more than RESTARTS times in this many seconds is not started again."""
LOG_SIZE = 10 * 1024 * 1024

Ready = Callable[[], bool]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One process of the house. `patience`: seconds between asking it to end and ending it."""

    name: str
    command: Sequence[str]
    ready: Ready
    patience: float = 15.0


class Interrupted(Exception):
    """A person, or the system, asked the house to stop."""


class Supervisor:
    """The running parts, in the order in which they were started."""

    def __init__(
        self, guard: ProcessGuard, logs: Path, environment: Mapping[str, str], show: Callable[[str], None]
    ) -> None:
        self._guard = guard
        self._logs = logs
        self.environment = dict(environment)
        self._show = show
        self._running: dict[str, tuple[Part, subprocess.Popen[bytes]]] = {}
        self._falls: dict[str, collections.deque[float]] = collections.defaultdict(collections.deque)
        self._read_up_to: dict[str, int] = {}
        self._asked = 0
        self._listening = False
        self._wakeup, self._bell = socket.socketpair()
        for end in (self._wakeup, self._bell):
            end.setblocking(False)

    # ------------------------------------------------------------------ signals

    def listen(self) -> None:
        """Take over SIGINT, SIGTERM and SIGHUP: the first asks for an orderly end, the second forces it."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        self._listening = True
        signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._asked += 1

    def check(self) -> None:
        """Raises Interrupted when an end was asked for."""
        if self._asked:
            raise Interrupted

    def _sleep(self, seconds: float) -> None:
        """Until something happens, at most this long."""
        readable, _, _ = select.select([self._wakeup], [], [], seconds)
        if readable:
            with contextlib.suppress(BlockingIOError):
                self._wakeup.recv(4096)

    # ------------------------------------------------------------------ starting

    def start(self, part: Part) -> None:
        """Start a part without waiting for it."""
        file = self._log(part.name)
        if file.exists() and file.stat().st_size > LOG_SIZE:
            file.replace(file.with_suffix(".log.1"))
        with file.open("ab") as out:
            self._read_up_to[part.name] = out.tell()
            process = subprocess.Popen(
                list(part.command),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=self.environment,
                # Ctrl-C at the terminal is for the supervisor, which passes it on in the right order.
                start_new_session=True,
            )
        self._guard.watch_group(process.pid)
        self._running[part.name] = (part, process)

    def await_ready(self, *names: str) -> None:
        """Until all of these answer.

        Raises:
            CommandFailed: one of them ended, or took too long; with the last lines of its log.
            Interrupted: an end was asked for meanwhile.
        """
        waiting = list(names)
        deadline = time.monotonic() + START_PATIENCE
        while waiting:
            self.check()
            for name in list(waiting):
                part, process = self._running[name]
                if process.poll() is not None:
                    raise CommandFailed(f"{name} ended before it was ready.\n{self.last_lines(name)}")
                if part.ready():
                    waiting.remove(name)
            if waiting and time.monotonic() > deadline:
                raise CommandFailed(
                    f"{waiting[0]} was not ready after {START_PATIENCE:.0f} s.\n{self.last_lines(waiting[0])}"
                )
            if waiting:
                self._sleep(0.03)

    # ------------------------------------------------------------------ watching

    def watch(self) -> None:
        """Show errors and replace fallen parts, until an end is asked for.

        Raises:
            CommandFailed: a part falls over again and again.
        """
        while not self._asked:
            for name, (part, process) in list(self._running.items()):
                self._show_errors(name)
                if process.poll() is not None:
                    self._replace(part, process.returncode)
            self._sleep(0.5)

    def _replace(self, part: Part, status: int) -> None:
        falls = self._falls[part.name]
        now = time.monotonic()
        falls.append(now)
        while falls and now - falls[0] > RESTART_WINDOW:
            falls.popleft()
        self._guard.forget_group(self._running.pop(part.name)[1].pid)
        if len(falls) > RESTARTS:
            raise CommandFailed(
                f"{part.name} ended {len(falls)} times within a minute (status {status}).\n"
                f"{self.last_lines(part.name)}"
            )
        self._show(f"{part.name} ended (status {status}) and was started again; see {self._log(part.name)}")
        self.start(part)

    def _show_errors(self, name: str) -> None:
        file = self._log(name)
        with file.open("rb") as log:
            log.seek(self._read_up_to[name])
            fresh = log.read()
        whole, newline, _rest = fresh.rpartition(b"\n")
        self._read_up_to[name] += len(whole) + len(newline)
        for line in whole.decode(errors="replace").splitlines():
            if (error := error_in(line)) is not None:
                self._show(f"{name}: {error}")

    def last_lines(self, name: str, count: int = 12) -> str:
        """The end of a part's log, indented."""
        lines = self._log(name).read_text(errors="replace").splitlines()[-count:]
        return "\n".join(f"    {line}" for line in lines) or "    (it said nothing)"

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    # ------------------------------------------------------------------ ending

    @property
    def forced(self) -> bool:
        """Whether an end at once was asked for."""
        return self._asked > 1

    def stop(self, *first: str) -> None:
        """End the parts one after the other: those named, then the rest, the last started first.

        All at once when an end was asked for a second time.
        """
        named = [name for name in first if name in self._running]
        for name in [*named, *(name for name in reversed(self._running) if name not in named)]:
            part, process = self._running.pop(name)
            self._end(part, process)
            self._guard.forget_group(process.pid)
        if self._listening:
            signal.set_wakeup_fd(-1)
            self._listening = False
        for end in (self._wakeup, self._bell):
            end.close()

    def _end(self, part: Part, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + part.patience
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        while process.poll() is None and time.monotonic() < deadline and not self.forced:
            self._sleep(0.1)
        if process.poll() is None and not self.forced:
            self._show(f"{part.name} did not end within {part.patience:.0f} s and was cut off")
        # Whatever the part itself had started goes with it.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def error_in(line: str) -> str | None:
    """What a log line (a JSON object, or a library's plain text) says when it is an error, else None."""
    if line.startswith("{"):
        try:
            event: object = json.loads(line)
        except ValueError:
            return None
        if not isinstance(event, dict):
            return None
        fields: dict[str, object] = {str(k): v for k, v in event.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        if fields.get("level") not in ("error", "critical"):
            return None
        failure = fields.get("failure")
        return f"{fields.get('event', '')}{f' ({failure})' if failure else ''}"
    return line if line.startswith(("ERROR", "[ERROR]", "CRITICAL", "Traceback")) else None


def answers(url: str) -> Ready:
    """Ready when this address answers with success."""

    def ready() -> bool:
        try:
            with _opener.open(url, timeout=2) as answer:
                return 200 <= answer.status < 300
        except (urllib.error.URLError, OSError):
            return False

    return ready


# Proxies of the environment are not for addresses on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def listens(port: int) -> Ready:
    """Ready when something takes connections on this port of 127.0.0.1."""

    def ready() -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            return probe.connect_ex(("127.0.0.1", port)) == 0

    return ready


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
