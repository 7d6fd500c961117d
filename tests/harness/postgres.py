"""One throw-away PostgreSQL for a whole test run, shared by its processes; a fresh database for each test.

The first process that needs it starts the server and migrates a template; every test gets a copy of it.
`KITH_TEST_POSTGRES_BIN` names the folder of another PostgreSQL's programs (15 or newer).
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncGenerator, Iterator, Sequence
from pathlib import Path

import msgspec
import psutil
import psycopg
from psycopg import sql

from harness.reusing import ReusedDatabase
from kith.cli.schema import every_product
from kith.foundation.embedded_postgres import EmbeddedPostgres
from kith.foundation.migrations import migrate
from kith.foundation.process_guard import ProcessGuard
from kith.foundation.product import load_products

RUN_FOLDER = "KITH_TEST_RUN_FOLDER"
BINARIES = "KITH_TEST_POSTGRES_BIN"
TEMPLATE = "kith_template"


_PREFIX = "kith-tests-"
_ROOM_IN_MEMORY = 2 * 1024**3
"""Bytes that must be free in /dev/shm before the cluster goes there."""


class FreshDatabase(msgspec.Struct, frozen=True):
    """A database of one test: `url` signs in as its owner (a superuser), `app_url` as the role `kith_app`."""

    name: str
    url: str
    app_url: str


class TestRun:
    """Held by the process started by hand: makes the run's folder and takes everything away at the end."""

    __test__ = False

    def __init__(self) -> None:
        memory = _memory()
        _remove_orphans(memory)
        self.folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=memory))
        os.environ[RUN_FOLDER] = str(self.folder)
        self._guard = ProcessGuard()
        self._guard.watch_postmaster(self.folder / "postgres" / "postmaster.pid")

    def close(self) -> None:
        server = _embedded(self.folder)
        server.stop(immediate=True)
        self._guard.close()
        for folder in (self.folder, server.socket_folder):
            shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop(RUN_FOLDER, None)


class SharedServer:
    """The run's server, as one test process sees it."""

    def __init__(self) -> None:
        self._folder = Path(os.environ[RUN_FOLDER])
        self._embedded = _embedded(self._folder)
        with self._alone("server"):
            if not self._embedded.running:
                _start_apart(self._folder)
        self.admin = psycopg.connect(self._embedded.url("postgres"), autocommit=True)
        self._names = (f"kith_{os.getpid()}_{number}" for number in itertools.count(1))
        self._left: list[str] = []
        self._kept: dict[str, list[ReusedDatabase]] = {}

    def close(self) -> None:
        """Leaves the server running for the run's other processes; `TestRun.close` ends it."""
        for kept in itertools.chain.from_iterable(self._kept.values()):
            kept.close()
        self.admin.close()

    def url(self, database: str, role: str = "postgres") -> str:
        return self._embedded.url(database, role)

    def template(self, *products: str) -> str:
        """Name of the database with every migration of the house and these products (all, if none is named), made by the first that asks.

        A copy takes as long as it has files, so a test of one product asks for that product alone.
        """
        name = "_".join((TEMPLATE, *products))
        with self._alone(name):
            if not (self._folder / f"{name}.ready").exists():
                self._make_template(name, self._house_template(), products or every_product())
        return name

    def _house_template(self) -> str:
        name = f"{TEMPLATE}_of_house"
        with self._alone(name):
            if not (self._folder / f"{name}.ready").exists():
                self._make_template(name, "template0", ())
        return name

    def _make_template(self, name: str, base: str, products: Sequence[str]) -> None:
        self.admin.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(name)))
        self._copy(name, base)
        migrate(self.url(name), [product.owner for product in load_products(products)])
        (self._folder / f"{name}.ready").touch()

    @property
    def shared_files(self) -> Path:
        """A folder that all processes of the run may keep files in."""
        return self._folder / "files"

    @contextlib.asynccontextmanager
    async def made_once(self, name: str, template: str) -> AsyncGenerator[FreshDatabase | None]:
        """A database for the first that asks, who fills it within; None for everybody after, who may copy it."""
        with self._alone(name):
            ready = self._folder / f"{name}.ready"
            if ready.exists():
                yield None
                return
            self.admin.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )
            self._copy(name, template)
            yield self._fresh(name)
            ready.touch()

    def _copy(self, name: str, template: str) -> None:
        # Copying files beats copying through the log here: 60 ms against 77 for a schema of 120 tables.
        self.admin.execute(
            sql.SQL("create database {} template {} strategy file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )

    @contextlib.contextmanager
    def database(self, template: str) -> Iterator[FreshDatabase]:
        """A copy of `template` for one test.

        Copies of what `template()` made are swept and given to the next test, since making and dropping one takes longer than most tests;
        other copies are dropped some time afterwards, whoever is still connected.
        """
        self._drop_left()
        if template.startswith(TEMPLATE):
            reused = self._swept(template)
            try:
                yield self._fresh(reused.name)
            finally:
                self._kept.setdefault(template, []).append(reused)
            return
        name = next(self._names)
        self._copy(name, template)
        try:
            yield self._fresh(name)
        finally:
            self._left.append(name)

    def _fresh(self, name: str) -> FreshDatabase:
        return FreshDatabase(name, self.url(name), self.url(name, "kith_app"))

    def _swept(self, template: str) -> ReusedDatabase:
        """Not at the end of the test before: what it closed is given until now to be closed."""
        kept = self._kept.get(template)
        while kept:
            reused = kept.pop(0)
            if reused.sweep():
                return reused
            reused.close()
            self._left.append(reused.name)
            self._drop_left()
        name = next(self._names)
        self._copy(name, template)
        return ReusedDatabase(name, self.url(name), self.url(name, "kith_app"), template)

    def _drop_left(self) -> None:
        # Not at once: a connection closed a moment ago still counts as a user, and PostgreSQL then looks again only every 100 ms.
        while self._left:
            self.admin.execute(
                sql.SQL("drop database {} with (force)").format(sql.Identifier(self._left.pop()))
            )

    @contextlib.contextmanager
    def _alone(self, subject: str) -> Iterator[None]:
        with (self._folder / f"{subject}.lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield


def _memory() -> Path | None:
    """A file system in memory, where there is one with room: copying a template there takes a quarter of the time."""
    shared = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private folder in it
    if os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOM_IN_MEMORY:
        return shared
    return None


def _remove_orphans(parent: Path | None) -> None:
    """What runs that were killed left in memory."""
    for folder in parent.glob(f"{_PREFIX}*") if parent else ():
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _start_apart(folder: Path) -> None:
    """Start the server from a process that ends at once: it outlives the test process that needs it first."""
    program = "import sys; sys.path[:] = sys.argv[2:]; from harness.postgres import start; start(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-W", "ignore::ResourceWarning", "-c", program, str(folder), *sys.path],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())


def start(folder: str) -> None:
    """Start the run's server and leave it running."""
    _embedded(Path(folder)).start()


def _embedded(folder: Path) -> EmbeddedPostgres:
    return _at(folder, durable=False)


@contextlib.asynccontextmanager
async def own_server(*, durable: bool) -> AsyncGenerator[EmbeddedPostgres]:
    """A server of the version under test for one test alone, started, with its database `kith`."""
    # Not pytest's folder: every run of pytest on the machine closes the one above it to PostgreSQL's account.
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_memory()))
    server = _at(folder, durable=durable)
    await asyncio.to_thread(server.start)
    try:
        yield server
    finally:
        await asyncio.to_thread(server.stop, immediate=True)
        shutil.rmtree(folder, ignore_errors=True)


def _at(folder: Path, *, durable: bool) -> EmbeddedPostgres:
    named = os.environ.get(BINARIES)
    return EmbeddedPostgres(folder, binaries=Path(named) if named else None, durable=durable)
