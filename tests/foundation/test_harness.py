from __future__ import annotations

import asyncpg
import psycopg
import pytest


@pytest.mark.postgres15
@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_starts_with_an_empty_house(database_url: str, turn: int) -> None:
    with psycopg.connect(database_url) as connection:
        assert connection.execute("select count(*) from auth.users").fetchone() == (0,)
        connection.execute("insert into auth.users (email) values ('sam@example.org')")


@pytest.mark.postgres15
async def test_the_program_signs_in_as_an_ordinary_role(app_database_url: str) -> None:
    connection = await asyncpg.connect(app_database_url)
    try:
        row = await connection.fetchrow(
            "select rolname::text, rolsuper, rolbypassrls, rolinherit "
            "from pg_roles where rolname = current_user"
        )
    finally:
        await connection.close()
    assert row is not None
    assert tuple(row) == ("kith_app", False, False, False)


def test_an_empty_database_has_no_schema_of_ours(empty_database_url: str) -> None:
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("select to_regnamespace('kith')").fetchone() == (None,)
