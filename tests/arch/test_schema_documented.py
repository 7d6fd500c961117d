"""docs/schema is what the migrations make, so that a change of the schema is seen as one."""

from __future__ import annotations

import psycopg
import pytest

from kith.cli.schema import FOLDER, every_product, of_database, schemas


@pytest.mark.parametrize("schema", schemas(every_product()))
def test_the_written_schema_is_the_migrated_one(migrated_database_url: str, schema: str) -> None:
    with psycopg.connect(migrated_database_url) as connection:
        if connection.info.server_version // 10000 != 18:
            pytest.skip("the files are written by PostgreSQL 18; other versions spell some things otherwise")
    file = FOLDER / f"{schema}.sql"
    written = file.read_text() if file.exists() else ""
    assert written == of_database(migrated_database_url, schema), (
        f"The migrations of {schema} changed. Run ./kith schema write, look at the difference, commit it."
    )


def test_nothing_is_written_that_no_longer_exists() -> None:
    assert {file.stem for file in FOLDER.glob("*.sql")} == set(schemas(every_product()))
