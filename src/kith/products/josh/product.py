"""JOSH's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product
from kith.products.josh.conversation import webhook
from kith.products.josh.outbound import callbacks
from kith.products.josh.outbound import jobs as outbound

PRODUCT = Product(
    slug="josh",
    name="JOSH",
    tagline="Friends by text message",
    schema="josh",
    schema_folder=Path(__file__).parent / "schema",
    routes=[*webhook.ROUTES, *callbacks.ROUTES],
    jobs=[*outbound.JOBS],
    schedules=[*outbound.SCHEDULES],
)
