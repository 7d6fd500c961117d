"""Every name of JOSH's document exists: tables, columns, enum labels, constraints, indexes, policies.

`document.json` holds the facts: for each table its columns as [name, type, nullability, default], its
constraints, its indexes with their columns and its references with what a deletion does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

_DOCUMENT = json.loads(Path(__file__).with_name("document.json").read_text())
_TABLES: dict[str, dict[str, Any]] = _DOCUMENT["tables"]
_VIEWS = {
    "user_blocks",
    "safety_holds",
    "user_strikes",
    "safety_reports",
    "safety_incidents",
    "admin_users",
    "admin_audit_log",
    "stripe_customers",
    "stripe_events",
}
_OWN = sorted(set(_TABLES) - _VIEWS)


@pytest.fixture(scope="module")
def catalog(migrated_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(migrated_database_url, options="-c search_path=josh") as connection:
        yield connection


def _columns(catalog: psycopg.Connection[Any], table: str) -> dict[str, tuple[str, str, str | None]]:
    rows = catalog.execute(
        """select attname, format_type(atttypid, atttypmod),
                  case when attnotnull then 'not null' else 'null' end, pg_get_expr(adbin, adrelid)
           from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
           where attrelid = %s::regclass and attnum > 0 and not attisdropped""",
        (table,),
    )
    return {
        name: (kind, nullable, default and default.replace("kith.now()", "now()"))
        for name, kind, nullable, default in rows
    }


@pytest.mark.parametrize("name", _DOCUMENT["enums"])
def test_an_enum_has_the_documented_labels_in_order(catalog: psycopg.Connection[Any], name: str) -> None:
    labels = catalog.execute("select enum_range(null::%s)::text[]" % name).fetchone()  # noqa: UP031
    assert labels is not None
    assert labels[0] == _DOCUMENT["enums"][name]


@pytest.mark.parametrize("table", _OWN)
def test_a_table_has_the_documented_columns(catalog: psycopg.Connection[Any], table: str) -> None:
    found = _columns(catalog, table)
    expected = {
        name: (kind, nullable, default) for name, kind, nullable, default in _TABLES[table]["columns"]
    }
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("view", sorted(_VIEWS))
def test_a_view_shows_the_documented_columns_with_their_types(
    catalog: psycopg.Connection[Any], view: str
) -> None:
    found = {name: kind for name, (kind, _, _) in _columns(catalog, view).items()}
    expected = {name: kind for name, kind, _, _ in _TABLES[view]["columns"]}
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("table", _OWN)
def test_a_table_has_the_documented_constraints(catalog: psycopg.Connection[Any], table: str) -> None:
    rows = catalog.execute("select conname from pg_constraint where conrelid = %s::regclass", (table,))
    assert set(_TABLES[table]["constraints"]) <= {name for (name,) in rows}


@pytest.mark.parametrize("table", _OWN)
def test_a_table_has_the_documented_indexes(catalog: psycopg.Connection[Any], table: str) -> None:
    rows = catalog.execute(
        """select i.relname,
                  array(select pg_get_indexdef(x.indexrelid, k, true) from generate_series(1, x.indnatts) k)
           from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = %s::regclass""",
        (table,),
    )
    found = dict(rows.fetchall())
    expected = _TABLES[table]["indexes"]
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize("table", _OWN)
def test_a_table_has_the_documented_references(catalog: psycopg.Connection[Any], table: str) -> None:
    rows = catalog.execute(
        """select a.attname, r.relname,
                  case confdeltype
                    when 'c' then 'cascade' when 'r' then 'restrict' when 'n' then 'set null' end
           from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
           join pg_class r on r.oid = c.confrelid
           where c.conrelid = %s::regclass and c.contype = 'f'""",
        (table,),
    )
    found = {column: [target, action] for column, target, action in rows}
    expected = _TABLES[table]["references"]
    assert {column: found.get(column) for column in expected} == expected


@pytest.mark.parametrize(
    ("table", "policy"),
    [
        ("profiles", "profiles_select_own"),
        ("profiles", "profiles_update_own"),
        ("linkups", "linkups_select_member"),
    ],
)
def test_the_documented_policies_exist(catalog: psycopg.Connection[Any], table: str, policy: str) -> None:
    rows = catalog.execute(
        "select polname from pg_policy where polrelid = %s::regclass and polname = %s", (table, policy)
    )
    assert rows.fetchall() == [(policy,)]


@pytest.mark.parametrize(
    "query",
    [
        "select * from users where phone_hash = 'x'",
        "select * from conversation_sessions where user_id = gen_random_uuid()",
        "select * from linkups where region_id = gen_random_uuid() and state in ('broadcasting', 'locked')",
        "select * from linkup_invites where invited_user_id = gen_random_uuid() and state = 'pending'",
        """select l.* from linkup_participants p join linkups l on l.id = p.linkup_id
           where p.user_id = gen_random_uuid() and l.state = 'locked'""",
        "update linkups set lock_version = lock_version + 1 where false",
        "update magic_links set consumed_at = now() where token_hash = 'x' and consumed_at is null",
        """insert into user_blocks (blocker_user_id, blocked_user_id)
           select id, id from users where false""",
        "update safety_holds set state = 'soft_hold' where state = 'none' and false",
    ],
)
def test_the_documented_query_patterns_work_with_the_product_on_the_search_path(
    catalog: psycopg.Connection[Any], query: str
) -> None:
    with catalog.transaction(force_rollback=True):
        catalog.execute(query)
