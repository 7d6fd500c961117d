"""What moderators decide about listings: live, sent back, taken down, brought back. Each is audited, and its seller told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.errors import Conflict, Invalid, NotFound
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.products.hotmess import topics
from kith.products.hotmess.listings.commands import broken, missing, queries
from kith.products.hotmess.payments.settling import schema
from kith.products.hotmess.tickets.jobs import offer_listing

if TYPE_CHECKING:
    from kith.foundation.house import House

_ACTOR = service("hotmess.listings.reviewing")
DECISIONS: Final = {
    "approve": (("pending_review",), "live"),
    "send_back": (("pending_review",), "draft"),
    "remove": (("pending_review", "live"), "removed"),
    "reinstate": (("removed",), "live"),
}
EVIDENCE: Final = ("none", "proof_post", "qr_scan", "both")
_NEEDS_REASON: Final = ("send_back", "remove")


def needs_reason(decision: str) -> bool:
    """Whether a decision is not taken without saying why."""
    return decision in _NEEDS_REASON


async def decide(house: House, admin: Admin, listing: UUID, decision: str, reason: str = "") -> None:
    """Take a listing to the state of a decision (see DECISIONS). Going live needs all its evidence, which is linked in its chain.

    Raises:
        NotFound: there is no such listing or decision.
        Conflict: it is elsewhere by now, its evidence is missing, or its ticket is worth nothing.
    """
    if decision not in DECISIONS:
        raise NotFound
    before, after = DECISIONS[decision]
    said = reason.strip()
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            row = await queries.lock(db.connection, listing=listing)
            if row is None:
                raise NotFound
            if row["status"] not in before:
                raise Conflict(
                    _("That is not possible while it is “%(state)s”.", state=row["status"]), slug="elsewhere"
                )
            if after == "live" and row["missing"] is not None:
                raise missing(row["missing"])
            await queries.move(
                db.connection,
                listing=listing,
                from_state=row["status"],
                to_state=after,
                notes=said or None,
                by=admin.id,
            )
            if after == "live":
                if row["proof_post_id"] is not None:
                    await queries.vouch(
                        db.connection,
                        listing=listing,
                        evidence="proof_post",
                        beacon=row["beacon_id"],
                        seller=row["seller_id"],
                        post=row["proof_post_id"],
                        by=None,
                    )
                await queries.vouch(
                    db.connection,
                    listing=listing,
                    evidence="admin_verification",
                    beacon=row["beacon_id"],
                    seller=row["seller_id"],
                    post=None,
                    by=admin.id,
                )
                await queries.approved(db.connection, person=row["seller_id"], cause=f"listing:{listing}")
                await offer_listing(db, house, listing)
            await record(
                db,
                admin=admin,
                action=f"listing.{decision}",
                target_type="listing",
                target_id=listing,
                reason=said or None,
                before={"status": row["status"]},
                after={"status": after},
                product="hotmess",
            )
            await announce(db, f"beacon:{row['beacon_id']}")
            await notify(
                db,
                house,
                row["seller_id"],
                _letter(decision, row["night"], said, listing),
                product="HOTMESS",
                topic=topics.REVIEWS,
                purpose=f"listing.{decision}",
                key=f"listing:{decision}:{listing}:{db.now.isoformat()}",
            )
    except asyncpg.CheckViolationError as rule:
        problem = broken(rule)
        if problem is None:
            raise
        raise problem from rule


async def require(house: House, admin: Admin, listing: UUID, evidence: str, reason: str) -> None:
    """Say what must vouch for a listing before it may be live: none, proof_post, qr_scan, both.

    Raises:
        NotFound: there is no such listing.
        Invalid: no such requirement.
        Conflict: it is past that.
    """
    if evidence not in EVIDENCE:
        raise Invalid("Choose what has to vouch for it.", field="evidence")
    async with house.database.session(_ACTOR, schema(house)) as db:
        row = await queries.lock(db.connection, listing=listing)
        if row is None:
            raise NotFound
        if row["status"] not in ("draft", "pending_review", "removed"):
            raise Conflict("That is asked before it is live.", slug="elsewhere")
        await queries.require(db.connection, listing=listing, evidence=evidence)
        await record(
            db,
            admin=admin,
            action="listing.evidence",
            target_type="listing",
            target_id=listing,
            reason=reason.strip() or None,
            before={"evidence_requirement": row["evidence_requirement"]},
            after={"evidence_requirement": evidence},
            product="hotmess",
        )


async def set_cap(house: House, admin: Admin, country: str, percent: int, note: str, reason: str) -> None:
    """Set the most a ticket may cost in a country (two letters, or * for everywhere else), in percent of its face value.

    Raises:
        Invalid: with the field.
    """
    place = country.strip().upper()
    if place != "*" and not (len(place) == 2 and place.isascii() and place.isalpha()):
        raise Invalid("Write the country as two letters, or * for everywhere else.", field="country")
    if not 1 <= percent <= 1000:
        raise Invalid("Between 1 and 1,000 percent.", field="percent")
    async with house.database.session(_ACTOR, schema(house)) as db:
        was = await queries.set_cap(db.connection, country=place, percent=percent, note=note.strip() or None)
        await record(
            db,
            admin=admin,
            action="resale.cap",
            target_type="resale_cap",
            reason=reason.strip() or None,
            payload={"country": place},
            before={"percent": was},
            after={"percent": percent},
            product="hotmess",
        )


def _letter(decision: str, title: str, reason: str, listing: UUID) -> Callable[[], Notice]:
    def write() -> Notice:
        subject, text = {
            "approve": (
                _("Your ticket is for sale"),
                _("Your ticket for “%(title)s” is on. We write to you when somebody buys it.", title=title),
            ),
            "send_back": (
                _("Your listing needs another look"),
                _(
                    "We sent your ticket for “%(title)s” back: %(reason)s\n\nChange it and hand it in again whenever you like.",
                    title=title,
                    reason=reason,
                ),
            ),
            "remove": (
                _("Your listing was taken down"),
                _(
                    "We took your ticket for “%(title)s” off sale: %(reason)s\n\nThe ticket stays yours. Do you see it differently? Answer to this.",
                    title=title,
                    reason=reason,
                ),
            ),
            "reinstate": (
                _("Your listing is back"),
                _("Your ticket for “%(title)s” is for sale again. Sorry for the interruption.", title=title),
            ),
        }[decision]
        return Notice(subject=subject, text=text, link=f"/hotmess/listings/{listing}")

    return write
