"""Connections that outlive a test: PostgreSQL needs longer to get to know a schema on a new one than most tests take."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import asyncpg

from kith.foundation.database import Database

_of_databases: dict[str, KeptPools] = {}


class KeptPools:
    """The pools of one database that nobody uses at the moment, by role and schema."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.idle: dict[tuple[str, str], Any] = {}
        _of_databases[url] = self

    def close(self) -> None:
        """For good; whoever opens a house there from now on has connections of its own."""
        _of_databases.pop(self._url, None)
        for pool in self.idle.values():
            pool.terminate()
        self.idle.clear()

    def backends(self) -> list[int]:
        """Process ids of their connections."""
        return [
            connection.get_server_pid() for pool in self.idle.values() for connection in _connections(pool)
        ]


class _KeptDatabase(Database):
    """Takes its pools from those kept, and leaves them there."""

    kept: KeptPools

    async def _open(self, role: str, schema: str) -> Any:
        pool = self.kept.idle.pop((role, schema), None)
        if pool is None:
            return await super()._open(role, schema)
        # New connections of it, and those it has, report to whoever has it now.
        pool._init = self._init_connection
        for connection in _connections(pool):
            connection.measured = self._measured
            try:
                await connection.execute("reset all")
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                connection.terminate()
        return pool

    async def close(self) -> None:
        if self._writing is not None:
            await self._writing
        for key, pool in list(self._pools.items()):
            if key not in self.kept.idle and not any(holder._in_use for holder in pool._holders):
                self.kept.idle[key] = self._pools.pop(key)
        await super().close()


def _connections(pool: Any) -> Iterator[Any]:
    for holder in pool._holders:
        with contextlib.suppress(AttributeError):
            if holder._con is not None and not holder._con.is_closed():
                yield holder._con


def close_all() -> None:
    """While the loop of the tests still runs, which closing takes; or where a test minds connections of a role as such."""
    for kept in list(_of_databases.values()):
        kept.close()


def keep(database: Database) -> None:
    """Where the database is one that is given from test to test, let its connections go with it."""
    kept = _of_databases.get(database._url)
    if kept is not None and type(database) is Database:
        database.__class__ = _KeptDatabase
        database.kept = kept  # type: ignore[attr-defined]
