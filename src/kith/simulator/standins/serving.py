"""Serves the stand-ins on 127.0.0.1 with connections that can be cut off in the middle, as networks do."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncGenerator, Generator

import uvicorn
from litestar.types import ASGIApp, Receive, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)
_Ends = tuple[object, object]
"""Both ends of a connection: one client port may lead to several servers of this process."""
_open_connections: dict[_Ends, asyncio.Transport] = {}


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP protocol, with the transport of every open connection findable by its two ends."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        _open_connections[self.client, self.server] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        _open_connections.pop((self.client, self.server), None)
        super().connection_lost(exc)


async def cut_connection(scope: Scope, receive: Receive) -> None:
    """Reset the caller's connection; returns when it is gone. The request gets no answer."""
    transport = _open_connections.get((scope["client"], scope["server"]))
    if transport is None:
        raise RuntimeError("The connection to cut is not one of this server's.")
    peer: socket.socket = transport.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    transport.abort()
    await until_disconnected(receive)


async def until_disconnected(receive: Receive) -> None:
    """Return when the caller has gone away."""
    while (await receive())["type"] != "http.disconnect":
        pass


class _Server(uvicorn.Server):
    """A server that leaves the process's signals alone, says when it listens and stops without a delay."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.ended = asyncio.Event()

    async def main_loop(self) -> None:
        # uvicorn's own loop only looks ten times a second whether to stop.
        await self.ended.wait()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


@contextlib.asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket) -> AsyncGenerator[None]:
    """Serve `app` on a bound socket in the running loop until the block ends."""
    config = uvicorn.Config(
        app,  # pyright: ignore[reportArgumentType]  # Litestar and uvicorn each have their own ASGI types
        http=CuttableProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.listening.wait()
        yield
    finally:
        server.ended.set()
        await task


def bound_socket(host: str, port: int) -> socket.socket:
    """A listening-ready socket; port 0 takes a free one. Raises OSError when the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener
