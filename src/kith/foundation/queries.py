"""Named SQL beside its use: `queries.sql` in a slice's folder, read once, when the first of its queries is needed."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosql
from aiosql.queries import Queries

_SOURCE = Path(__file__).parents[1]
_AT_ONCE = 500
_files: dict[Path, _File] = {}
_names: dict[str, str] = {}


def load(module_file: str, name: str = "queries.sql") -> Any:
    """The named queries of a slice, as methods that take the connection and keyword arguments.

    Suffixes of a name: `^` one row or None, `$` one value, `!` status, none: an async iterator of rows.
    """
    path = Path(module_file).with_name(name)
    return _files.setdefault(path, _File(path))


class _File:
    """The queries of one file as attributes. A process that serves knows some 160 files and has to start; most wait until somebody asks."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getattr__(self, name: str) -> Any:
        return getattr(self.read(), name)

    def read(self) -> Queries:
        """All queries of the file, now."""
        if "_queries" not in vars(self):
            read: Any = getattr(aiosql, "from_path")  # noqa: B009 - aiosql's own type of it is partly unknown
            queries: Queries = read(self._path, "asyncpg")
            _name(self._path, queries)
            known = {name: getattr(queries, name) for name in queries.available_queries}
            vars(self).update(known, _queries=queries)
        return vars(self)["_queries"]


class _InPieces:
    """A statement whose cursor fetches several hundred rows at a time."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement

    def cursor(self, *parameters: object) -> Any:
        return self._statement.cursor(*parameters, prefetch=_AT_ONCE)


class _Within:
    """A connection within a transaction of ours, as a cursor needs it: one that begins none of its own."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def prepare(self, statement: str) -> _InPieces:
        return _InPieces(await self._connection.prepare(statement))

    def transaction(self) -> contextlib.nullcontext[None]:
        return contextlib.nullcontext()


async def streamed(queries: Any, name: str, connection: Any, **parameters: object) -> AsyncIterator[Any]:
    """The rows of a named query as they come, never all at once; within a transaction."""
    async with getattr(queries, f"{name}_cursor")(_Within(connection), **parameters) as rows:
        async for row in rows:
            yield row


def _name(path: Path, queries: Queries) -> None:
    where = path.relative_to(_SOURCE) if path.is_relative_to(_SOURCE) else Path(path.name)
    slice_of = where.parent if path.stem == "queries" else where.with_suffix("")
    for name in queries.available_queries:
        found: Any = getattr(queries, name)
        _names.setdefault(found.sql, f"{slice_of.as_posix().removeprefix('products/')}: {name}")


def name_of(statement: str) -> str | None:
    """What a named query is called (`mentor/reviews: of_mentor`), by its SQL as it is sent; None for other SQL."""
    return _names.get(statement)


def read_all() -> dict[Path, Queries]:
    """Every query file of the modules imported so far, read: a server does this once it serves, and the tests PREPARE each query."""
    return {path: file.read() for path, file in list(_files.items())}
