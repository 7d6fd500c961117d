"""Migrations: each owner's folder applied in order into that owner's schema, whatever the schema is called (yoyo-migrations).

Names are `YYYYMMDDHHMMSS_<description>.sql` with a `.rollback.sql` companion. One advisory lock keeps two migrators apart and ends with
its connection; lock and statement timeouts keep a migration from holding up the house.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from yoyo import connections as yoyo_connections
from yoyo import migrations as yoyo_migrations
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend

from kith.foundation.owners import HOUSE_FOLDER, HOUSE_SCHEMA, Owner, house

_LOCK = "select pg_advisory_lock(hashtextextended('kith.migrations', 0))"
_UNLOCK = "select pg_advisory_unlock(hashtextextended('kith.migrations', 0))"
_HISTORY_TABLES = ("_yoyo_log", "_yoyo_migrations", "_yoyo_version")
# yoyo ships no types; what comes from it is converted where it is used.
_connections: Any = yoyo_connections
_migrations: Any = yoyo_migrations
_DIRECTIVE = re.compile(r"^\s*--\s*(transactional|depends)\s*:", re.MULTILINE)
_IDENTIFIER = re.compile(r"^[a-z][a-z0-9_]{0,47}$")


class MigrationFailed(Exception):
    """The database refused a migration; nothing of that migration was kept."""


class _Backend(PostgresqlPsycopgBackend):
    """yoyo's backend with our search_path, timeouts and lock."""

    def init_connection(self, connection: Any) -> None:
        connection.execute(
            sql.SQL("set search_path to {}, pg_temp").format(
                sql.Identifier(str(getattr(self, "schema", None) or HOUSE_SCHEMA))
            )
        )
        connection.execute("set lock_timeout = '10s'")
        connection.execute("set statement_timeout = '10min'")
        connection.execute("set client_min_messages = warning")

    def create_lock_table(self) -> None:
        """The advisory lock of `migrate` does this, and does not outlive a killed process."""

    @contextmanager
    def lock(self, timeout: float = 10) -> Generator[None]:
        yield


class _WholeFile(_migrations.Migration):
    """A file in one piece: PostgreSQL takes many statements as well as one, and taking them apart takes longer than running them.

    A file that says `-- transactional: false` has to be taken apart, since PostgreSQL runs what it gets in one piece in one transaction.
    """

    def load(self) -> None:
        if self.loaded:
            return
        source = Path(self.path).read_text()
        if _DIRECTIVE.search(source):
            theirs: Any = super()
            theirs.load()
            return
        undo = Path(self.path).with_suffix(".rollback.sql")
        self.source = source
        self._depends: set[Any] = set()
        self.steps = [_migrations.MigrationStep(0, source, undo.read_text() if undo.exists() else None)]


def _owner_backend(url: str, schema: str) -> Any:
    uri = _connections.parse_uri(_yoyo_url(url))
    uri.args["schema"] = schema
    backend: Any = _Backend(uri, "_yoyo_migrations")
    backend.init_database()
    return backend


def _yoyo_url(url: str) -> str:
    return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", url)


def _read(owner: Owner) -> Any:
    found: list[Any] = list(_migrations.read_migrations(*(str(folder) for folder in owner.folders)))
    whole = [_WholeFile(one.id, one.path, one.source_dir) for one in sorted(found, key=_name_of)]
    return _migrations.MigrationList(whole)


def _name_of(migration: Any) -> str:
    return str(migration.id)


def migrate(url: str, owners: Sequence[Owner]) -> list[str]:
    """Bring a database to the current schema; the house first, then the given products.

    Returns the migrations applied, as `schema/name`, in order.

    Raises:
        MigrationFailed: a migration was refused; those before it stay applied.
        psycopg.OperationalError: the database cannot be reached.
    """
    if not pending(url, owners):
        return []
    applied: list[str] = []
    with psycopg.connect(url, autocommit=True) as guard:
        guard.execute(_LOCK)
        try:
            for owner in (house(), *owners):
                applied += _migrate_owner(guard, url, owner)
        finally:
            guard.execute(_UNLOCK)
    return applied


def _migrate_owner(guard: psycopg.Connection[Any], url: str, owner: Owner) -> list[str]:
    if not _IDENTIFIER.match(owner.schema):
        raise MigrationFailed(
            f"“{owner.schema}” cannot be a schema's name: use small letters, digits and underscores."
        )
    guard.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(owner.schema)))
    backend = _owner_backend(url, owner.schema)
    applied: list[str] = []
    with backend:
        for migration in backend.to_apply(_read(owner)):
            try:
                backend.apply_one(migration)
            except psycopg.Error as refusal:
                raise MigrationFailed(f"{owner.schema}/{migration.id}: {refusal}") from refusal
            applied.append(f"{owner.schema}/{migration.id}")
        if applied:
            _close_history(backend.connection, owner.schema)
    return applied


def _close_history(connection: Any, schema: str) -> None:
    """The migration history is nobody's business but the migrator's."""
    for table in _HISTORY_TABLES:
        name = sql.Identifier(schema, table)
        connection.execute(sql.SQL("alter table {} enable row level security").format(name))
        connection.execute(
            sql.SQL("comment on table {} is {}").format(
                name, sql.Literal("Which migrations have run (yoyo).")
            )
        )


def pending(url: str, owners: Sequence[Owner]) -> list[str]:
    """Migrations the code has and the database does not, as `schema/name`. Changes nothing."""
    missing: list[str] = []
    with psycopg.connect(url, autocommit=True) as connection:
        for owner in (house(), *owners):
            table = f"{owner.schema}._yoyo_migrations"
            found = connection.execute("select to_regclass(%s) is not null", (table,)).fetchone()
            done: set[str] = set()
            if found and found[0]:
                query = sql.SQL("select migration_id from {}").format(
                    sql.Identifier(owner.schema, "_yoyo_migrations")
                )
                done = {row[0] for row in connection.execute(query)}
            missing += [f"{owner.schema}/{name}" for name in _names(owner) if name not in done]
    return missing


def _names(owner: Owner) -> list[str]:
    files = (file.stem for folder in owner.folders for file in folder.glob("*.sql"))
    return sorted(name for name in files if not name.endswith(".rollback"))


def roll_back(url: str, owner: Owner, count: int) -> list[str]:
    """Undo the newest `count` migrations of an owner by their companions; returns them, newest first."""
    undone: list[str] = []
    with psycopg.connect(url, autocommit=True) as guard:
        guard.execute(_LOCK)
        backend = _owner_backend(url, owner.schema)
        with backend:
            for migration in list(backend.to_rollback(_read(owner)))[:count]:
                backend.rollback_one(migration)
                undone.append(f"{owner.schema}/{migration.id}")
        guard.execute(_UNLOCK)
    return undone


def make_roles(url: str) -> None:
    """Make the roles that a restored schema grants to, where they are missing, as the first migration does."""
    file = HOUSE_FOLDER / "20261101090000_roles_and_auth.sql"
    roles, _, _rest = file.read_text().partition("create schema")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(roles.encode())


def migrations_of(owners: Sequence[Owner]) -> dict[str, list[str]]:
    """Names of all migrations the code has, of the house and these owners, by schema."""
    return {owner.schema: _names(owner) for owner in (house(), *owners)}


def let_app_sign_in(url: str, password: str) -> None:
    """Give the ordinary role `kith_app` this password (scram), so that processes need not connect as the owner."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            sql.SQL("alter role kith_app with login password {}").format(sql.Literal(password))
        )
