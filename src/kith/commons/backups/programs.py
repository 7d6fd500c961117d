"""PostgreSQL's own programs for dumping and restoring: those that come along, or the machine's where its server is older."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from kith.commons.backups.manifest import BackupFailed
from kith.foundation.embedded_postgres import PostgresUnavailable, packaged_binaries

_PIECE: Final = 1024 * 1024
_DEBIAN: Final = "/usr/lib/postgresql/{major}/bin"


class Program(msgspec.Struct, frozen=True, order=True):
    """One of PostgreSQL's programs, and the major version it is of."""

    major: int
    path: Path


async def find(name: str, server: int) -> Program:
    """The program of this name that fits a server of this major version: of the same, else the next newer one.

    Raises:
        BackupFailed: there is none on this machine.
    """
    folders = [Path(_DEBIAN.format(major=major)) for major in range(server, server + 10)]
    with_path = shutil.which(name)
    if with_path is not None:
        folders.append(Path(with_path).parent)
    with contextlib.suppress(PostgresUnavailable):
        folders.append(packaged_binaries())
    fitting: list[Program] = []
    for folder in folders:
        program = folder / name
        if program.exists() and (major := await _major(program)) >= server:
            fitting.append(Program(major, program))
    if not fitting:
        raise BackupFailed(
            f"{name} of PostgreSQL {server} or newer is needed for this server, and this machine has none. "
            f"On Debian: apt install postgresql-client-{server}"
        )
    return min(fitting)


async def _major(program: Path) -> int:
    running = await asyncio.create_subprocess_exec(
        str(program), "--version", stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    said, _ = await running.communicate()
    found = re.search(rb"(\d+)(?:\.|devel|beta|rc)", said)
    return int(found[1]) if found is not None else 0


async def output(program: Program, *words: str) -> AsyncGenerator[bytes]:
    """What the program writes, piece by piece, until it has ended well.

    Raises:
        BackupFailed: it has not; with what it said last.
    """
    process = await asyncio.create_subprocess_exec(
        str(program.path),
        *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if not name.startswith("PG")}
        | {"LC_ALL": "C"},
    )
    out, err = process.stdout, process.stderr
    if out is None or err is None:
        raise RuntimeError("pipes were asked for")
    said = asyncio.create_task(err.read())
    try:
        while piece := await out.read(_PIECE):
            yield piece
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        last = (await said).decode(errors="replace").strip().splitlines()[-4:]
    if process.returncode != 0:
        what = " / ".join(last) or f"status {process.returncode}"
        raise BackupFailed(f"{program.path.name} could not do its work: {what}")


def lines(names: Sequence[str], option: str) -> list[str]:
    """The option once for each name."""
    return [f"{option}={name}" for name in names]
