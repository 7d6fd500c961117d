from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kith.cli.failure import CommandFailed
from kith.cli.supervisor import Part, Supervisor, error_in, is_free, listens
from kith.foundation.process_guard import ProcessGuard

WAITS = """
import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("here", flush=True)
signal.pause()
"""
DEAF = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("here", flush=True)
while True:
    signal.pause()
"""


@pytest.fixture
def shown() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, shown: list[str]) -> Iterator[Supervisor]:
    guard = ProcessGuard()
    made = Supervisor(guard, tmp_path, os.environ, shown.append)
    yield made
    made.stop()
    guard.close()


def part(tmp_path: Path, name: str, program: str, patience: float = 10) -> Part:
    log = tmp_path / f"{name}.log"
    return Part(
        name=name,
        command=[sys.executable, "-c", program],
        ready=lambda: "here" in log.read_text(),
        patience=patience,
    )


def test_parts_end_in_the_reverse_order_of_their_start(supervisor: Supervisor, tmp_path: Path) -> None:
    order = tmp_path / "order"
    for name in ("first", "second", "third"):
        said = WAITS.replace("sys.exit(0)", f"(open({str(order)!r}, 'a').write('{name} '), sys.exit(0))")
        supervisor.start(part(tmp_path, name, said))
    supervisor.await_ready("first", "second", "third")
    supervisor.stop()
    assert order.read_text() == "third second first "


def test_a_part_that_does_not_listen_is_cut_off(
    supervisor: Supervisor, tmp_path: Path, shown: list[str]
) -> None:
    supervisor.start(part(tmp_path, "deaf", DEAF, patience=0.2))
    supervisor.await_ready("deaf")
    supervisor.stop()
    assert shown == ["deaf did not end within 0 s and was cut off"]


def test_a_part_that_cannot_start_says_why(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(part(tmp_path, "broken", "raise SystemExit('no ticket')"))
    with pytest.raises(CommandFailed, match=r"broken ended before it was ready\.\n    no ticket"):
        supervisor.await_ready("broken")


def test_a_part_that_keeps_falling_over_is_given_up_with_its_last_words(
    supervisor: Supervisor, tmp_path: Path, shown: list[str]
) -> None:
    supervisor.start(part(tmp_path, "broken", "raise SystemExit('no ticket')"))
    with pytest.raises(
        CommandFailed, match=r"broken ended 4 times within a minute \(status 1\)\.\n.*no ticket"
    ):
        supervisor.watch()
    assert len([line for line in shown if "was started again" in line]) == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"level":"error","event":"job failed","failure":"ValueError"}', "job failed (ValueError)"),
        ('{"level":"critical","event":"gone"}', "gone"),
        ('{"level":"warning","event":"slow"}', None),
        ('{"level":', None),
        ("[ERROR] Unexpected exit from worker-1", "[ERROR] Unexpected exit from worker-1"),
        ("all is well", None),
    ],
)
def test_only_errors_of_the_logs_are_shown(line: str, said: str | None) -> None:
    assert error_in(line) == said


def test_a_port_is_free_until_somebody_listens_on_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not is_free(port)
        assert listens(port)()
    assert not listens(port)()
