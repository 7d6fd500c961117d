"""Every promise holds in a house of which nothing is known yet, and each query finds what breaks its promise: none is vacuous."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from harness import house as houses
from harness.members import TESTS, Browser
from harness.postgres import FreshDatabase
from kith.cli.invariants import show
from kith.commons.audit.commands import appoint
from kith.commons.invariants.commands import LOOK_JOB, PAGE, look_and_tell
from kith.foundation import invariants
from kith.foundation.house import House
from kith.foundation.invariants import Invariant
from kith.foundation.product import load_products
from kith.simulator.standins import StandIns

pytestmark = pytest.mark.postgres15
_HERE = Path(__file__).parent
_PRODUCTS = ("josh", "momento", "mentor", "attuned", "hotmess")


def _planted(file: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"^-- name: ", (_HERE / file).read_text(), flags=re.MULTILINE)[1:]:
        name, _, statements = block.partition("\n")
        yield name, statements


async def _found(connection: Any, one: Invariant, statements: str) -> bool:
    """Whether a promise is seen to be broken by these statements, which are undone."""
    undone = connection.transaction()
    await undone.start()
    try:
        await connection.execute(
            f"set local session_replication_role = replica; set local search_path = {one.schema}, planting, pg_temp"
        )
        await connection.execute(statements)
        await connection.execute(
            f"set local role service_role; set local search_path = {one.schema}, pg_temp"
        )
        return bool(await invariants.ask(connection, one))
    finally:
        await undone.rollback()


async def test_every_promise_notices_what_breaks_it(
    fresh_database: FreshDatabase, standins: StandIns
) -> None:
    house = House(
        houses.settings_for(fresh_database, standins, "http://127.0.0.1:8700"), load_products(_PRODUCTS)
    )
    try:
        everything = await invariants.all_of(house)
        # A new house breaks none.
        assert [one for one in await invariants.look(house) if not one.holds] == []
    finally:
        await house.close()
    assert len(everything) >= 200
    assert len({(one.schema, one.name) for one in everything}) == len(everything)

    plants = {schema: list(_planted(f"{schema}.sql")) for schema in ("kith", *_PRODUCTS)}
    for_all = list(_planted("every_schema.sql"))
    connection = await asyncpg.connect(fresh_database.url)
    unnoticed: list[str] = []
    try:
        await connection.execute((_HERE / "unguarded.sql").read_text())
        for one in everything:
            wrong = [statements for name, statements in [*plants[one.schema], *for_all] if name == one.name]
            if not wrong and one.name.endswith("_is_what_its_history_says"):
                wrong = [await _without_history(connection, one)]
            if not wrong:
                unnoticed.append(f"{one.schema}.{one.name}: nothing breaks it")
            for statements in wrong:
                if not await _found(connection, one, statements):
                    unnoticed.append(f"{one.schema}.{one.name}: {statements.strip()}")
    finally:
        await connection.close()
    assert unnoticed == []
    known = {(one.schema, one.name) for one in everything}
    assert [
        (schema, name) for schema, some in plants.items() for name, _ in some if (schema, name) not in known
    ] == []


async def _without_history(connection: Any, one: Invariant) -> str:
    """A row of a machine's table in a state that nothing tells of."""
    found = re.search(r"from (\w+) r where r\.(\w+)::text", one.query)
    entity = re.search(r"entity_type = '(\w+)'", one.query)
    assert found is not None
    assert entity is not None
    state = await connection.fetchval(
        f"select min(to_state) from {one.schema}.state_transitions where entity_type = $1", entity[1]
    )
    return f'insert into "{found[1]}" ("{found[2]}") values (\'{state}\')'


async def test_a_broken_promise_names_its_rows_once_to_each_operator_and_goes_when_mended(
    house: House, client: httpx.AsyncClient, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = await asyncpg.connect(database_url)
    told = "select count(*) from kith.outbox where purpose = 'operations.invariant'"
    try:
        async with house.database.session(TESTS, "kith") as db:
            await appoint(db, "ada@house.example", "ops")
            await appoint(db, "sue@house.example", "support")
        await owner.execute("alter table kith.flags disable row level security")
        first = await look_and_tell(house)
        assert show(first) == 1
        assert "kith.every_table_has_row_security" in capsys.readouterr().out
        await look_and_tell(house)
        # Operations are told, support is not; the second look tells nobody again.
        assert await owner.fetchval(told) == 1
        row = await owner.fetchrow(
            "select key, gone_at, told_at is not null as told from kith.invariant_violations"
        )
        assert tuple(row) == ("flags", None, True)
        ada = Browser(client)
        await ada.sign_in(house, "ada@house.example")
        page = (await ada.get(PAGE)).text
        assert "One promise is broken or could not be checked." in page
        assert "Row-level security is on for every table." in page
        assert (await ada.post(f"{PAGE}/look")).status_code == 303
        assert await owner.fetchval("select count(*) from kith.pgqueuer where entrypoint = $1", LOOK_JOB) == 1
        await owner.execute("alter table kith.flags enable row level security")
        assert show(await look_and_tell(house)) == 0
        assert await owner.fetchval("select gone_at is not null from kith.invariant_violations")
        assert "Every promise holds." in (await ada.get(PAGE)).text
        # Broken again is news again.
        await owner.execute("alter table kith.flags disable row level security")
        await look_and_tell(house)
        assert await owner.fetchval(told) == 2
        assert await owner.fetchval("select gone_at is null from kith.invariant_violations")
        client.cookies.clear()
        sue = Browser(client)
        await sue.sign_in(house, "sue@house.example")
        assert (await sue.get(PAGE)).status_code == 404
        assert (await sue.post(f"{PAGE}/look")).status_code == 404
    finally:
        await owner.close()
