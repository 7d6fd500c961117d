"""Where a command finds its data folder and its database."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator
from pathlib import Path

from kith.cli.failure import CommandFailed
from kith.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable
from kith.foundation.settings import INSTALLED

PROJECT = Path(__file__).resolve().parents[3]
"""The folder with the launcher."""


def data_folder() -> Path:
    """`KITH_DATA_FOLDER`, or `.kith` beside the launcher."""
    named = os.environ.get("KITH_DATA_FOLDER", "").strip()
    return Path(named).expanduser().resolve() if named else PROJECT / ".kith"


def product_slugs() -> list[str]:
    """The products installed by settings, without needing a database for the answer."""
    named = [part.strip() for part in os.environ.get("KITH_PRODUCTS", "").split(",") if part.strip()]
    return named or list(INSTALLED)


@contextlib.contextmanager
def owner_database() -> Generator[str]:
    """URL of the house's database as its owner: `DATABASE_URL`, else the embedded one.

    An embedded server that `kith up` runs is used as it is; otherwise it is started for as long as needed.

    Raises:
        CommandFailed: there is none and none can be started.
    """
    named = os.environ.get("DATABASE_URL", "").strip()
    if named:
        yield named
        return
    embedded = EmbeddedPostgres(data_folder())
    if embedded.running:
        yield embedded.url()
        return
    try:
        url = embedded.start()
    except PostgresUnavailable as problem:
        raise CommandFailed(str(problem)) from problem
    try:
        yield url
    finally:
        embedded.stop()
