"""What the pages of operations share: who may see them, whose schemas there are, ways between the pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from litestar import Request

from kith.foundation.actor import service
from kith.foundation.errors import NotFound
from kith.web.console_frame import Link

if TYPE_CHECKING:
    from kith.foundation.house import House
    from kith.foundation.product import Product

Requested = Request[Any, Any, Any]
ROLES: Final = ("ops", "engineering")
ACTOR: Final = service("console.operations")
ROOT: Final = "/console/operations"
_PAGES: Final = (
    ("Overview", ROOT),
    ("Jobs", f"{ROOT}/jobs"),
    ("Schedules", f"{ROOT}/schedules"),
    ("Messages", f"{ROOT}/messages"),
    ("Webhooks", f"{ROOT}/webhooks"),
    ("Money", f"{ROOT}/money"),
    ("Queries", f"{ROOT}/queries"),
    ("Policies", f"{ROOT}/policies"),
    ("Features", "/console/features"),
    ("Cities", f"{ROOT}/cities"),
)
ASKS: Final = "Why?"


def ways(request: Requested) -> list[Link]:
    """Links to the other pages of operations."""
    return [Link(name, href) for name, href in _PAGES if href != request.url.path]


def owners(house: House) -> dict[str, str]:
    """Schemas and whose they are."""
    return {"kith": "House", **{product.schema: product.name for product in house.products}}


def owner(house: House, schema: str) -> str:
    """Whose schema it is.

    Raises:
        NotFound: there is no such schema.
    """
    try:
        return owners(house)[schema]
    except KeyError:
        raise NotFound from None


def product_of(house: House, schema: str) -> Product | None:
    """The product whose schema it is; None for the house."""
    return next((product for product in house.products if product.schema == schema), None)


def slug_of(house: House, schema: str) -> str | None:
    """The product whose schema it is, as the audit names it; None for the house."""
    product = product_of(house, schema)
    return None if product is None else product.slug


def ago(moment: datetime | None, now: datetime) -> str:
    """How long something waits, in two words."""
    if moment is None:
        return ""
    return duration((now - moment).total_seconds())


def duration(seconds: float) -> str:
    """A duration in two words."""
    span = timedelta(seconds=max(seconds, 0))
    if span < timedelta(seconds=1):
        return f"{span / timedelta(milliseconds=1):.3g} ms"
    if span < timedelta(minutes=2):
        return f"{span / timedelta(seconds=1):.3g} s"
    if span < timedelta(hours=2):
        return f"{span // timedelta(minutes=1)} min"
    if span < timedelta(days=2):
        return f"{span // timedelta(hours=1)} h"
    return f"{span.days} days"
