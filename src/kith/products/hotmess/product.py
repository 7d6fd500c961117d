"""HOTMESS OS's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="hotmess",
    name="HOTMESS",
    tagline="A night out, run with care.",
    schema="hotmess",
    schema_folder=_HERE / "schema",
    open_to_newcomers=True,
)
