"""Where a person's data is: every table that holds something of theirs, with how many rows, what for, and what an erasure leaves of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.commons.audit.commands import Admin, record
from kith.commons.privacy import catalog
from kith.commons.privacy.catalog import PEOPLE, Catalog, Step, Table
from kith.commons.privacy.personal_data import STAYS, Owner, Place, owners
from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.foundation.language import _
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__, "whereabouts.sql")
_ACTOR: Final = service("privacy.whereabouts")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A table that holds something of a person. `parts` of their export tell it, or `left_out` says why not."""

    owner: str
    table: str
    rows: int
    purpose: str
    parts: list[str]
    left_out: list[str]
    erasure: list[str]
    stays: list[str]


async def look_up(house: House, person_id: UUID, *, admin: Admin | None, reason: str) -> list[Found]:
    """Count what each table holds of a person, once that this was looked up (and why) is written down. Contents are never read.

    Raises:
        NotFound: there is, and was, no such person.
    """
    async with house.database.session(_ACTOR, "kith") as db:
        if not await queries.is_known(db.connection, person_id=person_id):
            raise NotFound
        await record(
            db,
            admin=admin,
            action="person.data_located",
            target_type="person",
            target_id=person_id,
            reason=reason,
        )
    async with house.database.session(_ACTOR, "kith") as db:
        known = await catalog.read(db, [product.schema for product in house.products])
        found: list[Found] = []
        for owner in owners(house):
            for table, places in _by_table(owner).items():
                where = _whose(known, table)
                if not where:
                    continue
                # Names come from PostgreSQL's own catalog, quoted; the person is a parameter.
                statement = f"select count(*) from {_name(table)} where {where}"  # noqa: S608
                rows: int = await db.connection.fetchval(statement, person_id)
                if rows:
                    found.append(_found(known, owner, table, places, rows))
    return found


def _by_table(owner: Owner) -> dict[Table, list[Place]]:
    tables: dict[Table, list[Place]] = {}
    for place in owner.places:
        tables.setdefault((place.schema, place.table), []).append(place)
    return tables


def _found(known: Catalog, owner: Owner, table: Table, places: list[Place], rows: int) -> Found:
    return Found(
        owner=owner.name,
        table=".".join(table),
        rows=rows,
        purpose=known.purposes.get(table, ""),
        parts=list(dict.fromkeys(place.export for place in places if place.export)),
        left_out=list(dict.fromkeys(place.left_out for place in places if place.left_out)),
        erasure=list(dict.fromkeys(place.erasure for place in places if place.erasure != "nobody")),
        stays=[_(STAYS[key]) for key in dict.fromkeys(place.stays for place in places if place.stays)],
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _name(table: Table) -> str:
    return f"{_quoted(table[0])}.{_quoted(table[1])}"


def _whose(known: Catalog, table: Table) -> str:
    """The condition under which a row of a table is the person's ($1); empty when the catalog knows of none."""
    if table == PEOPLE[:2]:
        return "id = $1"
    columns = known.people_of(table)
    if columns:
        return " or ".join(_holds(known, table, column) for column in columns)
    step = known.chained.get(table)
    if step is None:
        return ""
    return _among(step, _whose(known, step.to))


def _holds(known: Catalog, table: Table, column: str) -> str:
    step = known.people[*table, column]
    if (*step.to, step.to_column) == PEOPLE:
        return f"{_quoted(column)} = $1"
    return _among(msgspec.structs.replace(step, column=column), _holds(known, step.to, known.own[step.to]))


def _among(step: Step, where: str) -> str:
    rows = f"select {_quoted(step.to_column)} from {_name(step.to)} where {where}"  # noqa: S608
    return f"{_quoted(step.column)} in ({rows})"
