"""A database to attack: rows committed at once, connections that act as somebody, actions let go together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import psycopg


class Attacked:
    """Rows and connections. Everything is committed at once; `db` is the owner's connection."""

    def __init__(self, url: str, schema: str) -> None:
        self.url = url
        self.schema = schema
        self._open: list[psycopg.Connection[Any]] = []
        self._numbers = iter(range(1000, 9999))
        self.db = self.connect()

    def connect(self, role: str | None = None, person: UUID | None = None) -> psycopg.Connection[Any]:
        connection = psycopg.connect(
            self.url, autocommit=True, options=f"-c search_path={self.schema},pg_temp"
        )
        if role:
            connection.execute(f"set role {role}")
        if person:
            connection.execute(f"set request.jwt.claim.sub = '{person}'")
        self._open.append(connection)
        return connection

    def close(self) -> None:
        self.close_others()
        self.db.close()

    def close_others(self) -> None:
        """Close every connection but the owner's."""
        for connection in self._open:
            if connection is not self.db:
                connection.close()
        self._open = [self.db]

    def one(self, query: str, *arguments: Any) -> Any:
        row = self.db.execute(query, arguments).fetchone()
        assert row is not None
        return row[0]

    def insert(self, table: str, columns: dict[str, Any]) -> Any:
        names = ", ".join(columns)
        places = ", ".join(["%s"] * len(columns))
        return self.one(f"insert into {table} ({names}) values ({places}) returning id", *columns.values())

    def at_once(
        self, actions: Sequence[Callable[[psycopg.Connection[Any]], Any]], role: str = "service_role"
    ) -> list[Any]:
        """Run each action on a connection of its own, all let go together; what each returned or raised."""
        connections = [self.connect(role) for _ in actions]
        outcomes: list[Any] = [None] * len(actions)
        start = threading.Barrier(len(actions))

        def run(index: int) -> None:
            start.wait()
            try:
                outcomes[index] = actions[index](connections[index])
            except psycopg.Error as refusal:
                outcomes[index] = refusal

        threads = [threading.Thread(target=run, args=(index,)) for index in range(len(actions))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes


def constraint(refusal: Any) -> str | None:
    """The constraint that a `pytest.raises` caught."""
    return refusal.value.diag.constraint_name
