"""Momento's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product
from kith.products.momento.events import api as events_api
from kith.products.momento.events import jobs as events
from kith.products.momento.events import pages as events_pages

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="momento",
    name="Momento",
    tagline="Small gatherings, well hosted. Be invited, come along, remember whom you met.",
    schema="momento",
    schema_folder=_HERE / "schema",
    templates=(_HERE / "events" / "templates",),
    static=_HERE / "static",
    routes=[
        *events_api.ROUTES,
        *events_pages.ROUTES,
    ],
    jobs=[*events.JOBS],
    schedules=[*events.SCHEDULES],
)
