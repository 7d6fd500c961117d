"""Attuned's manifest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kith.foundation.product import DemoSignIn, Product
from kith.products.attuned import operating, privacy, topics
from kith.products.attuned.bank import jobs as bank
from kith.products.attuned.bank import routes as bank_pages
from kith.products.attuned.connections import api as connections_api
from kith.products.attuned.connections import commands as connections
from kith.products.attuned.connections import pages as connections_pages
from kith.products.attuned.numbers import measures as numbers
from kith.products.attuned.play import api as play_api
from kith.products.attuned.play import jobs as play
from kith.products.attuned.play import pages as play_pages
from kith.products.attuned.play import replay_pages
from kith.products.attuned.players import api as players_api
from kith.products.attuned.players import banning
from kith.products.attuned.players import commands as players
from kith.products.attuned.players import data as players_data
from kith.products.attuned.players import pages as players_pages
from kith.products.attuned.profiles import pages as profiles_pages
from kith.products.attuned.retention import jobs as retention
from kith.products.attuned.sharing import api as sharing_api
from kith.products.attuned.sharing import commands as sharing
from kith.products.attuned.sharing import pages as sharing_pages
from kith.products.attuned.subscriptions import api as subscriptions_api
from kith.products.attuned.subscriptions import intake as subscriptions
from kith.products.attuned.subscriptions import leaving as subscriptions_leaving
from kith.products.attuned.subscriptions import pages as subscriptions_pages
from kith.products.attuned.subscriptions import web, webhooks
from kith.products.attuned.survey import api as survey_api
from kith.products.attuned.survey import definition
from kith.products.attuned.survey import pages as survey_pages

if TYPE_CHECKING:
    from kith.foundation.house import House

_HERE = Path(__file__).parent


async def _demo(house: House) -> list[DemoSignIn]:
    # Imported here because only an empty house needs it.
    from kith.products.attuned.demo import evening

    return await evening.build(house)


PRODUCT = Product(
    slug="attuned",
    name="Attuned",
    tagline="A private game for two.",
    schema="attuned",
    schema_folder=_HERE / "schema",
    topics=topics.ALL,
    templates=tuple(
        _HERE / name / "templates"
        for name in ("players", "profiles", "survey", "play", "connections", "sharing", "subscriptions")
    ),
    static=_HERE / "static",
    routes=[
        *players_api.ROUTES,
        *players_pages.ROUTES,
        *players_data.ROUTES,
        *profiles_pages.ROUTES,
        *survey_api.ROUTES,
        *survey_pages.ROUTES,
        *connections_api.ROUTES,
        *connections_pages.ROUTES,
        *sharing_api.ROUTES,
        *sharing_pages.ROUTES,
        *subscriptions_api.ROUTES,
        *subscriptions_pages.ROUTES,
        *webhooks.ROUTES,
        *bank_pages.ROUTES,
        *play_api.ROUTES,
        *play_pages.ROUTES,
        *replay_pages.ROUTES,
    ],
    console_links=[*bank_pages.CONSOLE_LINKS, *replay_pages.CONSOLE_LINKS],
    jobs=[
        *subscriptions.JOBS,
        *subscriptions_leaving.JOBS,
    ],
    schedules=[
        *retention.SCHEDULES,
        *connections.SCHEDULES,
        *sharing.SCHEDULES,
        *subscriptions.SCHEDULES,
        *bank.SCHEDULES,
        *play.SCHEDULES,
    ],
    privacy=privacy.HOOKS,
    numbers=numbers.NUMBERS,
    on_consent=players.hear_consent,
    on_ban=banning.end_for_ban,
    open_to_newcomers=True,
    demo=_demo,
    on_stripe_event=web.on_event,
    spoken=tuple(definition.spoken()),
    operations=operating.OPERATIONS,
)
