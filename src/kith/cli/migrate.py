"""`kith migrate`: bring the database up to date."""

from __future__ import annotations

import argparse

import psycopg

from kith.cli.failure import CommandFailed
from kith.cli.place import owner_database, product_slugs
from kith.foundation.migrations import MigrationFailed, migrate
from kith.foundation.product import load_products


def run(_arguments: argparse.Namespace) -> int:
    """Apply what is missing and name it.

    Raises:
        CommandFailed: the database cannot be reached, or it refused a migration.
    """
    try:
        products = load_products(product_slugs())
    except ValueError as problem:
        raise CommandFailed(f"KITH_PRODUCTS: {problem}") from problem
    with owner_database() as url:
        try:
            applied = migrate(url, [product.owner for product in products])
        except psycopg.OperationalError as away:
            raise CommandFailed(f"The database cannot be reached: {str(away).strip()}") from away
        except MigrationFailed as refusal:
            raise CommandFailed(f"A migration was refused. {refusal}") from refusal
    for name in applied:
        print(f"applied {name}")
    print(
        f"{len(applied)} applied; the database is up to date." if applied else "The database is up to date."
    )
    return 0
