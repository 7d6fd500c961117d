"""Who may select, insert, update, delete which rows: tried out for every table and view as every role.

A folder for each schema. `access.tsv` holds what a reviewer agreed to: for each relation the verbs (c r u d) of an
anonymous visitor, of the member whose row it is, of another member towards that row, and of the service. `rows.sql` and
`machinery_rows.sql` hold the rows; `member_writes.json` the columns a member may write. A new table fails until it has them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors, sql

from harness.postgres import SharedServer

pytestmark = pytest.mark.postgres15

_HERE = Path(__file__).parent
_OWNER = "00000000-0000-4000-8000-00000000000a"
_STRANGER = "00000000-0000-4000-8000-00000000000b"
_ACTORS = {
    "anon": ("anon", None),
    "owner": ("authenticated", _OWNER),
    "stranger": ("authenticated", _STRANGER),
    "service": ("service_role", None),
}


def _agreed() -> dict[str, dict[str, str]]:
    return {
        row["relation"]: row
        for file in sorted(_HERE.glob("*/access.tsv"))
        for row in csv.DictReader(file.read_text().splitlines(), delimiter="\t")
    }


_AGREED = _agreed()
_SCHEMAS = {relation.partition(".")[0] for relation in _AGREED}


@pytest.fixture(scope="module")
def house(postgres_server: SharedServer) -> Iterator[psycopg.Connection[Any]]:
    with (
        postgres_server.database(postgres_server.template()) as database,
        psycopg.connect(database.url, autocommit=True) as db,
    ):
        db.execute("set session_replication_role = replica")
        for schema in ("auth", "kith", *sorted(set(_SCHEMAS) - {"auth", "kith"})):
            db.execute((_HERE / schema / "rows.sql").read_text())
        for (schema,) in db.execute(
            "select relnamespace::regnamespace::text from pg_class where relname = 'state_transitions'"
        ).fetchall():
            db.execute(sql.SQL("set search_path = {}").format(sql.Identifier(schema)))
            db.execute((_HERE / "machinery_rows.sql").read_text())
        db.execute("set session_replication_role = origin")
        db.execute("set search_path = pg_catalog")
        yield db


def _relations(db: psycopg.Connection[Any]) -> list[str]:
    rows = db.execute(
        """select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_'
             and n.nspname not in ('information_schema', 'public') order by 1"""
    )
    return [name for (name,) in rows]


def _columns(db: psycopg.Connection[Any], relation: str, role: str, privilege: str) -> list[str]:
    """The columns on which the role has the privilege, those that can be written if it is about writing."""
    rows = db.execute(
        """select attname from pg_attribute
           where attrelid = %(relation)s::regclass and attnum > 0 and not attisdropped
             and has_column_privilege(%(role)s, attrelid, attnum, %(privilege)s)
             and (%(privilege)s = 'select' or (attgenerated = '' and attidentity <> 'a'))
           order by attnum""",
        {"relation": relation, "role": role, "privilege": privilege},
    )
    return [name for (name,) in rows]


def _attempt(
    db: psycopg.Connection[Any], relation: str, actor: str, columns: list[str], statement: str
) -> bool:
    """Whether the actor reaches a row. Only a missing right is a refusal; any other error came after it."""
    role, person = _ACTORS[actor]
    schema, name = relation.split(".")
    names = [sql.Identifier(column) for column in columns]
    query = sql.SQL(statement).format(
        t=sql.Identifier(schema, name), columns=sql.SQL(", ").join(names), first=names[0]
    )
    with db.transaction(force_rollback=True):
        row = db.execute(
            sql.SQL("select to_jsonb(t) from {} t").format(sql.Identifier(schema, name))
        ).fetchone()
        assert row is not None, f"give the owner a row of {relation} in its rows.sql"
        db.execute("select set_config('planted.row', %s, true)", (json.dumps(row[0]),))
        db.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
        db.execute("select set_config('request.jwt.claim.sub', %s, true)", (person or "",))
        try:
            with db.transaction():
                return db.execute(query).rowcount > 0
        except errors.InsufficientPrivilege:
            return False
        except psycopg.Error as refusal:
            # 55000: a view that nobody can write to, whatever their rights.
            return refusal.sqlstate not in ("KT403", "55000")


# HOTMESS's document opens what is live, and the aggregate views, to everybody.
_PUBLISHED = [
    f"hotmess.{name}"
    for name in (
        "beacon_posts",
        "beacon_stats",
        "beacons",
        "cities",
        "city_heat_map",
        "drops",
        "market_sellers",
        "membership_texts",
        "night_pulse_city_stats",
        "popular_beacons",
        "products",
        "products_available",
        "radio_shows",
        "radio_stations",
        "records_releases",
        "rulesets",
        "schedule_blocks",
        "seller_reputation",
        "xp_leaderboard",
        "xp_rules",
    )
]


_VERBS = {
    "c": (
        "insert",
        """insert into {t} ({columns})
           select {columns} from jsonb_populate_record(null::{t}, current_setting('planted.row')::jsonb)""",
    ),
    "r": ("select", "select {columns} from {t}"),
    "u": ("update", "update {t} set {first} = {first}"),
    "d": ("delete", "delete from {t}"),
}


def _verbs(db: psycopg.Connection[Any], relation: str, actor: str) -> str:
    role, _ = _ACTORS[actor]
    allowed = ""
    for letter, (privilege, statement) in _VERBS.items():
        # Deleting is a right to a table, not to a column.
        columns = ["ctid"] if letter == "d" else _columns(db, relation, role, privilege)
        if columns and _attempt(db, relation, actor, columns, statement):
            allowed += letter
    return allowed or "-"


def test_every_table_and_view_was_thought_about(house: psycopg.Connection[Any]) -> None:
    assert sorted(_AGREED) == _relations(house)


@pytest.mark.parametrize("relation", _AGREED)
def test_rights_are_those_agreed(house: psycopg.Connection[Any], relation: str) -> None:
    found = {actor: _verbs(house, relation, actor) for actor in _ACTORS}
    assert found == {actor: _AGREED[relation][actor] for actor in _ACTORS}


def test_anonymous_visitors_see_what_is_published_and_nothing_else() -> None:
    seen = {name for name, row in _AGREED.items() if row["anon"] == "r"}
    assert {name for name, row in _AGREED.items() if row["anon"] not in ("-", "r")} == set()
    assert seen - set(_PUBLISHED) == {"kith.consent_texts", "momento.interests"}
    assert {name for name in seen if name.startswith("hotmess.")} <= set(_PUBLISHED)


def test_a_member_changes_nothing_of_anybody_else() -> None:
    assert {name for name, row in _AGREED.items() if set(row["stranger"]) & set("cud")} == set()


_MEMBER_WRITES: dict[str, dict[str, list[str]]] = {
    relation: writes
    for file in sorted(_HERE.glob("*/member_writes.json"))
    for relation, writes in json.loads(file.read_text()).items()
}


@pytest.mark.parametrize("relation", _MEMBER_WRITES)
def test_a_member_writes_these_columns_only(house: psycopg.Connection[Any], relation: str) -> None:
    for privilege, columns in _MEMBER_WRITES[relation].items():
        assert sorted(_columns(house, relation, "authenticated", privilege)) == sorted(columns)


def test_every_table_a_member_may_update_is_limited_to_named_columns() -> None:
    assert {name for name, row in _AGREED.items() if "u" in row["owner"]} == set(_MEMBER_WRITES)
