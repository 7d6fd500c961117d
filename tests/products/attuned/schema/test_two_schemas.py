"""Attuned can be installed under any name, more than once, and taken out without a trace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest

import kith.foundation
import kith.products.attuned
from harness.postgres import SharedServer
from kith.foundation.migrations import migrate, roll_back
from kith.foundation.owners import product

pytestmark = pytest.mark.postgres15

_OF_EVERY_PRODUCT = Path(kith.foundation.__path__[0]) / "product_schema"
_FOLDER = Path(kith.products.attuned.__path__[0]) / "schema"
_CELLS = [product(name, _FOLDER) for name in ("northside", "south_side")]


def _objects(db: psycopg.Connection[Any], schema: str) -> list[Any]:
    return db.execute(
        """select relname::text from pg_class where relnamespace = %(s)s::regnamespace and relname !~ '^_yoyo' and relkind <> 't'
           union all select proname from pg_proc where pronamespace = %(s)s::regnamespace
           union all select typname from pg_type where typnamespace = %(s)s::regnamespace and typtype = 'e' order by 1""",
        {"s": schema},
    ).fetchall()


def test_two_cells_are_alike_name_nobody_else_and_one_goes_without_a_trace(
    postgres_server: SharedServer,
) -> None:
    with postgres_server.database("template0") as database:
        migrate(database.url, _CELLS)
        with psycopg.connect(database.url, autocommit=True) as db:
            whole = _objects(db, "south_side")
            assert _objects(db, "northside") == whole
            definitions = db.execute(
                """select pg_get_functiondef(oid) from pg_proc where pronamespace = 'northside'::regnamespace
                   union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = 'northside'::regnamespace"""
            ).fetchall()
            named = re.compile(r"(?<!')\b(attuned|south_side)\.")
            assert not [text for (text,) in definitions if named.search(text)]
            assert len(roll_back(database.url, _CELLS[0], 100)) == sum(
                len([*folder.glob("*.rollback.sql")]) for folder in (_FOLDER, _OF_EVERY_PRODUCT)
            )
            assert _objects(db, "northside") == []
            assert _objects(db, "south_side") == whole
