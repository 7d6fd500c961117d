"""Live: a change is announced in the transaction that makes it, and heard by every process that shows it.

PostgreSQL's NOTIFY carries a topic and nothing else: who hears it reads what they may see. One connection a process and schema listens; when it
was away, everybody is told to look again, so that nothing is missed.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any, Final

import asyncpg

from kith.foundation.generation import generation_of
from kith.foundation.logs import logger

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

LONGEST_TOPIC: Final = 200
_LONGEST_PAUSE: Final = 5.0
_log = logger(__name__)
_connect: Any = getattr(asyncpg, "connect")  # noqa: B009 - asyncpg's own type of it is partly unknown


async def announce(db: Session, topic: str) -> None:
    """Tell whoever follows this topic, once the session's transaction is committed. A topic names a thing by kind and id, no person.

    Raises:
        ValueError: the topic is empty or longer than 200 bytes.
    """
    if not 0 < len(topic.encode()) <= LONGEST_TOPIC:
        raise ValueError("A topic has 1 to 200 bytes.")
    await db.connection.execute("select pg_notify('live_' || $1, $2)", db.schema, topic)


class Follower:
    """Somebody who follows a topic. A burst of changes is one. `wakes`: a follower of another topic, who wakes as well."""

    def __init__(self, wakes: Follower | None = None) -> None:
        self._changed = asyncio.Event()
        self._wakes = wakes

    def wake(self) -> None:
        self._changed.set()
        if self._wakes is not None:
            self._wakes.wake()

    def heard(self) -> bool:
        """Whether there was a change since the last look."""
        found = self._changed.is_set()
        self._changed.clear()
        return found

    async def changed(self, patience: float) -> bool:
        """Wait for a change; False when there was none within `patience` seconds."""
        try:
            # Not `wait_for`: in Python 3.11 that swallows a cancellation that comes together with what it waits for.
            async with asyncio.timeout(patience):
                await self._changed.wait()
        except TimeoutError:
            return False
        self._changed.clear()
        return True


class _Ear:
    """The connection that listens for one schema, as long as anybody follows something of it."""

    def __init__(self, url: str, schema: str) -> None:
        self._url = url
        self._channel = f"live_{schema}"
        self._followers: dict[str, set[Follower]] = {}
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    @contextlib.asynccontextmanager
    async def following(self, topic: str, wakes: Follower | None) -> AsyncGenerator[Follower]:
        follower = Follower(wakes)
        self._followers.setdefault(topic, set()).add(follower)
        if self._task is None:
            self._task = asyncio.create_task(self._listen())
        # What happens from here on is heard; while the connection is away the page shows what it had.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                await self._ready.wait()
        try:
            yield follower
        finally:
            self._followers[topic].discard(follower)
            if not self._followers[topic]:
                del self._followers[topic]
            if not self._followers:
                await self.close()

    async def close(self) -> None:
        task, self._task = self._task, None
        self._ready.clear()
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def _heard(self, _connection: Any, _process: int, _channel: str, topic: str) -> None:
        for follower in self._followers.get(topic, ()):
            follower.wake()

    def wake_all(self) -> None:
        """Everybody looks again."""
        for followers in self._followers.values():
            for follower in followers:
                follower.wake()

    async def _listen(self) -> None:
        pause = 0.1
        while True:
            lost = asyncio.Event()

            def note_loss(_connection: Any, lost: asyncio.Event = lost) -> None:
                lost.set()

            connection: Any = None
            try:
                connection = await _connect(
                    self._url, timeout=5, server_settings={"application_name": self._channel}
                )
                connection.add_termination_listener(note_loss)
                await connection.add_listener(self._channel, self._heard)
                self._ready.set()
                self.wake_all()
                pause = 0.1
                await lost.wait()
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as failure:
                _log.warning("live connection away", channel=self._channel, failure=type(failure).__name__)
            finally:
                self._ready.clear()
                if connection is not None:
                    connection.terminate()
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)


class Hub:
    """The ears of one process."""

    def __init__(self, house: House) -> None:
        self._url = house.settings.app_database_url
        self._ears: dict[str, _Ear] = {}
        house.on_close(self.close)
        generation_of(house).on_retiring(self._wake_all)

    def following(
        self, schema: str, topic: str, *, wakes: Follower | None = None
    ) -> contextlib.AbstractAsyncContextManager[Follower]:
        """Follow a topic of a schema for as long as the context lasts; whatever is heard wakes another follower too."""
        if schema not in self._ears:
            self._ears[schema] = _Ear(self._url, schema)
        return self._ears[schema].following(topic, wakes)

    def _wake_all(self) -> None:
        for ear in self._ears.values():
            ear.wake_all()

    async def close(self) -> None:
        for ear in self._ears.values():
            await ear.close()


def hub(house: House) -> Hub:
    """The process's hub."""
    return house.part("foundation.live", Hub)
