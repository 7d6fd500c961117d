"""`kith web`: the web server (Granian), one main process and its workers."""

from __future__ import annotations

import argparse
import os

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from kith.cli.failure import CommandFailed
from kith.cli.running_house import DEFAULT_PORT
from kith.foundation.settings import MissingSettings, load

TARGET = "kith.web.app:create"
DRAIN_SECONDS = 10
"""How long requests in flight may take after SIGTERM; open event streams are cut then."""


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT.

    Raises:
        CommandFailed: settings are missing.
    """
    try:
        load(os.environ)
    except MissingSettings as missing:
        raise CommandFailed(str(missing)) from missing
    serve(TARGET, arguments.host, arguments.port or DEFAULT_PORT, arguments.processes)
    return 0


def serve(target: str, host: str, port: int, processes: int = 1) -> None:
    """Serve the ASGI application factory `module:function`; returns after the last request was answered."""
    Server(
        target,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        factory=True,
        # A worker that dies is replaced; one that dies again at once ends the server, which says so.
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
