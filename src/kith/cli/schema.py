"""`kith schema dump`: the schema that the migrations make, as SQL."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from kith.cli.failure import CommandFailed
from kith.cli.place import product_slugs
from kith.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable, packaged_binaries
from kith.foundation.migrations import migrate
from kith.foundation.product import load_products

_CHANGES_WITH_THE_DAY = re.compile(r"^(\\(un)?restrict .*|-- Dumped .*)\n", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def run(_arguments: argparse.Namespace) -> int:
    sys.stdout.write(dump())
    return 0


def dump() -> str:
    """The schema of the installed products and the house, equal for equal migrations.

    Raises:
        CommandFailed: no PostgreSQL can be started.
    """
    with tempfile.TemporaryDirectory(prefix="kith-schema-") as folder:
        embedded = EmbeddedPostgres(Path(folder), durable=False)
        try:
            url = embedded.start()
        except PostgresUnavailable as problem:
            raise CommandFailed(str(problem)) from problem
        try:
            migrate(url, [product.owner for product in load_products(product_slugs())])
            return of_database(url)
        finally:
            embedded.stop(immediate=True)


def of_database(url: str) -> str:
    """The schema of one database, without the lines that differ from one dump to the next."""
    program = packaged_binaries() / "pg_dump"
    done = subprocess.run(
        [str(program), "--schema-only", "--no-owner", "--exclude-table=*._yoyo_*", url],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CommandFailed(f"pg_dump could not read the schema: {done.stderr.strip()}")
    return _BLANK_LINES.sub("\n\n", _CHANGES_WITH_THE_DAY.sub("", done.stdout)).strip() + "\n"
