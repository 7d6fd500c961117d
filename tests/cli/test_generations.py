"""Generations: the next one takes over when it serves; one that does not come to serve, or falls, changes nothing that it should not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from kith.cli import generations
from kith.cli.generations import Note

SERVES = """
import os, signal, sys
if os.path.exists(sys.argv[1] + "/broken"):
    sys.exit(3)
ready, retires, parent = map(int, os.environ["KITH_GENERATION"].split(","))
open(sys.argv[1] + "/" + str(os.getpid()), "w").close()
os.write(ready, b"s")
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
os.read(retires, 1)
open(sys.argv[1] + "/retired", "a").write(str(os.getpid()) + "\\n")
os.read(parent, 1)
"""
LAUNCHER = """
import sys
from pathlib import Path
from kith.cli import generations
generations.START_PATIENCE = 20.0
sys.exit(generations.Generations("thing", [sys.executable, "-S", "-c", sys.argv[2], sys.argv[1]], Path(sys.argv[1]), patience=5, retiring=0.05).run())
"""


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_next_generation_takes_over_when_it_serves_and_the_one_before_goes_on_when_it_does_not(
    tmp_path: Path,
) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(tmp_path), SERVES],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )

    def note() -> Note | None:
        return generations.notes(tmp_path).get("thing")

    def living() -> set[int]:
        return {
            int(file.name)
            for file in tmp_path.iterdir()
            if file.name.isdigit() and Path("/proc", file.name).exists()
        }

    try:
        until(lambda: note() == Note(launcher.pid, 1, 0))
        [first] = living()
        launcher.send_signal(signal.SIGHUP)
        until(lambda: note() == Note(launcher.pid, 2, 0))
        # The first hears of it, and ends.
        until(lambda: len(living()) == 1)
        [second] = living()
        assert second != first
        assert (tmp_path / "retired").read_text().split() == [str(first)]

        (tmp_path / "broken").touch()
        launcher.send_signal(signal.SIGHUP)
        until(lambda: note() == Note(launcher.pid, 2, 1))
        assert living() == {second}
        (tmp_path / "broken").unlink()

        # One that falls takes its launcher along, whose own supervisor knows what to do then.
        os.kill(second, signal.SIGKILL)
        assert launcher.wait(30) == 128 + signal.SIGKILL
        assert note() is None
    finally:
        if launcher.poll() is None:
            launcher.kill()
            launcher.wait()


def test_told_to_end_it_ends_whatever_runs(tmp_path: Path) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-c", LAUNCHER, str(tmp_path), SERVES],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    until(lambda: bool(generations.notes(tmp_path)))
    launcher.send_signal(signal.SIGTERM)
    assert launcher.wait(30) == 0
    assert generations.notes(tmp_path) == {}
