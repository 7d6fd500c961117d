"""Momento's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="momento",
    name="Momento",
    tagline="Small gatherings, well hosted. Be invited, come along, remember whom you met.",
    schema="momento",
    schema_folder=_HERE / "schema",
    templates=(),
    routes=[],
    jobs=[],
    schedules=[],
)
