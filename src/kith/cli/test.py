"""`kith test`: style, types, contracts and every test. With arguments: pytest alone, with those arguments."""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import IO

import msgspec

from kith.cli.place import PROJECT

OLDEST_POSTGRES = Path("/usr/lib/postgresql/15/bin")
"""Where Debian puts PostgreSQL 15."""
NOTHING_SELECTED = 5
"""pytest's exit status when no test matches."""
WORKERS = "3"
"""Processes of tests on two cores: each waits for its database or its browser much of the time."""
FAILED_CHECKS = "KITH_TEST_FAILED_CHECKS"
"""Tells tests/conftest.py what to say above pytest's own summary, which stays the last line."""


class Check(msgspec.Struct, frozen=True):
    """A program that exits with 0 when all is well."""

    name: str
    command: Sequence[str]


def checks() -> list[Check]:
    """Everything that reads the code without running it."""
    python = sys.executable
    code = [name for name in ("src", "tests", "bench") if (PROJECT / name).exists()]
    contracts = (
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    )
    return [
        Check("style", [python, "-m", "ruff", "check", "--quiet", *code]),
        Check("format", [python, "-m", "ruff", "format", "--check", "--quiet", *code]),
        Check("contracts", [python, "-c", contracts]),
        Check("types", [python, "-m", "basedpyright", "--pythonpath", python]),
    ]


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0 only when every check and every test passed."""
    chosen: list[str] = arguments.pytest
    if chosen:
        return _pytest(chosen)
    with _running(checks()) as ended:
        # The type checker needs one core for most of a minute; the tests that need two come after it.
        oldest = _oldest_postgres()
        failed = ended()
    if oldest not in (0, NOTHING_SELECTED):
        failed.append("PostgreSQL 15")
    print("── all tests, on PostgreSQL 18", flush=True)
    status = _pytest([], **{FAILED_CHECKS: ", ".join(failed)})
    return status or int(bool(failed))


def _oldest_postgres() -> int:
    """pytest's exit status for the promises of the database on the oldest PostgreSQL we support."""
    if not (OLDEST_POSTGRES / "postgres").exists():
        print(f"── PostgreSQL 15 is not at {OLDEST_POSTGRES}: its tests are left out", flush=True)
        return NOTHING_SELECTED
    print("── promises of the database, on PostgreSQL 15", flush=True)
    # Importing the other files would take longer than many of these tests.
    files = sorted(
        str(file) for file in (PROJECT / "tests").rglob("test_*.py") if "postgres15" in file.read_text()
    )
    return _pytest(
        [*files, "-m", "postgres15", "-q", "-p", "no:cacheprovider"],
        KITH_TEST_POSTGRES_BIN=str(OLDEST_POSTGRES),
    )


def _pytest(arguments: Sequence[str], **environment: str) -> int:
    processes = (
        []
        if any(word == "-n" or word.startswith("-n") for word in arguments)
        else ["-n", WORKERS, "--dist", "worksteal"]
    )
    debugging = any(word in ("--pdb", "--trace", "-s") for word in arguments)
    command = [sys.executable, "-m", "pytest", *([] if debugging else processes), *arguments]
    # Every process of a run would compile the same sources, where Python was told not to write down what it compiled.
    settings = os.environ | {"PYTHONDONTWRITEBYTECODE": ""} | environment
    return subprocess.run(command, cwd=PROJECT, env=settings, check=False).returncode


@contextlib.contextmanager
def _running(wanted: Sequence[Check]) -> Generator[Callable[[], list[str]]]:
    """Runs them side by side within; what is yielded waits for each, shows it, and answers the names of those that failed."""
    began = time.monotonic()
    running: list[tuple[Check, subprocess.Popen[str], IO[str]]] = []
    with contextlib.ExitStack() as files:
        for check in wanted:
            # Into files, not pipes: a full pipe would hold a check up while another one is waited for.
            output = files.enter_context(tempfile.TemporaryFile("w+"))
            process = subprocess.Popen(
                list(check.command), cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT, text=True
            )
            running.append((check, process, output))

        def ended() -> list[str]:
            failed: list[str] = []
            for check, process, output in running:
                good = process.wait() == 0
                took = time.monotonic() - began
                print(f"── {check.name}: {'good' if good else 'FAILED'} (within {took:.0f} s)", flush=True)
                if not good:
                    failed.append(check.name)
                    output.seek(0)
                    print(output.read().rstrip(), flush=True)
            return failed

        yield ended
