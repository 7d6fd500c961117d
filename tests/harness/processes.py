"""Real processes of the program for a test: `kith web`, `kith worker`, with the settings of a house in this process."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import sys
from pathlib import Path

import msgspec

from kith.foundation.house import House
from kith.foundation.settings import Settings, variable_of

_SOURCES = Path(__file__).parents[2]


def environment_of(house: House) -> dict[str, str]:
    """Everything a process needs to be of this house, and nothing of the one that runs the tests."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(str(_SOURCES / folder) for folder in ("src", "tests")),
    }
    for field in msgspec.structs.fields(Settings):
        value = getattr(house.settings, field.name)
        if value != field.default and value not in ("", b"", (), {}):
            environment[variable_of(field.name)] = _text(value)
    return environment


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        # Keys by their version; products by their name at a store.
        return ",".join(
            f"{name}:{_text(kept)}" if isinstance(kept, bytes) else f"{name}={kept}"
            for name, kept in value.items()
        )
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value)


async def start(house: House, *words: str) -> asyncio.subprocess.Process:
    """`kith` with these words, as a process; the caller ends it."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kith.cli", *words, env=environment_of(house), start_new_session=True
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
