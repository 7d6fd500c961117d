"""What operators decide about sellers: approved, suspended, reinstated. Each is audited, and the seller told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.audit.commands import Admin, record
from kith.commons.messaging.notices import Notice, notify
from kith.foundation.errors import Conflict, NotFound
from kith.foundation.language import _
from kith.products.hotmess import topics
from kith.products.hotmess.sellers.commands import ACTOR, queries, schema

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

DECISIONS: Final = {
    "approve": ("pending", "approved"),
    "suspend": ("approved", "suspended"),
    "reinstate": ("suspended", "approved"),
}


def needs_reason(decision: str) -> bool:
    """Whether a decision is not taken without saying why."""
    return decision == "suspend"


async def decide(house: House, admin: Admin, seller: UUID, decision: str, reason: str = "") -> None:
    """Take a seller to the state of a decision. Whoever is suspended sells nothing from this moment: what nobody has paid is called off,
    and money that comes all the same goes back whole. What is paid is to be sent, or given back by an operator.

    Raises:
        NotFound: there is no such seller or decision.
        Conflict: they are elsewhere by now.
    """
    if decision not in DECISIONS:
        raise NotFound
    before, after = DECISIONS[decision]
    async with house.database.session(ACTOR, schema(house)) as db:
        row = await queries.lock(db.connection, seller=seller)
        if row is None:
            raise NotFound
        said = reason.strip() or None
        moved = await queries.move(
            db.connection, seller=seller, to_state=after, from_state=before, notes=said, by=admin.id
        )
        if moved is None:
            raise Conflict(
                _("That is not possible while they are “%(state)s”.", state=row["status"]), slug="elsewhere"
            )
        called_off = await _call_off(db, seller) if after == "suspended" else 0
        await record(
            db,
            admin=admin,
            action=f"seller.{decision}",
            target_type="seller",
            target_id=seller,
            reason=said,
            payload={"called_off": called_off},
            before={"status": before},
            after={"status": after},
            product="hotmess",
        )
        await notify(
            db,
            house,
            row["owner_id"],
            lambda: _letter(decision, reason.strip()),
            product="HOTMESS",
            topic=topics.REVIEWS,
            purpose=f"seller.{decision}",
            key=f"seller:{decision}:{seller}:{db.now.isoformat()}",
        )


async def _call_off(db: Session, seller: UUID) -> int:
    orders = [row["id"] async for row in queries.unpaid_orders(db.connection, seller=seller)]
    for order in orders:
        await queries.cancel(db.connection, order=order)
    for row in [one async for one in queries.open_reservations(db.connection, seller=seller)]:
        await queries.release(db.connection, reservation=row["id"], person=row["user_id"])
    return len(orders)


def _letter(decision: str, reason: str) -> Notice:
    subject, text = {
        "approve": (
            _("You can sell on HOTMESS"),
            _(
                "We looked at your shop and like it. Tell Stripe where your money should go, if you have not yet, and put the first thing up."
            ),
        ),
        "suspend": (
            _("Your shop is closed for now"),
            _(
                "We closed your shop: %(reason)s\n\nWhat is paid still has to be sent. If you see it differently, answer to this.",
                reason=reason,
            ),
        ),
        "reinstate": (
            _("Your shop is open again"),
            _("What you had up is up again. Sorry for the interruption."),
        ),
    }[decision]
    return Notice(subject=subject, text=text, link="/hotmess/selling", hint=_("News about your shop."))
