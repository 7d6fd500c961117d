"""A database of a bench's own: durable settings as `./kith up` has them, thrown away at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

from kith.foundation.embedded_postgres import EmbeddedPostgres
from kith.foundation.migrations import let_app_sign_in, migrate
from kith.foundation.product import load_products
from kith.foundation.settings import Settings

PASSWORD = "for-the-bench-only"


class Place:
    """A migrated database: `url` as its owner, `app_url` as the role the program uses, `binaries` with pgbench beside them."""

    def __init__(self, server: EmbeddedPostgres, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.url = server.url("kith")
        self.app_url = server.url("kith", "kith_app")

    def settings(self, **more: object) -> Settings:
        """Settings of a house on this database."""
        values: dict[str, object] = {
            "environment": "test",
            "database_url": self.url,
            "app_database_url": self.app_url,
            "public_url": "http://127.0.0.1:8799",
            "keys": {1: b"k" * 32},
            "pepper": b"p" * 32,
            "token_secret": b"t" * 32,
            "twilio_account_sid": "AC" + "0" * 32,
            "twilio_auth_token": "bench",
            "twilio_number": "+12025550100",
            "stripe_price_josh": "price_josh",
        }
        return Settings(**{**values, **more})  # type: ignore[arg-type]

    def owner(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.url, autocommit=True)


@contextlib.contextmanager
def place(*products: str) -> Iterator[Place]:
    """Start PostgreSQL in a temporary folder, migrate for these products (JOSH), and take everything away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="kith-bench-"))
    server = EmbeddedPostgres(folder)
    server.start()
    try:
        found = Place(server, folder)
        migrate(found.url, [product.owner for product in load_products(products or ("josh",))])
        let_app_sign_in(found.url, PASSWORD)
        os.environ.setdefault("PGPASSWORD", PASSWORD)
        yield found
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def table(title: str, rows: list[tuple[str, str, str, bool | None]]) -> int:
    """Print what was measured beside what was promised; 1 if a promise was missed, else 0."""
    width = max(len(row[0]) for row in rows)
    print(f"\n{title}")
    for name, measured, limit, kept in rows:
        mark = "" if kept is None else ("kept" if kept else "MISSED")
        print(f"  {name:<{width}}  {measured:>14}  {limit:<22} {mark}")
    return int(any(row[3] is False for row in rows))
