"""What the catalog must look like whatever is added (`foundation/catalog_lints.sql`); each lint notices its violation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from kith.foundation.catalog import LINTS, SEARCH_PATH, Lint

pytestmark = pytest.mark.postgres15


@pytest.fixture(scope="module")
def catalog(migrated_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(migrated_database_url, autocommit=True) as connection:
        search_path: Any = f"set search_path = {SEARCH_PATH}"
        connection.execute(search_path)
        yield connection


def _violations(catalog: psycopg.Connection[Any], lint: Lint) -> list[str]:
    statement: Any = lint.statement
    return sorted(row[0] for row in catalog.execute(statement))


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.promise)
def test_the_catalog_keeps_the_promise(catalog: psycopg.Connection[Any], lint: Lint) -> None:
    assert _violations(catalog, lint) == []


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: lint.promise)
def test_a_lint_notices_its_violation(catalog: psycopg.Connection[Any], lint: Lint) -> None:
    with catalog.transaction(force_rollback=True):
        planted: Any = lint.planted
        catalog.execute(planted)
        assert any("planted" in name or "flags" in name for name in _violations(catalog, lint))


def test_no_extension_is_needed(catalog: psycopg.Connection[Any]) -> None:
    assert catalog.execute("select extname from pg_extension").fetchall() == [("plpgsql",)]
