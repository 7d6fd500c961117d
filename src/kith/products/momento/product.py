"""Momento's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import Product
from kith.products.momento.completion import jobs as completion
from kith.products.momento.events import api as events_api
from kith.products.momento.events import jobs as events
from kith.products.momento.events import pages as events_pages
from kith.products.momento.memory import pages as memory
from kith.products.momento.messages import pages as messages
from kith.products.momento.payments import settling
from kith.products.momento.ratings import pages as ratings
from kith.products.momento.seats import api as seats_api
from kith.products.momento.seats import jobs as seats
from kith.products.momento.seats import pages as seats_pages
from kith.products.momento.waiting import commands as waiting

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="momento",
    name="Momento",
    tagline="Small gatherings, well hosted. Be invited, come along, remember whom you met.",
    schema="momento",
    schema_folder=_HERE / "schema",
    templates=tuple(
        _HERE / name / "templates" for name in ("events", "seats", "ratings", "memory", "messages")
    ),
    static=_HERE / "static",
    routes=[
        *events_api.ROUTES,
        *events_pages.ROUTES,
        *seats_api.ROUTES,
        *seats_pages.ROUTES,
        *ratings.ROUTES,
        *memory.ROUTES,
        *messages.ROUTES,
    ],
    jobs=[*events.JOBS, *waiting.JOBS, *completion.JOBS],
    schedules=[*events.SCHEDULES, *seats.SCHEDULES, *waiting.SCHEDULES, *completion.SCHEDULES],
    on_stripe_event=settling.on_event,
)
