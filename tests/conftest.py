"""What every test may ask for."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
from playwright.async_api import Browser

from harness import house as houses
from harness.chromium import launched
from harness.kept_pools import close_all
from harness.postgres import FreshDatabase, SharedServer, TestRun
from kith.foundation.house import House
from kith.simulator.standins import StandIns, running
from kith.simulator.standins.serving import bound_socket

_TESTS = Path(__file__).parent
# How long an example takes says how busy the machine is, not whether the rule holds.
hypothesis.settings.register_profile(
    "kith", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("kith")
_RUN = pytest.StashKey[TestRun]()


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()
    # Workers of pytest-xdist inherit the run's folder from the process that starts them.
    if not hasattr(config, "workerinput"):
        config.stash[_RUN] = TestRun()


def pytest_unconfigure(config: pytest.Config) -> None:
    run = config.stash.get(_RUN, None)
    if run is not None:
        run.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    # What is imported by now stays until the end; looking through it for garbage would take a tenth of the run.
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    gc.enable()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[SharedServer]:
    """The run's PostgreSQL; `.admin` is a superuser's connection to its database `postgres`."""
    server = SharedServer()
    yield server
    server.close()


@pytest.fixture(scope="session", autouse=True)
async def kept_connections() -> AsyncIterator[None]:
    """What tests leave to each other ends before the loop does."""
    yield
    close_all()


@pytest.fixture
def products_installed(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The products in this test's database, all if none is named: a product's tests have that one, the house's have JOSH."""
    within = request.path.relative_to(_TESTS).parts
    if within[0] == "products":
        return (within[1],)
    return ("josh",) if within[0] in ("commons", "foundation", "simulator", "web") else ()


@pytest.fixture
def fresh_database(
    postgres_server: SharedServer, products_installed: tuple[str, ...]
) -> Iterator[FreshDatabase]:
    """A database of this test's own, every migration of its products applied, no row of anybody."""
    with postgres_server.database(postgres_server.template(*products_installed)) as database:
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


@pytest.fixture(scope="session")
async def shared_standins() -> AsyncIterator[StandIns]:
    """The providers of this process's tests; ask for `standins` instead."""
    async with running() as served:
        yield served


@pytest.fixture
async def standins(shared_standins: StandIns) -> AsyncIterator[StandIns]:
    """The providers, knowing nothing yet."""
    yield shared_standins
    await shared_standins.reset()


@pytest.fixture
def public_socket() -> Iterator[socket.socket]:
    """The address that the house calls its own; nobody answers there unless a test asks for `public_site`."""
    with contextlib.closing(bound_socket("127.0.0.1", 0)) as listener:
        yield listener


@pytest.fixture
async def house(
    fresh_database: FreshDatabase, standins: StandIns, public_socket: socket.socket
) -> AsyncIterator[House]:
    """A house on a fresh database, with a movable clock, seeded chance, and stand-ins for providers."""
    public_url = f"http://127.0.0.1:{public_socket.getsockname()[1]}"
    opened = houses.open_house(houses.settings_for(fresh_database, standins, public_url))
    yield opened
    await opened.close()


@pytest.fixture
def app(house: House) -> Any:
    """The house's ASGI application."""
    return houses.application(house)


@pytest.fixture
async def client(app: Any, house: House) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without a network in between; cookies are kept, redirects are not followed."""
    async with houses.browser(app, house) as browser:
        yield browser


@pytest.fixture
async def public_site(
    app: Any, house: House, standins: StandIns, public_socket: socket.socket
) -> AsyncIterator[str]:
    """The application, served at its public URL (the value), with Twilio's webhook pointing there."""
    async with houses.at_public_url(app, public_socket):
        standins.twilio.webhook_url = f"{house.settings.public_url}/hooks/twilio"
        yield house.settings.public_url
        await standins.twilio.settled()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests of a process; what a test does lies in a context of its own."""
    async with launched() as browser:
        yield browser


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """`./kith test` runs the checks before the tests; a failed one must not be lost above a page of dots."""
    failed = os.environ.get("KITH_TEST_FAILED_CHECKS")
    if failed:
        terminalreporter.section("checks that failed before the tests", sep="=", red=True)
        terminalreporter.line(failed)
