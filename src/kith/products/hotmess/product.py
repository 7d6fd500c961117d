"""HOTMESS OS's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product
from kith.products.hotmess import privacy
from kith.products.hotmess.members import pages as members_pages

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="hotmess",
    name="HOTMESS",
    tagline="A night out, run with care.",
    schema="hotmess",
    schema_folder=_HERE / "schema",
    templates=tuple(_HERE / name / "templates" for name in ("members",)),
    static=_HERE / "static",
    routes=[*members_pages.ROUTES],
    privacy=privacy.HOOKS,
    open_to_newcomers=True,
)
