"""Mentor's manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kith.foundation.product import DemoSignIn, Product
from kith.products.mentor import operating, privacy, topics
from kith.products.mentor.availability import api as availability_api
from kith.products.mentor.availability import hours_pages
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
from kith.products.mentor.credit import jobs as credit
from kith.products.mentor.demo import money, portraying
from kith.products.mentor.directory import pages as directory_pages
from kith.products.mentor.game.achievements import telling as achievements
from kith.products.mentor.game.awards import closing
from kith.products.mentor.game.leaderboards import api as leaderboards_api
from kith.products.mentor.game.leaderboards import pages as leaderboards_pages
from kith.products.mentor.game.progress import pages as progress_pages
from kith.products.mentor.game.streaks import visits
from kith.products.mentor.no_shows import jobs as no_shows
from kith.products.mentor.no_shows import pages as no_shows_pages
from kith.products.mentor.numbers import measures as numbers
from kith.products.mentor.operators import routes as operators
from kith.products.mentor.operators import suspending
from kith.products.mentor.operators.moderation import MODERATION
from kith.products.mentor.packages import api as packages_api
from kith.products.mentor.packages import pages as packages_pages
from kith.products.mentor.payments import ringing
from kith.products.mentor.payouts import api as payouts_api
from kith.products.mentor.payouts import jobs as payouts
from kith.products.mentor.payouts import pages as payouts_pages
from kith.products.mentor.profiles import pages as profiles_pages
from kith.products.mentor.profiles import picture_pages
from kith.products.mentor.receipts import pages as receipts_pages
from kith.products.mentor.reminders import jobs as reminders
from kith.products.mentor.reviews import commands as reviews
from kith.products.mentor.reviews import pages as reviews_pages
from kith.products.mentor.safety import commands as safety
from kith.products.mentor.safety import pages as safety_pages
from kith.products.mentor.sessions import file_pages
from kith.products.mentor.sessions import pages as sessions_pages
from kith.products.mentor.switches import SWITCHES

if TYPE_CHECKING:
    from kith.foundation.house import House

_HERE = Path(__file__).parent


async def _demo(house: House) -> list[DemoSignIn]:
    # Imported here because only an empty house needs it.
    from kith.products.mentor.demo import town

    return await town.build(house)


_MENTOR = Product(
    slug="mentor",
    name="Mentor",
    tagline="Book an hour with somebody who has done it.",
    schema="mentor",
    schema_folder=_HERE / "schema",
    topics=topics.ALL,
    templates=tuple(
        _HERE / name / "templates"
        for name in (
            "availability",
            "bookings",
            "calendars",
            "directory",
            "game/leaderboards",
            "game/progress",
            "no_shows",
            "packages",
            "payouts",
            "profiles",
            "receipts",
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
        *hours_pages.ROUTES,
        *bookings_api.ROUTES,
        *bookings_pages.ROUTES,
        *packages_api.ROUTES,
        *packages_pages.ROUTES,
        *payouts_api.ROUTES,
        *payouts_pages.ROUTES,
        *receipts_pages.ROUTES,
        *reviews_pages.ROUTES,
        *sessions_pages.ROUTES,
        *file_pages.ROUTES,
        *no_shows_pages.ROUTES,
        *picture_pages.ROUTES,
        *safety_pages.ROUTES,
        *calendars_api.ROUTES,
        *calendars_pages.ROUTES,
        *calendars_webhooks.ROUTES,
        *calendars_feed.ROUTES,
        *leaderboards_pages.ROUTES,
        *leaderboards_api.ROUTES,
        *progress_pages.ROUTES,
        *operators.ROUTES,
    ],
    console_links=operators.CONSOLE_LINKS,
    jobs=[*calendars.JOBS, *portraying.JOBS],
    schedules=[
        *availability.SCHEDULES,
        *bookings.SCHEDULES,
        *credit.SCHEDULES,
        *payouts.SCHEDULES,
        *reviews.SCHEDULES,
        *calendars.SCHEDULES,
        *closing.SCHEDULES,
        *achievements.SCHEDULES,
        *no_shows.SCHEDULES,
        *reminders.SCHEDULES,
        *safety.SCHEDULES,
    ],
    privacy=privacy.HOOKS,
    numbers=numbers.NUMBERS,
    on_ban=suspending.end_for_ban,
    on_ban_lifted=suspending.reopen_after_ban,
    moderation=MODERATION,
    open_to_newcomers=True,
    switches=SWITCHES,
    # Not the room and its messages, connected calendars and their private addresses, or what settles a payment.
    shown_to_operators=(
        "/mentor/sessions",
        "/mentor",
        "/mentor/leaderboard",
        "/mentor/leaderboard/league",
        "/mentor/leaderboard/weeks/*",
        "/mentor/mentors",
        "/mentor/mentors/*",
        "/mentor/mentors/*/book",
        "/mentor/mentors/*/reviews",
        "/mentor/mentoring",
        "/mentor/mentoring/earnings",
        "/mentor/mentoring/hours",
        "/mentor/mentoring/offer",
        "/mentor/mentoring/packages",
        "/mentor/payments",
        "/mentor/pictures/*",
        "/mentor/profile",
        "/mentor/progress",
        "/mentor/reviews",
        "/mentor/sessions/*",
        "/mentor/sessions/*/move",
    ),
    demo=_demo,
    demo_money=money.told,
    on_stripe_event=ringing.on_event,
    operations=operating.OPERATIONS,
)
PRODUCT = visits.noted(_MENTOR)
