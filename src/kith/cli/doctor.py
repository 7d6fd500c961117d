"""`kith doctor`: is this house in order? Looks, changes nothing, and says what to do about what is not."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
import psycopg
from psycopg import sql

from kith.cli import running_house
from kith.cli.failure import CommandFailed
from kith.cli.place import data_folder, owner_database, product_slugs
from kith.foundation.catalog import LINTS, SEARCH_PATH, of_schemas
from kith.foundation.embedded_postgres import EmbeddedPostgres
from kith.foundation.migrations import pending
from kith.foundation.product import Product, load_products
from kith.foundation.settings import MissingSettings, load

LEAST_SPACE = 1024**3
"""Bytes free below which PostgreSQL is in danger of stopping."""
MOST_CLOCK_DIFFERENCE = 5.0
"""Seconds between this machine and the database before codes and tokens misbehave."""
OLDEST_POSTGRES = 150000
"""`server_version_num`."""

Verdict = Literal["good", "unknown", "bad"]
_SIGNS: Mapping[Verdict, str] = {"good": "✓", "unknown": "–", "bad": "✗"}


class Finding(msgspec.Struct, frozen=True):
    """One line of the report; a bad one says what to do."""

    subject: str
    verdict: Verdict
    sentence: str


def run(_arguments: argparse.Namespace) -> int:
    """Print every finding; the exit status is 1 when one of them is bad."""
    folder = data_folder()
    findings = [*disk(folder), *kept_keys(folder), *settings(os.environ)]
    embedded = EmbeddedPostgres(folder)
    environ = dict(os.environ)
    if embedded.running:
        environ = running_house.addresses(folder) | environ
    if not os.environ.get("DATABASE_URL") and not embedded.cluster.exists():
        findings.append(Finding("database", "unknown", "None yet; `up` makes it."))
    else:
        try:
            products = load_products(product_slugs())
            with owner_database() as url:
                findings += database(url, products)
        except (CommandFailed, ValueError) as problem:
            findings.append(Finding("database", "bad", str(problem)))
    findings += providers(environ)
    for finding in findings:
        print(f"  {_SIGNS[finding.verdict]} {finding.subject:<12} {finding.sentence}")
    return int(any(finding.verdict == "bad" for finding in findings))


def disk(folder: Path) -> Iterator[Finding]:
    """Room where the data lives."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < LEAST_SPACE:
        yield Finding(
            "disk", "bad", f"Only {free // 1024**2} MB are free at {folder}. Make room: 1 GB or more."
        )
    else:
        yield Finding("disk", "good", f"{free / 1024**3:.0f} GB free at {folder}.")


def kept_keys(folder: Path) -> Iterator[Finding]:
    """The file of secrets that `up` keeps."""
    file = folder / "secrets.json"
    if not file.exists():
        yield Finding("key file", "unknown", "None yet; `up` makes it, or the environment brings the keys.")
    elif stat.S_IMODE(file.stat().st_mode) & 0o077:
        yield Finding("key file", "bad", f"Others can read {file}. Run: chmod 600 {file}")
    else:
        yield Finding("key file", "good", f"{file}, readable by its owner only.")


def settings(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Whether a web or worker process would start with this environment."""
    if not environ.get("DATABASE_URL") and environ.get("KITH_ENVIRONMENT", "development") == "development":
        yield Finding("settings", "good", "Development: `up` chooses them.")
        return
    try:
        load(environ)
    except MissingSettings as missing:
        yield Finding("settings", "bad", str(missing))
    else:
        yield Finding("settings", "good", "Complete.")


def database(url: str, products: tuple[Product, ...]) -> Iterator[Finding]:
    """Version, migrations, policies, the ordinary role, and the database's clock."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version
            name = f"PostgreSQL {version // 10000}.{version % 10000}"
            if version < OLDEST_POSTGRES:
                yield Finding("database", "bad", f"{name} is too old; Kith needs 15 or newer.")
            else:
                yield Finding("database", "good", f"{name} answers.")
            yield clock(connection)
            missing = pending(url, [product.owner for product in products])
            if missing:
                yield Finding("migrations", "bad", f"{len(missing)} have not run. Run: ./kith migrate")
                return
            yield Finding("migrations", "good", "All have run.")
            yield from policies(connection, ["auth", "kith", *(product.schema for product in products)])
            yield ordinary_role(connection)
    except psycopg.OperationalError as away:
        yield Finding("database", "bad", f"It cannot be reached: {str(away).strip()}")


def clock(connection: psycopg.Connection[tuple[object, ...]]) -> Finding:
    """This machine's clock against the database's."""
    row = connection.execute("select clock_timestamp()").fetchone()
    told = row[0] if row else None
    if not isinstance(told, datetime):
        return Finding("clock", "unknown", "The database did not tell its time.")
    difference = abs((datetime.now(UTC) - told).total_seconds())
    if difference > MOST_CLOCK_DIFFERENCE:
        return Finding(
            "clock", "bad", f"This machine and the database differ by {difference:.0f} s. Set both by NTP."
        )
    return Finding("clock", "good", "This machine and the database agree.")


def policies(connection: psycopg.Connection[tuple[object, ...]], schemas: list[str]) -> Iterator[Finding]:
    """What the catalog must look like: row-level security, policies, grants, indexes, functions (`foundation/catalog_lints.sql`)."""
    connection.execute(sql.SQL("set search_path = {}").format(sql.Identifier(SEARCH_PATH)))
    broken = [
        (lint.promise, names)
        for lint in LINTS
        if (
            names := of_schemas(
                (str(row[0]) for row in connection.execute(sql.SQL(lint.statement))),  # pyright: ignore[reportArgumentType]
                schemas,
            )
        )
    ]
    for promise, names in broken:
        yield Finding(
            "policies", "bad", f"Not so: {promise}. {len(names)}, among them {', '.join(names[:5])}."
        )
    if not broken:
        yield Finding(
            "policies",
            "good",
            f"All {len(LINTS)} promises about tables, policies, grants and functions hold.",
        )


def ordinary_role(connection: psycopg.Connection[tuple[object, ...]]) -> Finding:
    """`kith_app` must not be able to go round the policies by itself."""
    found = connection.execute(
        "select rolsuper or rolbypassrls or rolinherit from pg_roles where rolname = %s", ("kith_app",)
    ).fetchone()
    if found is None:
        return Finding("role", "bad", "The role kith_app is missing. Run: ./kith migrate")
    if found[0]:
        fix = sql.SQL("alter role {} nosuperuser nobypassrls noinherit").format(sql.Identifier("kith_app"))
        return Finding("role", "bad", f"kith_app may go round the policies. Run: {fix.as_string(connection)}")
    return Finding("role", "good", "kith_app has no rights of its own.")


def providers(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Whether the addresses of mail, SMS and payment answer; those of `up` only while it runs."""
    probes: list[tuple[str, str, Callable[[str], tuple[str, int]]]] = [
        ("mail", "KITH_SMTP_URL", lambda url: _place(url, 25)),
        ("SMS", "KITH_TWILIO_API_BASE", lambda url: _place(url, 443)),
        ("payment", "KITH_STRIPE_API_BASE", lambda url: _place(url, 443)),
    ]
    for subject, variable, place in probes:
        named = environ.get(variable, "")
        if not named:
            yield Finding(subject, "unknown", f"{variable} is not set here; nothing to ask.")
            continue
        host, port = place(named)
        try:
            socket.create_connection((host, port), timeout=3).close()
        except OSError as problem:
            yield Finding(
                subject, "bad", f"{host}:{port} of {variable} does not answer ({problem.strerror})."
            )
        else:
            yield Finding(subject, "good", f"{host}:{port} answers.")


def _place(url: str, default_port: int) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "localhost", parts.port or default_port
