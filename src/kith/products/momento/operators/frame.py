"""What Momento's console pages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar import Request

from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

Requested = Request[Any, Any, Any]
queries = load(__file__)
ACTOR: Final = service("momento.console")
ROLES: Final = ("support", "ops")
MOST: Final = 200
SHORTEST_REASON: Final = 5


def schema(house: House) -> str:
    return house.product("momento").schema


def reason_in(text: str) -> str:
    """A reason somebody else can understand later.

    Raises:
        Invalid: there is none, or hardly any.
    """
    if len(text.strip()) < SHORTEST_REASON:
        raise Invalid(
            "Please give a reason in a few words; it is written down with what you do.", field="reason"
        )
    return text.strip()
