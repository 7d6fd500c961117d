"""`kith schema`: the schema that the migrations make, as SQL. `dump` prints it; `write` puts it into docs/schema, a file for each schema."""

from __future__ import annotations

import argparse
import contextlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Generator, Sequence
from pathlib import Path

from kith.cli.failure import CommandFailed
from kith.cli.place import PROJECT, product_slugs
from kith.foundation.embedded_postgres import EmbeddedPostgres, PostgresUnavailable, packaged_binaries
from kith.foundation.migrations import migrate
from kith.foundation.owners import HOUSE_SCHEMA
from kith.foundation.product import load_products

FOLDER = PROJECT / "docs" / "schema"
_CHANGES_WITH_THE_DAY = re.compile(r"^(\\(un)?restrict .*|-- Dumped .*)\n", re.MULTILINE)
_BLANK_LINES = re.compile(r"\n{3,}")


def run(arguments: argparse.Namespace) -> int:
    slugs = product_slugs() if arguments.action == "dump" else every_product()
    with _migrated(slugs) as url:
        if arguments.action == "dump":
            sys.stdout.write(of_database(url))
            return 0
        FOLDER.mkdir(parents=True, exist_ok=True)
        for schema in schemas(slugs):
            (FOLDER / f"{schema}.sql").write_text(of_database(url, schema))
    return 0


def every_product() -> list[str]:
    """Slugs of all products in the source tree, installed by settings or not."""
    import kith.products

    return sorted(manifest.parent.name for manifest in Path(kith.products.__path__[0]).glob("*/product.py"))


def schemas(slugs: Sequence[str]) -> list[str]:
    """The schemas of the house and of these products."""
    return ["auth", HOUSE_SCHEMA, *(product.schema for product in load_products(slugs))]


@contextlib.contextmanager
def _migrated(slugs: Sequence[str]) -> Generator[str]:
    """A throw-away database with every migration applied.

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
            migrate(url, [product.owner for product in load_products(slugs)])
            yield url
        finally:
            embedded.stop(immediate=True)


def of_database(url: str, schema: str | None = None) -> str:
    """The schema of one database, or one schema of it, without the lines that differ from one dump to the next."""
    program = packaged_binaries() / "pg_dump"
    only = [f"--schema={schema}"] if schema else []
    done = subprocess.run(
        [str(program), "--schema-only", "--no-owner", "--exclude-table=*._yoyo_*", *only, url],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CommandFailed(f"pg_dump could not read the schema: {done.stderr.strip()}")
    return _BLANK_LINES.sub("\n\n", _CHANGES_WITH_THE_DAY.sub("", done.stdout)).strip() + "\n"
