"""Every place in which the database refers to a person is known: exported or left out for a reason, gone after an erasure or kept for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from harness import house as houses
from harness.members import TESTS
from harness.postgres import FreshDatabase
from kith.cli.schema import every_product
from kith.commons.privacy import catalog, own, personal_data
from kith.commons.privacy import commands as privacy
from kith.commons.privacy.catalog import Catalog
from kith.commons.privacy.personal_data import Owner, Place
from kith.foundation.house import House
from kith.simulator.standins import StandIns

_POLICIES = Path(__file__).parents[1] / "policies"
_ADA, _CIA = (UUID(f"00000000-0000-4000-8000-00000000000{letter}") for letter in "ac")
_HOW = "say in its personal_data.tsv which part of the export follows it or why none does, and what an erasure leaves"


@pytest.fixture
async def full_house(fresh_database: FreshDatabase, standins: StandIns) -> Any:
    settings = houses.settings_for(fresh_database, standins, "http://127.0.0.1:1")
    opened = houses.open_house(settings, products=tuple(every_product()))
    yield opened
    await opened.close()


def _written(owners: list[Owner]) -> dict[tuple[str, str, str], Place]:
    return {(one.schema, one.table, one.column): one for owner in owners for one in owner.places}


def _statements(house: House, owner: Owner, part: str) -> tuple[str, ...]:
    hooks = own.PARTS if owner.slug == "house" else house.product(owner.slug).privacy.parts  # pyright: ignore[reportOptionalMemberAccess]
    return next((one.statements for one in hooks if one.name == part), ())


def _follows(statement: str, place: Place, *, by_table: bool) -> bool:
    named = re.search(rf"\b(?:from|join) (?:{place.schema}\.)?{place.table}\b", statement)
    return named is not None and (by_table or re.search(rf"\b{place.column}\b", statement) is not None)


async def test_every_reference_to_a_person_is_in_the_export_or_left_out_for_a_reason_and_says_what_an_erasure_leaves(
    full_house: House,
) -> None:
    async with full_house.database.session(TESTS, "kith") as db:
        found = await catalog.read(db, [product.schema for product in full_house.products])
    owners = list(personal_data.owners(full_house))
    written = _written(owners)
    chained = {(*table, step.column) for table, step in found.chained.items()}
    tables = {(schema, table) for schema, table, _ in written}
    unknown = [".".join(name) for name in (*found.people, *found.named) if name not in written]
    unknown += [".".join(name) for name in chained if name[:2] not in tables]
    assert unknown == [], _HOW
    gone = [
        ".".join(name)
        for name in written
        if name not in found.people and name not in found.named and name not in chained
    ]
    assert gone == [], "it refers to nobody (any more)"
    astray = [
        f"{place.schema}.{place.name}: {place.export}"
        for owner in owners
        for place in owner.places
        if place.export
        and not any(
            _follows(text, place, by_table=(place.schema, place.table, place.column) in chained)
            for text in _statements(full_house, owner, place.export)
        )
    ]
    assert astray == [], "no statement of that part of the export reads the column"


@pytest.fixture
def planted(fresh_database: FreshDatabase) -> Iterator[psycopg.Connection[Any]]:
    """A row of every table, Ada's where there is a choice, as the tests of the policies have them."""
    with psycopg.connect(fresh_database.url, autocommit=True) as db:
        db.execute("set session_replication_role = replica")
        for schema in ("auth", "kith", *every_product()):
            db.execute((_POLICIES / schema / "rows.sql").read_text())
        for (schema,) in db.execute(
            "select relnamespace::regnamespace::text from pg_class where relname = 'state_transitions'"
        ).fetchall():
            db.execute(sql.SQL("set search_path = {}").format(sql.Identifier(schema)))
            db.execute((_POLICIES / "machinery_rows.sql").read_text())
        db.execute("set search_path = pg_catalog")
        for table in ("mentor_profiles", "mentee_profiles"):
            db.execute(
                sql.SQL("insert into mentor.{} (user_id) values (%s) on conflict do nothing").format(
                    sql.Identifier(table)
                ),
                (_CIA,),
            )
        db.execute("set session_replication_role = origin")
        yield db


def _keys(db: psycopg.Connection[Any], found: Catalog, person: UUID) -> dict[tuple[str, str, str], list[str]]:
    """Under which values each column would hold this person."""
    known: dict[tuple[str, str, str], set[str]] = {catalog.PEOPLE: {str(person)}}
    held: dict[tuple[str, str, str], set[str]] = {}
    for _round in range(4):
        for name, step in found.people.items():
            keys = known.get((*step.to, step.to_column))
            if not keys:
                continue
            held[name] = keys
            for (row,) in db.execute(
                _of(name, "select to_jsonb(t) from {} t where {}::text = any (%s)"), (list(keys),)
            ):
                for column, value in row.items():
                    if value is not None:
                        known.setdefault((*name[:2], column), set()).add(str(value))
    return {name: sorted(keys) for name, keys in held.items()}


def _of(name: tuple[str, str, str], statement: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(*name[:2]), sql.Identifier(name[2]))  # pyright: ignore[reportArgumentType]


def _count(db: psycopg.Connection[Any], name: tuple[str, str, str], keys: list[str]) -> int:
    row = db.execute(_of(name, "select count(*) from {} t where {}::text = any (%s)"), (keys,)).fetchone()
    assert row is not None
    return row[0]


async def test_an_erasure_does_in_every_table_what_is_written_of_it(
    full_house: House, planted: psycopg.Connection[Any]
) -> None:
    async with full_house.database.session(TESTS, "kith") as db:
        found = await catalog.read(db, [product.schema for product in full_house.products])
    written = _written(list(personal_data.owners(full_house)))
    wrong: list[str] = []
    seen: set[tuple[str, str, str]] = set()
    for person in (_ADA, _CIA):
        keys = _keys(planted, found, person)
        before = {name: _count(planted, name, keys[name]) for name in keys}
        rows = {name[:2]: _all(planted, name) for name in keys}
        await privacy.erase_person(full_house, person)
        for name, count in before.items():
            if not count or name in seen:
                continue
            seen.add(name)
            fate, left = written[name].erasure, _count(planted, name, keys[name])
            # An erasure tells others, so these two gain rows of theirs.
            told = name[1] in ("outbox", "notices")
            gone = left == 0 and (told or _all(planted, name) <= rows[name[:2]] - count)
            if fate == "deleted" and not (left == 0 and gone):
                wrong.append(
                    f"{'.'.join(name)} is said to be deleted, and {left} rows are left, or it was only emptied"
                )
            if fate in ("anonymised", "kept", "key destroyed") and gone:
                wrong.append(f"{'.'.join(name)} is said to be {fate}, and its rows are gone")
    assert wrong == []
    assert len(seen) > 100, "rows.sql of the policies no longer give Ada what she had"


def _all(db: psycopg.Connection[Any], name: tuple[str, str, str]) -> int:
    row = db.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(*name[:2]))).fetchone()
    assert row is not None
    return row[0]
