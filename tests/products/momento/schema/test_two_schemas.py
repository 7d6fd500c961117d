"""Momento can be installed under any name, and more than once: nothing of one cell reaches into another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

import kith.products.momento
from harness.momento import Momento
from harness.postgres import SharedServer
from kith.foundation.migrations import migrate, roll_back
from kith.foundation.owners import Owner, product

pytestmark = pytest.mark.postgres15

_FOLDER = Path(kith.products.momento.__path__[0]) / "schema"
_CELLS = ("northside", "south_side")


def _cell(name: str) -> Owner:
    return product(name, _FOLDER)


@pytest.fixture(scope="module")
def cells(postgres_server: SharedServer) -> Iterator[str]:
    with postgres_server.database("template0") as database:
        migrate(database.url, [_cell(name) for name in _CELLS])
        yield database.url


def _objects(db: psycopg.Connection[Any], schema: str) -> list[tuple[str, str]]:
    return db.execute(
        """select 'relation', relname::text from pg_class
             where relnamespace = %(s)s::regnamespace and relname !~ '^_yoyo' and relkind <> 't'
           union all select 'function', proname from pg_proc where pronamespace = %(s)s::regnamespace
           union all select 'type', typname from pg_type
             where typnamespace = %(s)s::regnamespace and typtype = 'e'
           order by 1, 2""",
        {"s": schema},
    ).fetchall()


def test_both_cells_are_the_same_and_complete(cells: str) -> None:
    with psycopg.connect(cells) as db:
        north, south = (_objects(db, name) for name in _CELLS)
        assert north == south
        assert ("relation", "seat_holds") in north


def test_nothing_in_a_cell_names_another_schema_of_a_product(cells: str) -> None:
    with psycopg.connect(cells) as db:
        for here, there in (_CELLS, _CELLS[::-1]):
            definitions = db.execute(
                """select pg_get_functiondef(oid) from pg_proc where pronamespace = %(s)s::regnamespace
                   union all select pg_get_viewdef(oid) from pg_class
                     where relnamespace = %(s)s::regnamespace and relkind = 'v'
                   union all select pg_get_constraintdef(oid) from pg_constraint
                     where connamespace = %(s)s::regnamespace
                   union all select pg_get_triggerdef(t.oid)
                     from pg_trigger t
                     join pg_class c on c.oid = t.tgrelid
                     where c.relnamespace = %(s)s::regnamespace""",
                {"s": here},
            ).fetchall()
            assert definitions
            # A quoted 'josh.…' is the name of a job, not of a table.
            named = re.compile(rf"(?<!')\b(momento|{there})\.")
            assert not [text for (text,) in definitions if named.search(text)]


def test_a_person_can_belong_to_two_cells_that_know_nothing_of_each_other(cells: str) -> None:
    north, south = (Momento(cells, name) for name in _CELLS)
    try:
        person, friend = north.people(2)
        event = north.event()
        north.seat(event, person, friend)
        south.insert("users", {"id": person.id, "birth_date": "1991-01-01"})
        south.insert("social_profiles", {"user_id": person.id, "first_name": "Someone else"})
        assert north.one("select count(*) from users") == 3
        assert south.one("select count(*) from users") == 1
        assert north.one("select birth_date::text from users where id = %s", person.id) == "1990-05-17"
        assert south.one("select count(*) from domain_events where entity_type = 'event'") == 0
        assert north.connect("authenticated", person.id).execute("select my_event_ids()").fetchone() == (
            [event],
        )
        assert south.connect("authenticated", person.id).execute("select my_event_ids()").fetchone() == ([],)
        assert south.one("select suspend_user(%s)", person.id)
        assert north.one("select status from users where id = %s", person.id) == "active"
        assert north.one("select seats_taken from events where id = %s", event) == 2
    finally:
        north.close()
        south.close()


def test_rolling_a_cell_back_leaves_nothing_of_it_and_the_other_whole(postgres_server: SharedServer) -> None:
    with postgres_server.database("template0") as database:
        migrate(database.url, [_cell(name) for name in _CELLS])
        with psycopg.connect(database.url, autocommit=True) as db:
            whole = _objects(db, _CELLS[1])
            undone = roll_back(database.url, _cell(_CELLS[0]), 100)
            assert len(undone) == sum(
                len([*folder.glob("*.rollback.sql")]) for folder in _cell(_CELLS[0]).folders
            )
            assert _objects(db, _CELLS[0]) == []
            assert _objects(db, _CELLS[1]) == whole
            migrate(database.url, [_cell(name) for name in _CELLS])
            assert _objects(db, _CELLS[0]) == whole
