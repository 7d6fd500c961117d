"""HOTMESS OS's manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kith.foundation.product import DemoSignIn, Product, SigningKeys
from kith.products.hotmess import cities, operating, privacy, topics
from kith.products.hotmess.beacons import api as beacons_api
from kith.products.hotmess.beacons import jobs as beacons
from kith.products.hotmess.beacons import pages as beacons_pages
from kith.products.hotmess.cart import api as cart_api
from kith.products.hotmess.cart import commands as cart
from kith.products.hotmess.cart import pages as cart_pages
from kith.products.hotmess.demo import money
from kith.products.hotmess.door import api as door_api
from kith.products.hotmess.door import desk_pages
from kith.products.hotmess.door import pages as door_pages
from kith.products.hotmess.drops import jobs as drops
from kith.products.hotmess.drops import pages as drops_pages
from kith.products.hotmess.evidence import api as evidence_api
from kith.products.hotmess.evidence import commands as evidence
from kith.products.hotmess.evidence import heads as evidence_heads
from kith.products.hotmess.listings import api as listings_api
from kith.products.hotmess.listings import pages as listings_pages
from kith.products.hotmess.market import api as market_api
from kith.products.hotmess.market import pages as market_pages
from kith.products.hotmess.members import banning, people_pages
from kith.products.hotmess.members import pages as members_pages
from kith.products.hotmess.moderation.actions import MODERATION
from kith.products.hotmess.numbers import measures as numbers
from kith.products.hotmess.operators import routes as operators
from kith.products.hotmess.orders import jobs as orders
from kith.products.hotmess.orders import pages as orders_pages
from kith.products.hotmess.payments import api as payments_api
from kith.products.hotmess.payments import jobs as payments
from kith.products.hotmess.payments import pages as payments_pages
from kith.products.hotmess.payments import ringing
from kith.products.hotmess.pulse import api as pulse_api
from kith.products.hotmess.pulse import jobs as pulse
from kith.products.hotmess.pulse import pages as pulse_pages
from kith.products.hotmess.radio import api as radio_api
from kith.products.hotmess.radio import jobs as radio
from kith.products.hotmess.radio import pages as radio_pages
from kith.products.hotmess.reports import pages as reports_pages
from kith.products.hotmess.sales import api as sales_api
from kith.products.hotmess.sales import jobs as sales_jobs
from kith.products.hotmess.sales import pages as sales_pages
from kith.products.hotmess.sellers import pages as sellers_pages
from kith.products.hotmess.shop import jobs as shop
from kith.products.hotmess.shop import pages as shop_pages
from kith.products.hotmess.telegram import again as telegram_again
from kith.products.hotmess.telegram import jobs as telegram
from kith.products.hotmess.telegram import webhook as telegram_webhook
from kith.products.hotmess.threads import api as threads_api
from kith.products.hotmess.threads import pages as threads_pages
from kith.products.hotmess.tickets import api as tickets_api
from kith.products.hotmess.tickets import jobs as tickets
from kith.products.hotmess.tickets import pages as tickets_pages
from kith.products.hotmess.tokens import api as tokens_api
from kith.products.hotmess.tokens import pages as tokens_pages
from kith.products.hotmess.tokens import rotation
from kith.products.hotmess.tonight import pages as tonight_pages
from kith.products.hotmess.xp import api as xp_api
from kith.products.hotmess.xp import pages as xp_pages

if TYPE_CHECKING:
    from kith.foundation.house import House

_HERE = Path(__file__).parent


async def _demo(house: House) -> list[DemoSignIn]:
    # Imported here because only an empty house needs it.
    from kith.products.hotmess.demo import night

    return await night.build(house)


PRODUCT = Product(
    slug="hotmess",
    name="HOTMESS",
    tagline="A night out, run with care.",
    schema="hotmess",
    schema_folder=_HERE / "schema",
    topics=topics.ALL,
    templates=tuple(
        _HERE / name / "templates"
        for name in (
            "beacons",
            "cart",
            "door",
            "drops",
            "listings",
            "market",
            "members",
            "orders",
            "payments",
            "reports",
            "sales",
            "sellers",
            "shop",
            "threads",
            "tickets",
            "tokens",
            "tonight",
            "pulse",
            "radio",
            "xp",
        )
    ),
    static=_HERE / "static",
    routes=[
        *members_pages.ROUTES,
        *people_pages.ROUTES,
        *tonight_pages.ROUTES,
        *beacons_api.ROUTES,
        *beacons_pages.ROUTES,
        *threads_api.ROUTES,
        *threads_pages.ROUTES,
        *reports_pages.ROUTES,
        *tokens_api.ROUTES,
        *tokens_pages.ROUTES,
        *door_api.ROUTES,
        *door_pages.ROUTES,
        *desk_pages.ROUTES,
        *tickets_api.ROUTES,
        *tickets_pages.ROUTES,
        *listings_api.ROUTES,
        *listings_pages.ROUTES,
        *sales_api.ROUTES,
        *sales_pages.ROUTES,
        *payments_api.ROUTES,
        *payments_pages.ROUTES,
        *pulse_api.ROUTES,
        *pulse_pages.ROUTES,
        *radio_api.ROUTES,
        *radio_pages.ROUTES,
        *evidence_api.ROUTES,
        *xp_api.ROUTES,
        *xp_pages.ROUTES,
        *telegram_webhook.ROUTES,
        *shop_pages.ROUTES,
        *drops_pages.ROUTES,
        *cart_api.ROUTES,
        *cart_pages.ROUTES,
        *orders_pages.ROUTES,
        *sellers_pages.ROUTES,
        *market_api.ROUTES,
        *market_pages.ROUTES,
        *operators.ROUTES,
    ],
    console_links=operators.CONSOLE_LINKS,
    jobs=telegram_again.JOBS,
    schedules=[
        *beacons.SCHEDULES,
        *drops.SCHEDULES,
        *evidence_heads.SCHEDULES,
        *orders.SCHEDULES,
        *payments.SCHEDULES,
        *sales_jobs.SCHEDULES,
        *tickets.SCHEDULES,
        *pulse.SCHEDULES,
        *radio.SCHEDULES,
        *telegram.SCHEDULES,
        *shop.SCHEDULES,
    ],
    on_stripe_event=ringing.on_event,
    operations=operating.OPERATIONS,
    privacy=privacy.HOOKS,
    numbers=numbers.NUMBERS,
    moderation=MODERATION,
    chains=evidence.broken,
    printed_keys=SigningKeys(rotation.described, rotation.rotate_now),
    on_ban=banning.end_for_ban,
    on_ban_lifted=banning.reopen_after_ban,
    open_to_newcomers=True,
    spoken=(*cities.NAMES, *cart.WAYS),
    demo=_demo,
    demo_money=money.told,
)
