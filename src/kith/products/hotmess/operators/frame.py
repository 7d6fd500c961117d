"""What the operators' pages of HOTMESS share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar import Request

from kith.foundation.actor import service

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
ACTOR: Final = service("hotmess.operators")
MODERATORS: Final = ("support", "ops")
ADMINS: Final = ("ops",)
MOST: Final = 100
STATES: Final = {
    "draft": "Draft",
    "pending": "Asking to sell",
    "pending_review": "Waiting for a look",
    "live": "Live",
    "sold": "Sold",
    "sold_out": "Sold out",
    "removed": "Taken down",
    "disabled": "Taken down",
    "expired": "Over",
    "archived": "Archived",
    "approved": "Selling",
    "suspended": "Suspended",
}
STRIPE: Final = {
    "incomplete": "Something is missing",
    "under_review": "Being looked at",
    "ready": "Ready",
    "paused": "Paused",
}


def schema(house: House) -> str:
    return house.product("hotmess").schema
