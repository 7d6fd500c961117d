"""Every name of HOTMESS's document exists: tables, fields, labels, transitions, views, and indexes for its queries.

`document.json` holds the facts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

pytestmark = pytest.mark.postgres15
_DOCUMENT: dict[str, Any] = json.loads(Path(__file__).with_name("document.json").read_text())
_VIEWS = {"audit_log", "dsar_requests", "moderation_reports", "moderation_actions", "xp_balances"} | {
    name for name, columns in _DOCUMENT["tables"].items() if not columns
}


@pytest.fixture(scope="module")
def catalog(migrated_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(migrated_database_url, options="-c search_path=hotmess") as connection:
        yield connection


def _kind(catalog: psycopg.Connection[Any], relation: str) -> tuple[str, list[str] | None]:
    row = catalog.execute(
        "select relkind::text, reloptions from pg_class where oid = %s::regclass", (relation,)
    ).fetchone()
    assert row is not None
    return row


def test_every_table_and_view_has_its_documented_fields(catalog: psycopg.Connection[Any]) -> None:
    for relation, columns in _DOCUMENT["tables"].items():
        found = {
            name
            for (name,) in catalog.execute(
                "select attname::text from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
                (relation,),
            )
        }
        assert set(columns) <= found, relation
        kind, options = _kind(catalog, relation)
        assert (kind, (options or [""])[0]) == (
            ("v", "security_invoker=true") if relation in _VIEWS else ("r", "")
        ), relation


@pytest.mark.parametrize("column", sorted(_DOCUMENT["enums"]))
def test_a_field_takes_the_documented_labels_and_no_other(
    catalog: psycopg.Connection[Any], column: str
) -> None:
    table, _, name = column.partition(".")
    checks = [
        text
        for (text,) in catalog.execute(
            """select pg_get_constraintdef(c.oid) from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
               where c.conrelid = %s::regclass and c.contype = 'c' and a.attname = %s""",
            (table, name),
        )
    ]
    # The list of labels as PostgreSQL writes it back.
    labels = "ARRAY[" + ", ".join(f"'{label}'::text" for label in _DOCUMENT["enums"][column]) + "]"
    assert any(f"({name} = ANY ({labels}))" in check for check in checks), checks


def test_defaults_and_machines_are_the_documented_ones(catalog: psycopg.Connection[Any]) -> None:
    for column, expected in _DOCUMENT["defaults"].items():
        table, _, name = column.partition(".")
        found = catalog.execute(
            """select pg_get_expr(d.adbin, d.adrelid) from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
               where d.adrelid = %s::regclass and a.attname = %s""",
            (table, name),
        ).fetchone()
        assert found == (expected,), column
    for entity, moves in _DOCUMENT["machines"].items():
        legal = {
            f"{before} {after}"
            for before, after in catalog.execute(
                "select from_state, to_state from state_transitions where entity_type = %s", (entity,)
            )
        }
        assert set(moves) <= legal, entity
    beacon = catalog.execute(
        "select count(*) from state_transitions where entity_type = 'beacon' and from_state <> ''"
    ).fetchone()
    assert beacon == (len(_DOCUMENT["machines"]["beacon"]),)
    text = catalog.execute("select pg_get_functiondef('report_content'::regproc)").fetchone()
    assert text is not None
    assert ", ".join(f"'{name}'" for name in _DOCUMENT["categories"]) in text[0]
    shown = catalog.execute("select pg_get_viewdef('moderation_actions')").fetchone()
    assert shown is not None
    assert all(f"'{action}'::text" in shown[0] for action in _DOCUMENT["actions"])


def test_keys_are_uuids_and_the_documented_queries_have_indexes(catalog: psycopg.Connection[Any]) -> None:
    tables = sorted(set(_DOCUMENT["tables"]) - _VIEWS)
    keys = catalog.execute(
        """select c.relname, format_type(a.atttypid, null) from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary
           join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where c.oid = any (%s::regclass[])""",
        (tables,),
    ).fetchall()
    assert dict(keys) == dict.fromkeys(tables, "uuid")
    indexes = {
        (table, tuple(columns[:2]))
        for table, columns in catalog.execute(
            """select i.indrelid::regclass::text,
                 array(select split_part(pg_get_indexdef(i.indexrelid, k, true), ' ', 1) from generate_series(1, i.indnkeyatts) k)
               from pg_index i where i.indrelid = any (%s::regclass[])""",
            (tables,),
        )
    }
    assert {
        ("beacons", ("status", "city_id")),
        ("xp_events", ("user_id", "created_at")),
        ("orders", ("user_id", "created_at")),
        ("ticket_listings", ("beacon_id", "status")),
        ("beacon_posts", ("beacon_id", "created_at")),
    } <= indexes
