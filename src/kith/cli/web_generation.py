"""One generation of `kith web`: Granian, one main process and its workers, on a socket that was opened for it."""

from __future__ import annotations

import gc
import multiprocessing
import socket
from typing import Any

from granian._granian import SocketHolder
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from kith.cli.web import BACKLOG, DRAIN_SECONDS

TARGET = "kith.web.app:create"
# Granian's own types of them are partly unknown.
_Server: Any = Server
_Holder: Any = SocketHolder


class _OnSocket(_Server):  # pyright: ignore[reportUntypedBaseClass]
    """Granian on a socket that is open already. Its workers share it: a worker that ends takes no waiting connection with it, as it would with a
    socket of its own (SO_REUSEPORT).
    """

    listener = -1

    def _init_shared_socket(self) -> None:
        self._shd = _Holder(self.listener, False, BACKLOG)
        self._sfd = self.listener
        # Closed before the workers are told to end, so that nobody is kept waiting by a process that does not answer.
        self._sso = socket.socket(fileno=self.listener)


def serve(listener: int, host: str, processes: int = 1) -> None:
    """Serve from this socket (a file descriptor); returns after the last request was answered."""
    # All that is made while a house starts stays: the collector would walk over it again and again for nothing. Workers start without it.
    gc.disable()
    # Workers have the socket from their parent.
    multiprocessing.set_start_method("fork", force=True)
    server: Any = _OnSocket(
        TARGET,
        address=host,
        interface=Interfaces.ASGI,
        workers=processes,
        factory=True,
        # A worker that dies is replaced; one that dies again at once ends the server, which says so.
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
        log_level=LogLevels.warning,
        websockets=False,
    )
    server.listener = listener
    server.serve()
