"""Every name of Attuned's document exists, its functions have the documented shape, and its queries run as printed.

`document.json` holds the facts: for each table its columns as [name, type, nullability, default], its indexes with their columns, and its
references with what a deletion does where the document says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

pytestmark = pytest.mark.postgres15

_DOCUMENT = json.loads(Path(__file__).with_name("document.json").read_text())
_TABLES: dict[str, dict[str, Any]] = _DOCUMENT["tables"]
_SAMPLES = Path(__file__).with_name("sample_queries.sql").read_text().split("\n\n")


@pytest.fixture(scope="module")
def catalog(migrated_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(migrated_database_url, options="-c search_path=attuned") as connection:
        yield connection


def test_every_enum_has_the_documented_labels_in_order(catalog: psycopg.Connection[Any]) -> None:
    for name, labels in _DOCUMENT["enums"].items():
        found = catalog.execute(f"select enum_range(null::{name})::text[]").fetchone()
        assert found == (labels,), name


@pytest.mark.parametrize("table", _TABLES)
def test_a_table_is_as_documented(catalog: psycopg.Connection[Any], table: str) -> None:
    facts = _TABLES[table]
    columns = catalog.execute(
        """select attname, format_type(atttypid, atttypmod), case when attnotnull then 'not null' else 'null' end, pg_get_expr(adbin, adrelid)
           from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
           where attrelid = %s::regclass and attnum > 0 and not attisdropped""",
        (table,),
    ).fetchall()
    found = {
        name: [name, kind, nullable, default and default.replace("kith.now()", "now()")]
        for name, kind, nullable, default in columns
    }
    assert [found.get(column[0]) for column in facts["columns"]] == facts["columns"]
    indexes = dict(
        catalog.execute(
            """select i.relname, array(select pg_get_indexdef(x.indexrelid, k, true) from generate_series(1, x.indnatts) k)
               from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = %s::regclass""",
            (table,),
        ).fetchall()
    )
    assert {name: indexes.get(name) for name in facts["indexes"]} == facts["indexes"]
    references = {
        column: [target, action]
        for column, target, action in catalog.execute(
            """select a.attname, r.relname, case confdeltype when 'c' then 'cascade' when 'n' then 'set null' else 'no action' end
               from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] join pg_class r on r.oid = c.confrelid
               where c.conrelid = %s::regclass and c.contype = 'f'""",
            (table,),
        )
    }
    for column, (target, action) in facts["references"].items():
        assert references[column][0] == target
        assert action is None or references[column][1] == action, (column, action)


@pytest.mark.parametrize(
    ("table", "trigger"),
    [
        ("users", "update_users_updated_at"),
        ("remembered_partners", "trigger_enforce_remembered_partners_limit"),
    ],
)
def test_the_documented_triggers_exist(catalog: psycopg.Connection[Any], table: str, trigger: str) -> None:
    found = catalog.execute(
        "select 1 from pg_trigger where tgrelid = %s::regclass and tgname = %s", (table, trigger)
    )
    assert found.fetchall() == [(1,)]


@pytest.mark.parametrize("query", _SAMPLES, ids=lambda query: query.split("\n", 1)[0].strip("- "))
def test_the_documented_queries_run_as_printed(catalog: psycopg.Connection[Any], query: str) -> None:
    with catalog.transaction(force_rollback=True):
        catalog.execute(query)
