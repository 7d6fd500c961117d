"""JOSH's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product

PRODUCT = Product(
    slug="josh",
    name="JOSH",
    tagline="Friends by text message",
    schema="josh",
    schema_folder=Path(__file__).parent / "schema",
)
