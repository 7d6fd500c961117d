"""The routes of the house itself; products bring their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kith.web import health, home

if TYPE_CHECKING:
    from kith.foundation.house import House


def house_routes(house: House) -> list[Any]:
    """Handlers by concern; development tools only in development."""
    return [*health.ROUTES, *home.ROUTES]
