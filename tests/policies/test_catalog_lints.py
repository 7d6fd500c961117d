"""What the catalog must look like whatever is added (`lints.sql`); each lint notices its violation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest

pytestmark = pytest.mark.postgres15


class Lint(NamedTuple):
    promise: str
    planted: str
    query: str


def _read() -> tuple[str, list[Lint]]:
    views, *blocks = re.split(r"^-- promise: ", Path(__file__).with_name("lints.sql").read_text(), flags=re.M)
    lints: list[Lint] = []
    for block in blocks:
        promise, planted, query = block.split("\n", 2)
        lints.append(Lint(promise, planted.removeprefix("-- planted: "), query))
    return views, lints


_VIEWS, _LINTS = _read()


@pytest.fixture(scope="module")
def catalog(migrated_database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(migrated_database_url, autocommit=True) as connection:
        connection.execute(_VIEWS)
        yield connection


def _violations(catalog: psycopg.Connection[Any], lint: Lint) -> list[str]:
    return sorted(row[0] for row in catalog.execute(lint.query))


@pytest.mark.parametrize("lint", _LINTS, ids=lambda lint: lint.promise)
def test_the_catalog_keeps_the_promise(catalog: psycopg.Connection[Any], lint: Lint) -> None:
    assert _violations(catalog, lint) == []


@pytest.mark.parametrize("lint", _LINTS, ids=lambda lint: lint.promise)
def test_a_lint_notices_its_violation(catalog: psycopg.Connection[Any], lint: Lint) -> None:
    with catalog.transaction(force_rollback=True):
        catalog.execute(lint.planted)
        assert any("planted" in name or "flags" in name for name in _violations(catalog, lint))


def test_no_extension_is_needed(catalog: psycopg.Connection[Any]) -> None:
    assert catalog.execute("select extname from pg_extension").fetchall() == [("plpgsql",)]
