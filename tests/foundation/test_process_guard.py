from __future__ import annotations

import os
import signal
import subprocess
import sys

import psutil

STARTER = """
import os, subprocess, sys
from kith.foundation.process_guard import ProcessGuard

guard = ProcessGuard()
pause = "import signal; signal.pause()"
idle = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {pause!r}])"
child = subprocess.Popen([sys.executable, "-c", idle], start_new_session=True)
guard.watch_group(child.pid)
if sys.argv[1] == "forgotten":
    guard.forget_group(child.pid)
print(child.pid, flush=True)
if sys.stdin.readline() == "leave\\n":
    guard.close()
    print("left", child.poll(), flush=True)
    os.killpg(child.pid, 9)
    child.wait()
"""


def starter(mode: str) -> tuple[subprocess.Popen[str], psutil.Process]:
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER, mode],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    return process, psutil.Process(int(process.stdout.readline()))


def ended(process: psutil.Process) -> bool:
    """Ended, or ended and not yet collected by whoever inherited it."""
    _gone, alive = psutil.wait_procs([process], timeout=20)
    return not alive or alive[0].status() == psutil.STATUS_ZOMBIE


def test_children_end_when_their_starter_is_killed() -> None:
    process, child = starter("watched")
    process.kill()
    assert ended(child)
    process.communicate()


def test_nobody_is_touched_after_a_farewell() -> None:
    process, _child = starter("watched")
    said, _ = process.communicate("leave\n")
    assert said == "left None\n"
    assert process.returncode == 0


def test_a_group_that_was_forgotten_is_left_alone() -> None:
    forgetful, spared = starter("forgotten")
    process, child = starter("watched")
    for each in (forgetful, process):
        each.kill()
    assert ended(child)
    assert spared.is_running()
    os.killpg(spared.pid, signal.SIGKILL)
    for each in (forgetful, process):
        each.communicate()
