"""HOTMESS can be installed under any name, and more than once: nothing of one cell reaches into another, and it goes without a trace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import psycopg
import pytest

import kith.foundation
import kith.products.hotmess
from harness.postgres import SharedServer
from kith.foundation.migrations import migrate, roll_back
from kith.foundation.owners import Owner, product

pytestmark = pytest.mark.postgres15

_OF_EVERY_PRODUCT = Path(kith.foundation.__path__[0]) / "product_schema"
_FOLDER = Path(kith.products.hotmess.__path__[0]) / "schema"
_CELLS = ("northside", "south_side")


def _cell(name: str) -> Owner:
    return product(name, _FOLDER)


def _objects(db: psycopg.Connection[Any], schema: str) -> list[tuple[str, str]]:
    return db.execute(
        """select 'relation', relname::text from pg_class
             where relnamespace = %(s)s::regnamespace and relname !~ '^_yoyo' and relkind <> 't'
           union all select 'function', proname from pg_proc where pronamespace = %(s)s::regnamespace
           order by 1, 2""",
        {"s": schema},
    ).fetchall()


def test_two_cells_are_alike_name_nobody_else_and_one_can_go(postgres_server: SharedServer) -> None:
    with postgres_server.database("template0") as database:
        migrate(database.url, [_cell(name) for name in _CELLS])
        with psycopg.connect(database.url, autocommit=True) as db:
            north, south = (_objects(db, name) for name in _CELLS)
            assert north == south
            assert ("relation", "beacons") in north
            for here, there in (_CELLS, _CELLS[::-1]):
                definitions = db.execute(
                    """select pg_get_functiondef(oid) from pg_proc where pronamespace = %(s)s::regnamespace
                       union all select pg_get_viewdef(oid) from pg_class where relnamespace = %(s)s::regnamespace and relkind = 'v'
                       union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = %(s)s::regnamespace
                       union all select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
                         where c.relnamespace = %(s)s::regnamespace""",
                    {"s": here},
                ).fetchall()
                named = re.compile(rf"(?<!')\b(hotmess|{there})\.")
                assert definitions
                assert not [text for (text,) in definitions if named.search(text)]
            undone = roll_back(database.url, _cell(_CELLS[0]), 100)
            assert len(undone) == sum(
                len([*folder.glob("*.rollback.sql")]) for folder in (_FOLDER, _OF_EVERY_PRODUCT)
            )
            assert _objects(db, _CELLS[0]) == []
            assert _objects(db, _CELLS[1]) == south
            migrate(database.url, [_cell(name) for name in _CELLS])
            assert _objects(db, _CELLS[0]) == south
