"""What Mentor's console pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from litestar import Request

from kith.foundation.actor import service
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
queries = load(__file__)
ACTOR: Final = service("mentor.console")
ROLES: Final = ("support", "ops")
MOST: Final = 200
PEOPLE: Final = "/console/mentor/people"
BOOKINGS: Final = "/console/mentor/bookings"
PAYMENTS: Final = "/console/mentor/payments"
PAYOUTS: Final = "/console/mentor/payouts"
REVIEWS: Final = "/console/mentor/reviews"


class Reason(msgspec.Struct, frozen=True):
    """Why an operator does something."""

    reason: Annotated[str, msgspec.Meta(max_length=1000)] = ""


def schema(house: House) -> str:
    return house.product("mentor").schema
