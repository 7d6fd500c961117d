"""What moderators decide about market listings. Each decision is audited, and the seller told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.database import constraint_of
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.products.hotmess import topics
from kith.products.hotmess.market.commands import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.house import House

DECISIONS: Final = {
    "approve": (("pending_review",), "live"),
    "send_back": (("pending_review",), "draft"),
    "remove": (("pending_review", "live", "sold_out"), "removed"),
    "reinstate": (("removed",), "live"),
}
_NEEDS_REASON: Final = ("send_back", "remove")


def needs_reason(decision: str) -> bool:
    """Whether a decision is not taken without saying why."""
    return decision in _NEEDS_REASON


async def decide(house: House, admin: Admin, listing: UUID, decision: str, reason: str = "") -> None:
    """Take a listing to the state of a decision. `reason` is for its seller and the audit.

    Raises:
        NotFound: there is no such listing or decision.
        Conflict: it is elsewhere by now, or its seller cannot sell: not approved, or money cannot reach them.
    """
    if decision not in DECISIONS:
        raise NotFound
    sources, after = DECISIONS[decision]
    try:
        async with house.database.session(ACTOR, schema(house)) as db:
            row = await queries.lock(db.connection, listing=listing)
            if row is None:
                raise NotFound
            before = row["status"]
            if before not in sources:
                raise Conflict(
                    _("That is not possible while it is “%(state)s”.", state=before), slug="elsewhere"
                )
            said = reason.strip() or None
            await queries.move(
                db.connection,
                listing=listing,
                to_state=after,
                from_state=before,
                notes=said,
                by=admin.id,
                reviewed=True,
            )
            await record(
                db,
                admin=admin,
                action=f"market_listing.{decision}",
                target_type="market_listing",
                target_id=listing,
                reason=said,
                before={"status": before},
                after={"status": after},
                product="hotmess",
            )
            if decision in ("approve", "reinstate"):
                await db.connection.execute(
                    "select award_xp($1, 'listing_approved', null, $2)",
                    row["owner_id"],
                    f"listing:{listing}",
                )
            await notify(
                db,
                house,
                row["owner_id"],
                lambda: _letter(decision, row, reason.strip()),
                product="HOTMESS",
                topic=topics.REVIEWS,
                purpose=f"market.{decision}",
                key=f"market:{decision}:{listing}:{db.now.isoformat()}",
            )
    except asyncpg.CheckViolationError as refused:
        if constraint_of(refused) != "market_listings_seller":
            raise
        raise Conflict(
            "Its seller cannot sell yet: approve them first, and wait until Stripe says that money can reach them.",
            slug="seller-not-ready",
        ) from refused


def _letter(decision: str, row: Any, reason: str) -> Notice:
    title = row["title"]
    subject, text = {
        "approve": (
            _("%(title)s is on the market", title=title),
            _("“%(title)s” is up. Good luck with it.", title=title),
        ),
        "send_back": (
            _("%(title)s needs another look", title=title),
            _("We sent “%(title)s” back to you: %(reason)s", title=title, reason=reason),
        ),
        "remove": (
            _("%(title)s was taken off", title=title),
            _(
                "We took “%(title)s” off the market: %(reason)s\n\nIf you see that differently, answer to this: somebody else looks at it.",
                title=title,
                reason=reason,
            ),
        ),
        "reinstate": (
            _("%(title)s is back", title=title),
            _("“%(title)s” is up again. Sorry for the interruption.", title=title),
        ),
    }[decision]
    return Notice(subject=subject, text=text, link="/hotmess/selling")
