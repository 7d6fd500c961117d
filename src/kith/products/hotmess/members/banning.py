"""What a ban of the house ends in HOTMESS, and what a lifted one opens again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.language import _
from kith.foundation.live import announce
from kith.foundation.queries import load
from kith.products.hotmess import topics

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__, "banning.sql")
NOTE: Final = "The house closed this account."
"""Beside whatever was taken down, so that a lifted ban opens the shops that it closed and no other."""


async def end_for_ban(house: House, db: Session, person: UUID) -> dict[str, int]:
    """Nights, listings and the shop go down; codes open nothing; what was paid and is not sent or used goes back, and buyers are told so.

    Tickets for a night that is taken down go back by the rule of `tickets.jobs.give_back`, so that a ban that was wrong costs no guest theirs.
    """
    if not await queries.knows(db.connection, person=person):
        return {}
    closed = await queries.shut_out(db.connection, person=person, note=NOTE)
    nights = [row["id"] async for row in queries.nights(db.connection, person=person)]
    given_back = [row async for row in queries.end_all(db.connection, person=person, note=NOTE)]
    for night in nights:
        await announce(db, f"beacon:{night}:thread")
    for line in given_back:
        await _tell(db, house, line)
    return {
        "nights_taken_down": len(nights),
        "orders_given_back": len(given_back),
        "closed": int(closed is not None),
    }


async def _tell(db: Session, house: House, line: Any) -> None:
    await notify(
        db,
        house,
        line["buyer_id"],
        lambda: Notice(
            subject=_("%(title)s does not come", title=line["title"]),
            text=_(
                "The seller cannot send “%(title)s”. You get back all you paid for it, the way it came, without doing anything.",
                title=line["title"],
            ),
            link=f"/hotmess/orders/{line['order_id']}",
            hint=_("Your money comes back."),
        ),
        product="HOTMESS",
        topic=topics.ORDERS,
        purpose="order.given_back",
        key=f"order:{line['order_id']}:seller_gone",
    )


async def reopen_after_ban(_house: House, db: Session, person: UUID) -> None:
    """A member again. Nights, listings, posts and codes stay down; the shop is theirs again."""
    await queries.let_in(db.connection, person=person, note=NOTE)
