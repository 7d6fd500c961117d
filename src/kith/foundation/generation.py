"""Generations: a process that is replaced without anybody noticing. The next one starts beside it on the same socket, says when it serves, and only
then is the one before told to retire: it takes no new connection, answers on those it has, asks to be called elsewhere from now on, and is ended once
nothing is under way.

Who starts generations is `kith.cli.generations`. Three pipes lead to it, named in the environment; without them a process is the only one. Two
of them speak by being closed, because a generation may be several processes, and a word in a pipe is heard by one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from kith.foundation.generation_pipes import PIPES, SERVES
from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.house import House

_log = logger(__name__)


class Generation:
    """This process's place among those before and after it."""

    def __init__(self, environ: dict[str, str] | None = None) -> None:
        self.retiring = False
        self._heard: list[Callable[[], None]] = []
        named = (os.environ if environ is None else environ).get(PIPES, "")
        self._pipes = [int(number) for number in named.split(",")] if named else []

    def on_retiring(self, action: Callable[[], None]) -> None:
        """Do this when the next generation serves."""
        self._heard.append(action)

    def retire(self) -> None:
        """Take no new connection, answer on, and ask everybody to come back elsewhere."""
        if not self.retiring:
            self.retiring = True
            for listener in self._pipes[3:]:
                _let_go(listener)
            for action in self._heard:
                action()

    @contextlib.contextmanager
    def serving(self, *, orphaned: Callable[[], None]) -> Generator[None]:
        """Say that this process serves, and listen, as long as it does; `orphaned` when whoever started it is gone. Within an event loop."""
        if not self._pipes:
            yield
            return
        ready, retires, parent = self._pipes[:3]
        loop = asyncio.get_running_loop()

        def hear() -> None:
            loop.remove_reader(retires)
            _log.info("another generation serves; this one retires")
            self.retire()

        def lose() -> None:
            loop.remove_reader(parent)
            orphaned()

        loop.add_reader(retires, hear)
        loop.add_reader(parent, lose)
        # One that takes the place of a fallen process has nobody waiting for it any more.
        with contextlib.suppress(OSError):
            os.write(ready, SERVES)
        try:
            yield
        finally:
            loop.remove_reader(retires)
            loop.remove_reader(parent)


def _let_go(listener: int) -> None:
    """Take no more connections from this socket, which other generations go on with.

    The server knows it by its number, and is not able to stop before it ends; then it cuts off whoever it took a moment ago and has not heard yet. So
    the number is given, in one step, to a socket of this machine that nobody knows: "nobody waits" is all it is told from now on.
    """
    try:
        with socket.create_server(("127.0.0.1", 0)) as quiet:
            quiet.setblocking(False)
            os.dup2(quiet.fileno(), listener, inheritable=False)
    except OSError as failure:
        _log.warning("takes connections until it ends", failure=str(failure))


def _of_process(_house: House) -> Generation:
    return Generation()


def generation_of(house: House) -> Generation:
    """The process's generation."""
    return house.part("foundation.generation", _of_process)
