"""Every named query of the house can be prepared against the migrated schema, and says what it is for."""

from __future__ import annotations

import re
from pathlib import Path

import aiosql
import asyncpg
import pytest

SOURCE = Path(__file__).parents[2] / "src" / "kith"
FILES = sorted(
    path
    for path in SOURCE.rglob("*.sql")
    if "schema" not in path.parts and "product_schema" not in path.parts
)


# Of the commons, what works on a table that only some schemas have.
_WHERE_THE_TABLE_IS = {"commons/privacy/data_keys.sql": "attuned"}


def _schema_of(path: Path) -> str:
    parts = path.relative_to(SOURCE).parts
    return parts[1] if parts[0] == "products" else _WHERE_THE_TABLE_IS.get("/".join(parts), "kith")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
@pytest.mark.postgres15
async def test_every_named_query_prepares_against_the_migrated_schema(
    path: Path, migrated_database_url: str
) -> None:
    queries = aiosql.from_path(path, "asyncpg")
    connection = await asyncpg.connect(
        migrated_database_url, server_settings={"search_path": f"{_schema_of(path)}, pg_temp"}
    )
    try:
        for name in queries.available_queries:
            if not name.endswith("_cursor"):
                await connection.prepare(getattr(queries, name).sql)
    finally:
        await connection.close()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_named_query_states_its_purpose_and_parameters(path: Path) -> None:
    text = path.read_text()
    for match in re.finditer(r"^-- name: (\w+)(\([^)]*\))?.*$\n(.*)$", text, re.MULTILINE):
        assert match[2] is not None, f"{match[1]} names no parameters"
        assert match[3].startswith("-- "), f"{match[1]} has no line that says what it is for"


def test_product_sql_never_names_its_own_schema() -> None:
    for path in SOURCE.glob("products/*/**/*.sql"):
        product = path.relative_to(SOURCE).parts[1]
        assert not re.search(rf"\b{product}\.\w", re.sub(r"'[^']*'|--.*", "", path.read_text())), path


def test_the_service_writes_to_people_through_the_view_that_works_on_supabase() -> None:
    writes = re.compile(r"\b(insert\s+into|update|delete\s+from)\s+auth\.users\b", re.IGNORECASE)
    found = [
        str(file.relative_to(SOURCE))
        for file in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.sql")])
        if file.parent.name not in ("schema", "product_schema") and writes.search(file.read_text())
    ]
    assert found == []
