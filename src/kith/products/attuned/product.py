"""Attuned's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="attuned",
    name="Attuned",
    tagline="A private game for two.",
    schema="attuned",
    schema_folder=_HERE / "schema",
    open_to_newcomers=True,
)
