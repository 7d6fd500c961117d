"""Where the schemas refer to people, read from PostgreSQL's own catalog: through foreign keys, through chains of them, and by a column's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.database import Session

queries = load(__file__, "catalog.sql")
PEOPLE: Final = ("auth", "users", "id")
_NAMED: Final = re.compile(
    r"(^|_)(user|person|profile|player|member|owner|author|seller|buyer|mentor|mentee|guest|host|admin|actor|reporter|reported|sender|recipient"
    r"|holder|payee|uploader|chooser|initiator|requester|requested|partner|customer|subject|moderator|decider|claimer)s?_(id|ids|uuid|hash|token)$"
    r"|(^|_)(person|user|owner|actor|player|requester|recipient)$|_by(_id)?$|(^|_)(e?mail|phone)(_|$)|(^|_)phone_number$|_name$|(^|_)ip(_|$)|user_agent"
)
_ABOUT_NOBODY: Final = re.compile(r"^(schema|table|event|venue|job|queue|channel|rule|display)_name$")
MACHINERY: Final = re.compile(r"^(_yoyo|pgqueuer)|^(state_transitions|clock)$")
"""Tables of the migrations and of the queue, which hold nobody's data."""

Column = tuple[str, str, str]
Table = tuple[str, str]


class Step(msgspec.Struct, frozen=True):
    """`column` of a table holds the `to_column` of `to`."""

    column: str
    to: Table
    to_column: str


class Catalog(msgspec.Struct, frozen=True):
    """`people`: columns that hold a person's number, or another key of a row that is one person's, with where they lead.
    `chained`: tables that belong to a person only through other tables. `named`: columns that only sound like a person. `own`: the column
    that makes a table's rows one person's each.
    """

    people: dict[Column, Step]
    own: dict[Table, str]
    chained: dict[Table, Step]
    named: list[Column]
    purposes: dict[Table, str]
    types: dict[Column, str]

    def people_of(self, table: Table) -> list[str]:
        """The columns of a table that hold people."""
        return [column for schema, name, column in self.people if (schema, name) == table]


async def read(db: Session, schemas: Sequence[str]) -> Catalog:
    """The catalog of these schemas; `auth` and `kith` belong to them always."""
    names = sorted({"auth", "kith", *schemas})
    foreign = [row async for row in queries.references(db.connection, schemas=names)]
    unique = [row async for row in queries.unique_columns(db.connection, schemas=names)]
    columns = [row async for row in queries.columns(db.connection, schemas=names)]
    return walk(foreign, unique, [row for row in columns if not MACHINERY.search(row["table"])])


def walk(foreign: Iterable[Any], unique: Iterable[Any], columns: Iterable[Any]) -> Catalog:
    """Follow every reference from the people outwards.

    A table in which a reference to a person is unique is that person's own row, so whatever refers to one of its unique columns refers to the person.
    """
    alone: dict[Table, set[str]] = {}
    for row in unique:
        alone.setdefault((row["schema"], row["table"]), set()).add(row["column"])
    steps = [
        (
            (row["schema"], row["table"]),
            Step(row["column"], (row["to_schema"], row["to_table"]), row["to_column"]),
        )
        for row in foreign
    ]
    keys: set[Column] = {PEOPLE}
    people: dict[Column, Step] = {}
    own: dict[Table, str] = {}
    grown = True
    while grown:
        grown = False
        for table, step in steps:
            if (*table, step.column) not in people and (*step.to, step.to_column) in keys:
                people[*table, step.column] = step
                if step.column in alone.get(table, ()):
                    keys |= {(*table, column) for column in alone[table]}
                    own.setdefault(table, step.column)
                grown = True
    reached = {(schema, table) for schema, table, _ in people}
    chained: dict[Table, Step] = {}
    grown = True
    while grown:
        grown = False
        for table, step in steps:
            if table not in reached and step.to in reached:
                chained[table] = step
                reached.add(table)
                grown = True
    found = list(columns)
    named = [
        (row["schema"], row["table"], row["column"])
        for row in found
        if (row["schema"], row["table"], row["column"]) not in people
        and not _ABOUT_NOBODY.search(row["column"])
        and _NAMED.search(row["column"])
    ]
    return Catalog(
        dict(sorted(people.items())),
        own,
        dict(sorted(chained.items())),
        named,
        {(row["schema"], row["table"]): row["purpose"] for row in found},
        {(row["schema"], row["table"], row["column"]): row["type"] for row in found},
    )
