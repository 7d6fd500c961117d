"""The routes of the house itself; products, the console and the development tools bring their own."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from kith.web import (
    account,
    assets,
    audit_heads,
    auth_api,
    decisions,
    health,
    home,
    kept,
    language,
    leaving,
    my_data,
    notice_settings,
    notices,
    notices_api,
    push,
    push_api,
    sign_in,
    stripe_webhook,
    unsubscribe,
    words,
)

if TYPE_CHECKING:
    from kith.foundation.house import House


def house_routes(house: House) -> list[Any]:
    """Handlers by concern; development tools only in development and tests."""
    routes = [
        *assets.ROUTES,
        *health.ROUTES,
        *home.ROUTES,
        *sign_in.ROUTES,
        *auth_api.ROUTES,
        *account.ROUTES,
    ]
    routes += [
        *stripe_webhook.ROUTES,
        *words.ROUTES,
        *language.ROUTES,
        *audit_heads.ROUTES,
        *my_data.ROUTES,
        *leaving.ROUTES,
        *kept.ROUTES,
        *decisions.ROUTES,
    ]
    routes += [*notices.ROUTES, *notice_settings.ROUTES, *notices_api.ROUTES]
    routes += [*push.ROUTES, *push_api.ROUTES, *unsubscribe.ROUTES]
    routes += _of("kith.console.routes", house)
    if not house.settings.production:
        routes += _of("kith.simulator.routes", house)
    return routes


def _of(module: str, house: House) -> list[Any]:
    """Routes of a part that knows the web but that the web does not know."""
    return list(importlib.import_module(module).routes(house))
