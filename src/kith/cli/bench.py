"""`kith bench`: measure what is promised, one file of bench/ at a time."""

from __future__ import annotations

import argparse
import subprocess
import sys

from kith.cli.failure import CommandFailed
from kith.cli.place import PROJECT


def run(arguments: argparse.Namespace) -> int:
    """Run one measurement or all of them; the exit status is that of the first that failed.

    Raises:
        CommandFailed: there is no measurement of that name.
    """
    files = {file.stem: file for file in sorted((PROJECT / "bench").glob("[!_]*.py"))}
    wanted: str | None = arguments.name
    if wanted is not None and wanted not in files:
        known = ", ".join(files) or "none yet"
        raise CommandFailed(f"There is no measurement called {wanted}. There are: {known}.")
    worst = 0
    for name, file in files.items():
        if wanted is None or wanted == name:
            print(f"── {name}", flush=True)
            worst = worst or subprocess.run([sys.executable, str(file)], cwd=PROJECT, check=False).returncode
    return worst
