"""Reports by members: what may be said, how often, and what is kept of what was reported. Whether somebody may see it the product asks first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.safety import commands as safety
from kith.foundation.actor import service
from kith.foundation.errors import Invalid
from kith.foundation.language import later
from kith.foundation.rate_limits import Limit, take

if TYPE_CHECKING:
    from kith.foundation.house import House

CATEGORIES: Final = {
    "harassment": later("They harass or threaten somebody"),
    "unsafe": later("I did not feel safe"),
    "false": later("This is not who they are"),
    "spam": later("They want to sell something"),
    "other": later("Something else"),
}
LONGEST: Final = 1000
_ACTOR = service("safety.reporting")


def require_category(category: str) -> None:
    """Raises:
    Invalid: no category of ours.
    """
    if category not in CATEGORIES:
        raise Invalid("Please say what it is about.", field="category")


async def submit(
    house: House,
    *,
    product: str,
    reporter: UUID,
    reported: UUID,
    category: str,
    kind: str,
    subject: UUID,
    comment: str,
    snapshot: dict[str, Any],
) -> None:
    """Put a report before operators, with `snapshot`: what was reported, as it is now. The reported person is never told who.

    Raises:
        Invalid: no category of ours, or oneself.
        TooMany: ten in an hour.
    """
    require_category(category)
    await take(house, Limit(f"{product}.reports", 10, timedelta(hours=1)), str(reporter))
    async with house.database.session(_ACTOR, house.product(product).schema) as db:
        await safety.report(
            db,
            product=product,
            reporter=reporter,
            reported=reported,
            category=category,
            content_type=kind,
            content_id=subject,
            details={"kind": kind, "id": str(subject), "comments": comment.strip()[:LONGEST]},
            snapshot=snapshot,
        )
