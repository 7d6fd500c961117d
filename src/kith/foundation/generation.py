"""Generations: a process that is replaced without anybody noticing. The next one starts beside it on the same socket, says when it serves, and only
then is the one before told to retire: it answers on, asks to be called elsewhere from now on, and is ended once nothing is under way.

Who starts generations is `kith.cli.generations`. Two pipes lead to it, named in the environment; without them a process is the only one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Final

from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.house import House

PIPES: Final = "KITH_GENERATION"
"""Two numbers of file descriptors: where to say that one serves, and where to hear that one retires."""
SERVES: Final = b"s"
RETIRE: Final = b"r"
_log = logger(__name__)


class Generation:
    """This process's place among those before and after it."""

    def __init__(self, environ: dict[str, str] | None = None) -> None:
        self.retiring = False
        self._heard: list[Callable[[], None]] = []
        named = (os.environ if environ is None else environ).get(PIPES, "")
        ready, _, retires = named.partition(",")
        self._pipes = (int(ready), int(retires)) if ready and retires else None

    def on_retiring(self, action: Callable[[], None]) -> None:
        """Do this when the next generation serves."""
        self._heard.append(action)

    def retire(self) -> None:
        """Answer on, but ask everybody to come back elsewhere."""
        if not self.retiring:
            self.retiring = True
            for action in self._heard:
                action()

    @contextlib.contextmanager
    def serving(self, *, orphaned: Callable[[], None]) -> Generator[None]:
        """Say that this process serves, and listen, as long as it does; `orphaned` when whoever started it is gone. Within an event loop."""
        if self._pipes is None:
            yield
            return
        ready, retires = self._pipes
        loop = asyncio.get_running_loop()

        def hear() -> None:
            word = os.read(retires, 1)
            if word == RETIRE:
                _log.info("another generation serves; this one retires")
                self.retire()
                return
            loop.remove_reader(retires)
            orphaned()

        loop.add_reader(retires, hear)
        # One that takes the place of a fallen process has nobody waiting for it any more.
        with contextlib.suppress(OSError):
            os.write(ready, SERVES)
        try:
            yield
        finally:
            loop.remove_reader(retires)


def _of_process(_house: House) -> Generation:
    return Generation()


def generation_of(house: House) -> Generation:
    """The process's generation."""
    return house.part("foundation.generation", _of_process)
