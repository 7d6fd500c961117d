"""Mentor's manifest."""

from __future__ import annotations

from pathlib import Path

from kith.foundation.product import NavigationLink, Product
from kith.products.mentor import privacy
from kith.products.mentor.availability import api as availability_api
from kith.products.mentor.availability import jobs as availability
from kith.products.mentor.availability import pages as availability_pages
from kith.products.mentor.bookings import api as bookings_api
from kith.products.mentor.bookings import jobs as bookings
from kith.products.mentor.bookings import pages as bookings_pages
from kith.products.mentor.calendars import api as calendars_api
from kith.products.mentor.calendars import feed_page as calendars_feed
from kith.products.mentor.calendars import jobs as calendars
from kith.products.mentor.calendars import pages as calendars_pages
from kith.products.mentor.calendars import webhooks as calendars_webhooks
from kith.products.mentor.demo import portraying, town
from kith.products.mentor.directory import pages as directory_pages
from kith.products.mentor.no_shows import jobs as no_shows
from kith.products.mentor.no_shows import pages as no_shows_pages
from kith.products.mentor.operators import no_shows as contested
from kith.products.mentor.payments import settling
from kith.products.mentor.profiles import pages as profiles_pages
from kith.products.mentor.profiles import picture_pages
from kith.products.mentor.reminders import jobs as reminders
from kith.products.mentor.reviews import commands as reviews
from kith.products.mentor.reviews import pages as reviews_pages
from kith.products.mentor.safety import commands as safety
from kith.products.mentor.safety import pages as safety_pages
from kith.products.mentor.sessions import file_pages
from kith.products.mentor.sessions import pages as sessions_pages

_HERE = Path(__file__).parent

PRODUCT = Product(
    slug="mentor",
    name="Mentor",
    tagline="Book an hour with somebody who has done it.",
    schema="mentor",
    schema_folder=_HERE / "schema",
    templates=tuple(
        _HERE / name / "templates"
        for name in (
            "availability",
            "bookings",
            "calendars",
            "directory",
            "no_shows",
            "profiles",
            "reviews",
            "safety",
            "sessions",
        )
    ),
    static=_HERE / "static",
    routes=[
        *directory_pages.ROUTES,
        *profiles_pages.ROUTES,
        *availability_api.ROUTES,
        *availability_pages.ROUTES,
        *bookings_api.ROUTES,
        *bookings_pages.ROUTES,
        *reviews_pages.ROUTES,
        *sessions_pages.ROUTES,
        *file_pages.ROUTES,
        *no_shows_pages.ROUTES,
        *contested.ROUTES,
        *picture_pages.ROUTES,
        *safety_pages.ROUTES,
        *calendars_api.ROUTES,
        *calendars_pages.ROUTES,
        *calendars_webhooks.ROUTES,
        *calendars_feed.ROUTES,
    ],
    console_links=[NavigationLink(contested.PATH, "No-shows")],
    jobs=[*calendars.JOBS, *portraying.JOBS],
    schedules=[
        *availability.SCHEDULES,
        *bookings.SCHEDULES,
        *reviews.SCHEDULES,
        *calendars.SCHEDULES,
        *no_shows.SCHEDULES,
        *reminders.SCHEDULES,
        *safety.SCHEDULES,
    ],
    privacy=privacy.HOOKS,
    open_to_newcomers=True,
    demo=town.build,
    on_stripe_event=settling.on_event,
)
