"""`kith up` from outside: what a person at the terminal gets."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import httpx
import psutil
import pytest

from kith.cli import running_house
from kith.cli.supervisor import answers
from kith.foundation.process_guard import postmaster_pid


def free_ports() -> int:
    """The first of four neighbouring ports that nobody listens on, below those that the system gives to connections."""
    for base in range(10000 + os.getpid() * 4 % 20000, 32000, 4):
        with contextlib.ExitStack() as probes:
            try:
                for offset in range(4):
                    probes.enter_context(socket.socket()).bind(("127.0.0.1", base + offset))
            except OSError:
                continue
            return base
    raise AssertionError("no four free ports in a row")


class Start(Protocol):
    def __call__(self, folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]: ...


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts `kith up`; whatever a test that failed left running is ended, with all it had started."""
    begun: list[subprocess.Popen[str]] = []

    def begin(folder: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "DATABASE_"))
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "kith.cli", "up", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=inherited
            | {"KITH_DATA_FOLDER": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)}
            | environment,
        )
        begun.append(process)
        return process

    yield begin
    for process in begun:
        if process.poll() is None:
            process.kill()
        with contextlib.suppress(ValueError):
            process.communicate()


def beside(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Another command of this machine, while the house in this folder runs."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "DATABASE_"))
    }
    return subprocess.run(
        [sys.executable, "-m", "kith.cli", *words],
        check=False,
        capture_output=True,
        text=True,
        env=inherited | {"KITH_DATA_FOLDER": str(folder), "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def read_until_up(process: subprocess.Popen[str]) -> str:
    """What it printed until it was up; all of it when it never was."""
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if "Stop: Ctrl-C" in line:
            break
    return "".join(said)


def charges_at_stripe(folder: Path) -> list[str]:
    """Charges that the stand-in of a house remembers, by their names."""
    addresses = running_house.addresses(folder)
    key = json.loads((folder / "secrets.json").read_text())["KITH_STRIPE_API_KEY"]
    found = httpx.get(
        f"{addresses['KITH_STRIPE_API_BASE']}/v1/charges?limit=100",
        headers={"Authorization": f"Bearer {key}"},
    )
    return [one["id"] for one in found.json()["data"]]


def files_below(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        yield from (Path(parent) / name for name in (*folders, *names))


def family(process: subprocess.Popen[str], folder: Path) -> list[psutil.Process]:
    """Everything that runs for a house: its descendants and its PostgreSQL."""
    members = psutil.Process(process.pid).children(recursive=True)
    pid = postmaster_pid(folder / "postgres" / "postmaster.pid")
    assert pid is not None
    return [*members, psutil.Process(pid)]


def still_there(members: list[psutil.Process]) -> list[psutil.Process]:
    """Those that do not end; a process nobody has collected yet has ended."""
    _gone, alive = psutil.wait_procs(members, timeout=40)
    return [member for member in alive if member.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.long
@pytest.mark.timeout(600)
def test_one_command_opens_the_house_other_commands_find_it_and_one_signal_closes_all_of_it(
    tmp_path: Path, start: Start
) -> None:
    folder, port = tmp_path / "data", str(free_ports())
    process = start(folder, "--port", port)
    said = read_until_up(process)
    assert "Kith is up" in said
    assert "Sign in as" in said
    assert answers(f"http://127.0.0.1:{port}/readyz")()
    secrets = (folder / "secrets.json").read_bytes()
    charged = charges_at_stripe(folder)
    assert charged
    for kept in files_below(folder):
        # PostgreSQL's own come and go.
        with contextlib.suppress(FileNotFoundError):
            assert not stat.S_IMODE(kept.lstat().st_mode) & 0o066, kept

    appointed = beside(folder, "operator", "appoint", "olive@house.example", "support")
    assert (appointed.returncode, appointed.stdout) == (
        0,
        "olive@house.example is an operator now (support).\n",
    )
    for words in (("keys",), ("evidence",), ("audit", "verify")):
        assert beside(folder, *words).returncode == 0, words

    second = start(folder, "--port", port)
    refusal, _ = second.communicate()
    assert second.returncode == 1
    assert f"already running on {folder}" in refusal

    members = family(process, folder)
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate()
    assert process.returncode == 0
    assert "stopping" in rest
    assert still_there(members) == []

    # Once more, and then as if the machine's memory had run out.
    process = start(folder, "--port", port)
    said = read_until_up(process)
    assert "migrations" not in said
    assert "Sign in as" in said
    assert (folder / "secrets.json").read_bytes() == secrets
    assert charges_at_stripe(folder) == charged
    members = family(process, folder)
    process.kill()
    process.communicate()
    assert still_there(members) == []


def test_a_taken_port_is_named_with_a_way_out(tmp_path: Path, start: Start) -> None:
    port = free_ports()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 1))
        taken.listen()
        process = start(tmp_path / "data", "--port", str(port))
        said, _ = process.communicate()
    assert process.returncode == 1
    assert f"Port {port + 1} is taken by another program" in said
    assert f"--port {port + 100}" in said
    assert not (tmp_path / "data" / "postgres").exists()


def test_it_is_not_for_production(tmp_path: Path, start: Start) -> None:
    process = start(tmp_path / "data", KITH_ENVIRONMENT="production")
    said, _ = process.communicate()
    assert process.returncode == 1
    assert "`up` is for development" in said
    assert not (tmp_path / "data").exists()


def test_a_database_that_is_away_is_a_sentence_and_leaves_nothing_running(
    tmp_path: Path, start: Start
) -> None:
    process = start(
        tmp_path / "data",
        "--port",
        str(free_ports()),
        DATABASE_URL=f"postgresql://kith@/kith?host={tmp_path}&port=5432",
    )
    said, _ = process.communicate()
    assert process.returncode == 1
    assert "kith: The database cannot be reached" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["80", "70000", "eight"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, start: Start, port: str) -> None:
    process = start(tmp_path / "data", "--port", port)
    said, _ = process.communicate()
    assert process.returncode == 2
    assert port in said
    assert not (tmp_path / "data").exists()
