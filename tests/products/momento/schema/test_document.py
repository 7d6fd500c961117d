"""Every name of Momento's document exists: tables, columns with their types, what they refer to, the common queries.

`document.json` holds the facts: for each table its columns as [name, type] and the table each reference points at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

_TABLES: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("document.json").read_text())[
    "tables"
]
_VIEWS = {"blocked_users", "reports"}


@pytest.fixture(scope="module")
def catalog(migrated_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(migrated_database_url, options="-c search_path=momento") as connection:
        yield connection


def test_the_document_has_twenty_two_tables() -> None:
    assert len(_TABLES) == 22


@pytest.mark.parametrize("table", sorted(_TABLES))
def test_a_table_has_the_documented_columns_and_references(
    catalog: psycopg.Connection[Any], table: str
) -> None:
    rows = catalog.execute(
        """select attname, format_type(atttypid, atttypmod) from pg_attribute
           where attrelid = %s::regclass and attnum > 0 and not attisdropped""",
        (table,),
    )
    found = dict(rows.fetchall())
    expected = dict(_TABLES[table]["columns"])
    assert {name: found.get(name) for name in expected} == expected
    if table in _VIEWS:
        return
    references = catalog.execute(
        """select a.attname, r.relname from pg_constraint c
           join pg_class r on r.oid = c.confrelid
           join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
           where c.conrelid = %s::regclass and c.contype = 'f'""",
        (table,),
    )
    pointed = dict(references.fetchall())
    assert {column: pointed.get(column) for column in _TABLES[table]["references"]} == _TABLES[table][
        "references"
    ]


@pytest.mark.parametrize("view", sorted(_VIEWS))
def test_a_table_that_the_house_owns_is_shown_with_the_rights_of_whoever_asks(
    catalog: psycopg.Connection[Any], view: str
) -> None:
    options = catalog.execute("select reloptions from pg_class where oid = %s::regclass", (view,)).fetchone()
    assert options == (["security_invoker=true"],)


def test_there_are_a_hundred_and_twenty_interests_or_more_without_twins(
    catalog: psycopg.Connection[Any],
) -> None:
    row = catalog.execute("select count(*), count(distinct lower(name)) from interests").fetchone()
    assert row is not None
    assert row[0] == row[1] >= 120
