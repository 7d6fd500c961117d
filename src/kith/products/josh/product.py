"""JOSH's manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from kith.foundation.actor import service
from kith.foundation.product import Crowd, Product
from kith.products.josh import operating, privacy, spoken, topics
from kith.products.josh.afterwards import jobs as afterwards
from kith.products.josh.conversation import jobs as conversation
from kith.products.josh.conversation import webhook
from kith.products.josh.dashboard import api as dashboard_api
from kith.products.josh.dashboard import pages as dashboard_pages
from kith.products.josh.demo import city, crowd
from kith.products.josh.interview import conversation as interview
from kith.products.josh.linkups import jobs as linkups
from kith.products.josh.linkups.departure import person_left
from kith.products.josh.numbers import measures as numbers
from kith.products.josh.operators import banning
from kith.products.josh.operators import routes as operators
from kith.products.josh.operators.moderation import MODERATION
from kith.products.josh.outbound import callbacks
from kith.products.josh.outbound import jobs as outbound
from kith.products.josh.profiles import jobs as profiles
from kith.products.josh.registration import api as registration_api
from kith.products.josh.registration import jobs as registration
from kith.products.josh.registration import pages as registration_pages
from kith.products.josh.subscription import sync as subscription

if TYPE_CHECKING:
    from kith.foundation.house import House

_HERE = Path(__file__).parent


async def hear_consent(house: House, person_id: UUID, kind: str, granted: bool) -> None:
    """Whoever takes back their yes to texts or terms takes part in nothing from that moment; a new yes lets them ask to come back."""
    if granted or kind not in ("sms", "terms", "privacy", "age"):
        return
    async with house.database.session(service("josh.consent"), PRODUCT.schema) as db:
        await person_left(db, house, person_id, "consent")
        await db.connection.execute("update users set paused_at = kith.now() where id = $1", person_id)


PRODUCT = Product(
    slug="josh",
    name="JOSH",
    tagline="Text what you feel like doing. Meet the people who feel like it too.",
    schema="josh",
    schema_folder=_HERE / "schema",
    topics=topics.ALL,
    templates=(_HERE / "registration" / "templates", _HERE / "dashboard" / "templates"),
    routes=[
        *webhook.ROUTES,
        *callbacks.ROUTES,
        *registration_api.ROUTES,
        *registration_pages.ROUTES,
        *dashboard_api.ROUTES,
        *dashboard_pages.ROUTES,
        *operators.ROUTES,
    ],
    console_links=operators.CONSOLE_LINKS,
    # Not what JOSH has learnt of somebody, and not whose numbers they were given.
    shown_to_operators=("/josh/home", "/josh/linkups/*", "/josh/subscription"),
    jobs=[*conversation.JOBS, *outbound.JOBS, *interview.JOBS, *linkups.JOBS, *privacy.JOBS],
    schedules=[
        *outbound.SCHEDULES,
        *linkups.SCHEDULES,
        *afterwards.SCHEDULES,
        *registration.SCHEDULES,
        *subscription.SCHEDULES,
        *profiles.SCHEDULES,
    ],
    demo=city.build,
    demo_zone=city.zone,
    crowd=Crowd(crowd.act, crowd.PHONES, joins_at=f"/josh/join?zip={city.ZIPS[0]}"),
    privacy=privacy.HOOKS,
    numbers=numbers.NUMBERS,
    moderation=MODERATION,
    on_stripe_event=subscription.on_event,
    on_consent=hear_consent,
    on_ban=banning.end_for_ban,
    on_ban_lifted=banning.reopen_after_ban,
    spoken=spoken.WORDS,
    operations=operating.OPERATIONS,
)
