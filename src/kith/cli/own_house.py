"""The house of this machine, for commands that look after it: its database as its owner, and the settings a process of it has."""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncGenerator, Generator

from kith.cli import kept_secrets, running_house
from kith.cli.failure import CommandFailed
from kith.cli.place import data_folder, owner_database, product_slugs
from kith.foundation.embedded_postgres import EmbeddedPostgres
from kith.foundation.house import House
from kith.foundation.product import Product, load_products
from kith.foundation.settings import MissingSettings, Settings, load


def settings_on(owner_url: str) -> Settings:
    """Settings for a house on this database: the environment's, else those that `kith up` keeps in the data folder.

    Raises:
        CommandFailed: some are missing.
    """
    folder = data_folder()
    environ = {
        "KITH_DATA_FOLDER": str(folder),
        **running_house.addresses(folder),
        **kept_secrets.kept(folder / "secrets.json"),
        **os.environ,
        "DATABASE_URL": owner_url,
    }
    try:
        return load(environ)
    except MissingSettings as missing:
        raise CommandFailed(str(missing)) from missing


def installed() -> tuple[Product, ...]:
    """The products of this machine.

    Raises:
        CommandFailed: one is unknown.
    """
    try:
        return load_products(product_slugs())
    except ValueError as problem:
        raise CommandFailed(f"KITH_PRODUCTS: {problem}") from problem


@contextlib.asynccontextmanager
async def house_on(owner_url: str) -> AsyncGenerator[House]:
    """A house on this database, closed at the end.

    Raises:
        CommandFailed: settings or keys are missing, or a product is unknown.
    """
    settings = settings_on(owner_url)
    if not settings.keys:
        raise CommandFailed("The keys of this house are not here: set KITH_KEYS, or KITH_DATA_FOLDER.")
    house = House(settings, installed())
    try:
        yield house
    finally:
        await house.close()


@contextlib.contextmanager
def own_database() -> Generator[str]:
    """URL of this machine's database as its owner, running or started for as long as needed.

    Raises:
        CommandFailed: there is none yet.
    """
    if not os.environ.get("DATABASE_URL", "").strip():
        folder = data_folder()
        if not EmbeddedPostgres(folder).cluster.exists():
            raise CommandFailed(
                f"There is no house in {folder} yet. Start one with `kith up`, name its folder with KITH_DATA_FOLDER, "
                "or its database with DATABASE_URL."
            )
    with owner_database() as url:
        yield url


@contextlib.contextmanager
def own_settings() -> Generator[Settings]:
    """Settings of this machine's house, its database running or started for as long as needed.

    Raises:
        CommandFailed: there is no house yet, or settings are missing.
    """
    with own_database() as url:
        yield settings_on(url)
