"""Invariants: what is promised, as queries that must find nothing. Each says its promise in a sentence and answers the keys of what breaks it.

An owner's are in its `invariants.sql`; `foundation/invariants.sql` holds for every schema; and of every machine its schema's triggers declare, the
states must be those its history tells.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import asyncpg
import msgspec

from kith.foundation.actor import service
from kith.foundation.errors import Problem
from kith.foundation.logs import logger
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

_log = logger(__name__)
_ACTOR = service("house.invariants")
_EVERY_SCHEMA: Final = Path(__file__).with_name("invariants.sql")
_PATIENCE: Final = 300
"""Seconds for one query before it counts as one that could not be asked."""
MOST_KEYS: Final = 100
"""Of a broken promise so many rows are named; `Finding.more` says that there are others."""

queries = load(__file__, "machines.sql")


class Invariant(msgspec.Struct, frozen=True):
    """A promise: `query` answers a text column `key`, a row for each violation."""

    schema: str
    name: str
    sentence: str
    query: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What one look found: keys of what breaks the promise, or why it could not be asked."""

    invariant: Invariant
    keys: tuple[str, ...] = ()
    more: bool = False
    milliseconds: float = 0.0
    failure: str = ""

    @property
    def holds(self) -> bool:
        return not self.keys and not self.failure


def read(file: Path, schema: str) -> list[Invariant]:
    """The promises in a file of named queries, for one schema.

    Raises:
        ValueError: one has no name, or no sentence.
    """
    found: list[Invariant] = []
    for block in re.split(r"^-- name: ", file.read_text(), flags=re.MULTILINE)[1:]:
        name, sentence, query = block.split("\n", 2)
        if not sentence.startswith("-- "):
            raise ValueError(f"{file}: {name} says no promise")
        found.append(
            Invariant(
                schema, name.removesuffix("()"), sentence.removeprefix("-- "), query.strip().rstrip(";")
            )
        )
    return found


def written(house: House) -> list[Invariant]:
    """Every promise that is written down, of the house and its products."""
    files = sorted((Path(__file__).parents[1] / "commons").glob("*/invariants.sql"))
    found = read(_EVERY_SCHEMA, "kith")
    for file in files:
        found += read(file, "kith")
    for product in house.products:
        found += read(_EVERY_SCHEMA, product.schema)
        own = product.schema_folder.parent / "invariants.sql"
        if own.exists():
            found += read(own, product.schema)
    return found


async def all_of(house: House) -> list[Invariant]:
    """Every promise: those written down, and those of the machines that the database declares.

    Raises:
        Unavailable: the database is away.
    """
    found = written(house)
    for schema in ("kith", *(product.schema for product in house.products)):
        async with house.database.session(_ACTOR, schema) as db:
            async for row in queries.machines(db.connection):
                name = f"{row['entity']}_{row['state_column']}_is_what_its_history_says"
                sentence = f"Whatever state of {row['relname']} is read, its history tells how it came there."
                found.append(Invariant(schema, name, sentence, row["query"]))
    return found


async def look(house: House) -> list[Finding]:
    """Ask every promise, each in a transaction of its own that reads only.

    Raises:
        Unavailable: the database is away.
    """
    return [await _ask(house, one) for one in await all_of(house)]


async def _ask(house: House, invariant: Invariant) -> Finding:
    began = time.perf_counter()
    try:
        async with house.database.session(_ACTOR, invariant.schema) as db:
            rows = await ask(db.connection, invariant)
    except (asyncpg.PostgresError, Problem) as failure:
        _log.warning(
            "an invariant could not be asked",
            invariant=invariant.name,
            schema=invariant.schema,
            failure=type(failure).__name__,
        )
        return Finding(invariant=invariant, failure=str(failure)[:300])
    return Finding(
        invariant=invariant,
        keys=tuple(rows[:MOST_KEYS]),
        more=len(rows) > MOST_KEYS,
        milliseconds=(time.perf_counter() - began) * 1_000,
    )


async def ask(connection: Any, invariant: Invariant) -> list[str]:
    """Keys of what breaks a promise, one more than are named at most; `connection` is within a transaction and the invariant's schema."""
    await connection.execute(f"set transaction read only; set local statement_timeout = '{_PATIENCE}s'")
    rows = await connection.fetch(
        f"select key from ({invariant.query}) found limit {MOST_KEYS + 1}",  # noqa: S608 - the query is ours
        timeout=_PATIENCE + 10,
    )
    return [str(row["key"]) for row in rows]
