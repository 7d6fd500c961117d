"""Whose migrations build which schema. Apart from `migrations`, which brings the libraries that apply them: a manifest does without."""

from __future__ import annotations

from pathlib import Path

import msgspec

HOUSE_SCHEMA = "kith"
_FOUNDATION = Path(__file__).parent
HOUSE_FOLDER = _FOUNDATION / "schema"
_MACHINERY = _FOUNDATION / "product_schema"


class Owner(msgspec.Struct, frozen=True):
    """A schema and the folders whose migrations build it."""

    schema: str
    folders: tuple[Path, ...]


def house() -> Owner:
    """The owner of `auth` and `kith`: foundation and commons."""
    commons = sorted((_FOUNDATION.parent / "commons").glob("*/schema"))
    return Owner(HOUSE_SCHEMA, (HOUSE_FOLDER, _MACHINERY, *commons))


def product(schema: str, folder: Path) -> Owner:
    """The owner of a product's schema: the machinery every schema has, then the product's own folder."""
    return Owner(schema, (_MACHINERY, folder))
