"""What a stand-in remembers: typed collections in memory, written through to one SQLite file when asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

Shape = TypeVar("Shape", bound=msgspec.Struct)


def memory_of(data_folder: Path, provider: str) -> Path:
    """The file in which a stand-in keeps what its provider holds, in the stand-ins' own data folder."""
    return data_folder / f"{provider}.sqlite3"


class Store:
    """One provider's memory. Without a file it lasts as long as the process."""

    def __init__(self, file: Path | None = None) -> None:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(str(file) if file is not None else ":memory:", isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = off")
        self._db.execute(
            "create table if not exists records (seq integer primary key, collection text not null,"
            " id text not null, body blob not null, unique (collection, id))"
        )
        self._db.execute("create table if not exists notes (name text primary key, value text not null)")

    def read(self, collection: str) -> Iterator[tuple[str, bytes]]:
        """Identifiers and bodies of a collection, oldest first."""
        rows = self._db.execute(
            "select id, body from records where collection = ? order by seq", (collection,)
        )
        yield from rows

    def write(self, collection: str, key: str, body: bytes) -> None:
        """Insert or replace one body; a replaced one keeps its place in the order."""
        self._db.execute(
            "insert into records (collection, id, body) values (?, ?, ?)"
            " on conflict (collection, id) do update set body = excluded.body",
            (collection, key, body),
        )

    def remove(self, collection: str, key: str) -> None:
        """Forget one body."""
        self._db.execute("delete from records where collection = ? and id = ?", (collection, key))

    def empty(self, collection: str) -> None:
        """Forget a whole collection."""
        self._db.execute("delete from records where collection = ?", (collection,))

    def note(self, name: str) -> str | None:
        """A single remembered value."""
        row: tuple[str] | None = self._db.execute(
            "select value from notes where name = ?", (name,)
        ).fetchone()
        return row[0] if row else None

    def set_note(self, name: str, value: str) -> None:
        """Remember a single value."""
        self._db.execute(
            "insert into notes values (?, ?) on conflict (name) do update set value = excluded.value",
            (name, value),
        )

    def close(self) -> None:
        """Close the file."""
        self._db.close()


class Collection(Generic[Shape]):
    """Records of one shape by identifier, in the order they were first put."""

    def __init__(self, store: Store, name: str, shape: type[Shape]) -> None:
        self._store = store
        self.name = name
        self._records: dict[str, Shape] = {
            key: msgspec.json.decode(body, type=shape) for key, body in store.read(name)
        }

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, key: str) -> bool:
        return key in self._records

    def get(self, key: str) -> Shape | None:
        """The record, or None."""
        return self._records.get(key)

    def all(self) -> list[Shape]:
        """Every record, oldest first."""
        return list(self._records.values())

    def put(self, key: str, record: Shape) -> Shape:
        """Insert or replace, and return the record."""
        self._records[key] = record
        self._store.write(self.name, key, msgspec.json.encode(record))
        return record

    def remove(self, key: str) -> Shape | None:
        """Forget one record; returns what it was."""
        self._store.remove(self.name, key)
        return self._records.pop(key, None)

    def clear(self) -> None:
        """Forget them all."""
        self._records.clear()
        self._store.empty(self.name)
