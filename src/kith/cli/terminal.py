"""What a long command shows while it works: one line a step, with the time it took."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Generator
from typing import TextIO


class Step:
    """A step under way; `note` is what is worth knowing about how it ended."""

    def __init__(self) -> None:
        self.note = ""


class Terminal:
    """Writes to a stream, in colour and with live lines when a person looks at it."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty()
        self._began = time.monotonic()

    @contextlib.contextmanager
    def step(self, name: str) -> Generator[Step]:
        """Show `name` as being done, then as done or failed."""
        step, began = Step(), time.monotonic()
        if self._live:
            self._write(f"  {self.faint('…')} {name}")
        try:
            yield step
        except BaseException:
            self._finish(f"  {self._paint('31', '✗')} {name}")
            raise
        took = time.monotonic() - began
        note = f"  {self.faint(step.note)}" if step.note else ""
        self._finish(f"  {self._paint('32', '✓')} {name:<28} {self.faint(f'{took:5.2f} s')}{note}")

    def line(self, text: str = "") -> None:
        self._write(text + "\n")

    def strong(self, text: str) -> str:
        return self._paint("1", text)

    def faint(self, text: str) -> str:
        return self._paint("2", text)

    @property
    def elapsed(self) -> float:
        """Seconds since this terminal was made."""
        return time.monotonic() - self._began

    def _finish(self, text: str) -> None:
        self._write(f"\r\033[K{text}\n" if self._live else f"{text}\n")

    def _paint(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self._live else text

    def _write(self, text: str) -> None:
        # A terminal that was closed must not keep the house from stopping in order.
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()
