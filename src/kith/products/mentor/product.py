"""Mentor's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product
from kith.products.mentor import privacy
from kith.products.mentor.calendars import api as calendars_api
from kith.products.mentor.calendars import feed_page as calendars_feed
from kith.products.mentor.calendars import jobs as calendars
from kith.products.mentor.calendars import pages as calendars_pages
from kith.products.mentor.calendars import webhooks as calendars_webhooks

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="mentor",
    name="Mentor",
    tagline="Book an hour with somebody who has done it.",
    schema="mentor",
    schema_folder=_HERE / "schema",
    templates=tuple(_HERE / name / "templates" for name in ("calendars",)),
    routes=[
        *calendars_api.ROUTES,
        *calendars_pages.ROUTES,
        *calendars_webhooks.ROUTES,
        *calendars_feed.ROUTES,
    ],
    jobs=[*calendars.JOBS],
    schedules=[*calendars.SCHEDULES],
    privacy=privacy.HOOKS,
    open_to_newcomers=True,
)
