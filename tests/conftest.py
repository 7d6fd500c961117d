"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from harness.postgres import FreshDatabase, SharedServer, TestRun

_RUN = pytest.StashKey[TestRun]()


def pytest_configure(config: pytest.Config) -> None:
    # Workers of pytest-xdist inherit the run's folder from the process that starts them.
    if not hasattr(config, "workerinput"):
        config.stash[_RUN] = TestRun()


def pytest_unconfigure(config: pytest.Config) -> None:
    run = config.stash.get(_RUN, None)
    if run is not None:
        run.close()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[SharedServer]:
    """The run's PostgreSQL; `.admin` is a superuser's connection to its database `postgres`."""
    server = SharedServer()
    yield server
    server.close()


@pytest.fixture
def fresh_database(postgres_server: SharedServer) -> Iterator[FreshDatabase]:
    """A database of this test's own, every migration applied, no row of anybody."""
    with postgres_server.database(postgres_server.template()) as database:
        yield database


@pytest.fixture
def database_url(fresh_database: FreshDatabase) -> str:
    """The fresh database as its owner, whom row-level security does not bind."""
    return fresh_database.url


@pytest.fixture
def app_database_url(fresh_database: FreshDatabase) -> str:
    """The fresh database as `kith_app`, the role the program uses."""
    return fresh_database.app_url


@pytest.fixture
def empty_database_url(postgres_server: SharedServer) -> Iterator[str]:
    """A database before its first migration, as its owner."""
    with postgres_server.database("template0") as database:
        yield database.url


@pytest.fixture(scope="session")
def migrated_database_url(postgres_server: SharedServer) -> Iterator[str]:
    """One migrated database for the tests of a process that only look: at the catalog, at plans."""
    with postgres_server.database(postgres_server.template()) as database:
        yield database.url


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """`./kith test` runs the checks before the tests; a failed one must not be lost above a page of dots."""
    failed = os.environ.get("KITH_TEST_FAILED_CHECKS")
    if failed:
        terminalreporter.section("checks that failed before the tests", sep="=", red=True)
        terminalreporter.line(failed)
