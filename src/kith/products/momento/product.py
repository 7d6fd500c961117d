"""Momento's manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kith.foundation.product import DemoSignIn, Product
from kith.products.momento import operating, privacy, spoken, topics
from kith.products.momento.attendance import api as attendance_api
from kith.products.momento.attendance import pages as attendance_pages
from kith.products.momento.checkin import api as checkin_api
from kith.products.momento.checkin import pages as checkin_pages
from kith.products.momento.completion import jobs as completion
from kith.products.momento.demo import money, portraying
from kith.products.momento.events import api as events_api
from kith.products.momento.events import jobs as events
from kith.products.momento.events import pages as events_pages
from kith.products.momento.hosts import pages as hosts_pages
from kith.products.momento.invitations import jobs as invitations
from kith.products.momento.memory import pages as memory
from kith.products.momento.messages import pages as messages
from kith.products.momento.numbers import measures as numbers
from kith.products.momento.operators import routes as operators
from kith.products.momento.operators import suspending
from kith.products.momento.operators.moderation import MODERATION
from kith.products.momento.payments import settling
from kith.products.momento.photos import api as photos_api
from kith.products.momento.photos import face_cards
from kith.products.momento.photos import pages as photos_pages
from kith.products.momento.posts import api as posts_api
from kith.products.momento.posts import pages as posts_pages
from kith.products.momento.profiles import api as profiles_api
from kith.products.momento.profiles import departure
from kith.products.momento.profiles import pages as profiles_pages
from kith.products.momento.ratings import pages as ratings
from kith.products.momento.safety import pages as safety
from kith.products.momento.seats import api as seats_api
from kith.products.momento.seats import jobs as seats
from kith.products.momento.seats import pages as seats_pages
from kith.products.momento.suggestions import pages as suggestions
from kith.products.momento.waiting import commands as waiting
from kith.products.momento.wallet import pages as wallet

if TYPE_CHECKING:
    from kith.foundation.house import House

_HERE = Path(__file__).parent


async def _demo(house: House) -> list[DemoSignIn]:
    # Imported here because only an empty house needs it.
    from kith.products.momento.demo import city

    return await city.build(house)


PRODUCT = Product(
    slug="momento",
    name="Momento",
    tagline="Small gatherings, well hosted. Be invited, come along, remember whom you met.",
    schema="momento",
    schema_folder=_HERE / "schema",
    topics=topics.ALL,
    templates=tuple(
        _HERE / name / "templates"
        for name in (
            "events",
            "seats",
            "checkin",
            "attendance",
            "posts",
            "ratings",
            "memory",
            "messages",
            "suggestions",
            "safety",
            "profiles",
            "photos",
            "hosts",
        )
    ),
    static=_HERE / "static",
    routes=[
        *events_api.ROUTES,
        *events_pages.ROUTES,
        *suggestions.ROUTES,
        *seats_api.ROUTES,
        *seats_pages.ROUTES,
        *wallet.ROUTES,
        *checkin_api.ROUTES,
        *checkin_pages.ROUTES,
        *attendance_api.ROUTES,
        *attendance_pages.ROUTES,
        *posts_api.ROUTES,
        *posts_pages.ROUTES,
        *ratings.ROUTES,
        *memory.ROUTES,
        *messages.ROUTES,
        *safety.ROUTES,
        *operators.ROUTES,
        *profiles_api.ROUTES,
        *profiles_pages.ROUTES,
        *photos_api.ROUTES,
        *photos_pages.ROUTES,
        *hosts_pages.ROUTES,
    ],
    console_links=operators.CONSOLE_LINKS,
    # Not messages, likes, memories and posts, which are between people; nor passes and codes, which open doors.
    shown_to_operators=(
        "/momento",
        "/momento/events/*",
        "/momento/events/*/attendance",
        "/momento/hosting",
        "/momento/hosting/*",
        "/momento/hosting/payouts",
        "/momento/hosting/profile",
        "/momento/hosts/*",
        "/momento/hosts/*/picture",
        "/momento/invitations",
        "/momento/invitations/*",
        "/momento/photos/*/*",
        "/momento/profile",
        "/momento/profile/photos",
    ),
    jobs=[
        *events.JOBS,
        *waiting.JOBS,
        *completion.JOBS,
        *invitations.JOBS,
        *face_cards.JOBS,
        *portraying.JOBS,
    ],
    schedules=[
        *events.SCHEDULES,
        *seats.SCHEDULES,
        *waiting.SCHEDULES,
        *completion.SCHEDULES,
        *invitations.SCHEDULES,
    ],
    privacy=privacy.HOOKS,
    numbers=numbers.NUMBERS,
    moderation=MODERATION,
    on_consent=departure.hear_consent,
    on_ban=suspending.end_for_ban,
    on_ban_lifted=suspending.reopen_after_ban,
    open_to_newcomers=True,
    spoken=spoken.WORDS,
    demo=_demo,
    demo_money=money.told,
    on_stripe_event=settling.on_event,
    operations=operating.OPERATIONS,
)
