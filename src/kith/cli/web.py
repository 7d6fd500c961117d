"""`kith web`: the web server, as generations on one socket; SIGHUP (or `kith restart`) brings the next one without anybody noticing."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from kith.cli.failure import CommandFailed
from kith.cli.generations import Generations
from kith.cli.running_house import DEFAULT_PORT
from kith.foundation.settings import MissingSettings, load

DRAIN_SECONDS = 10
"""How long requests in flight may take after SIGTERM; what is still open then is cut."""
BACKLOG = 1024


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT; the last request is answered then.

    Raises:
        CommandFailed: settings are missing, or the port is taken.
    """
    try:
        settings = load(os.environ)
    except MissingSettings as missing:
        raise CommandFailed(str(missing)) from missing
    if arguments.listener is not None:
        # Imported here because whoever only starts generations does without the server.
        from kith.cli.web_generation import serve

        serve(arguments.listener, arguments.host, arguments.processes)
        return 0
    port: int = arguments.port or DEFAULT_PORT
    listener = _listener(arguments.host, port)
    command = [sys.executable, "-m", "kith.cli", "web", "--host", arguments.host]
    command += ["--processes", str(arguments.processes), "--listener", str(listener.fileno())]
    return Generations(
        f"web-{port}",
        command,
        settings.data_folder,
        processes=arguments.processes,
        patience=DRAIN_SECONDS + 3,
        listener=listener,
        retiring=arguments.retiring,
    ).run()


def _listener(host: str, port: int) -> socket.socket:
    """The socket of all generations: what waits in it when one ends is taken by the next."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as taken:
        raise CommandFailed(
            f"Nobody can listen on {host}, port {port}: {taken.strerror or taken}."
        ) from taken
    listener.setblocking(False)
    return listener
