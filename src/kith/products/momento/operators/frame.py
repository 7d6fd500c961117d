"""What Momento's console pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar import Request

from kith.foundation.actor import service
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
queries = load(__file__)
ACTOR: Final = service("momento.console")
ROLES: Final = ("support", "ops")
MOST: Final = 200


def schema(house: House) -> str:
    return house.product("momento").schema
