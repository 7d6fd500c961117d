"""Attuned's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product
from kith.products.attuned.subscriptions import api as subscriptions_api
from kith.products.attuned.subscriptions import intake as subscriptions
from kith.products.attuned.subscriptions import pages as subscriptions_pages
from kith.products.attuned.subscriptions import web, webhooks

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="attuned",
    name="Attuned",
    tagline="A private game for two.",
    schema="attuned",
    schema_folder=_HERE / "schema",
    templates=tuple(_HERE / name / "templates" for name in ("subscriptions",)),
    routes=[
        *subscriptions_api.ROUTES,
        *subscriptions_pages.ROUTES,
        *webhooks.ROUTES,
    ],
    jobs=[
        *subscriptions.JOBS,
    ],
    schedules=[
        *subscriptions.SCHEDULES,
    ],
    open_to_newcomers=True,
    on_stripe_event=web.on_event,
)
