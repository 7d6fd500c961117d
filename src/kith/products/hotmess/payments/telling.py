"""What a buyer and a seller are told when a payment has come to something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.language import _
from kith.products.hotmess import topics

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

TICKETS = "/hotmess/tickets"


async def tell(
    db: Session, house: House, order: UUID, person: UUID, lines: Sequence[Any], outcome: str
) -> None:
    """Tell the buyer what became of an order (paid, too_late, paid_twice), and a ticket's seller that it is sold; in the caller's transaction."""
    title = lines[0]["title"] if lines else ""
    ticket = any(line["beacon_id"] or line["ticket_listing_id"] for line in lines)
    link = TICKETS if ticket else f"/hotmess/orders/{order}"

    def bought() -> Notice:
        if ticket:
            return Notice(
                subject=_("You are in: %(title)s", title=title),
                text=_(
                    "Your ticket for “%(title)s” is here. Your code is under My tickets; it works without network once you have opened it.",
                    title=title,
                ),
                link=link,
                hint=_("Your ticket is here."),
            )
        return Notice(
            subject=_("We have your order"),
            text=_("“%(title)s” is paid. We tell you when it is on its way.", title=title),
            link=link,
            hint=_("Your order is paid."),
        )

    def late() -> Notice:
        text = (
            _("Your payment for “%(title)s” came twice. The second is on its way back to you.", title=title)
            if outcome == "paid_twice"
            else _(
                "Your payment for “%(title)s” came when it was gone already. All of it is on its way back to you; banks take up to ten days.",
                title=title,
            )
        )
        return Notice(
            subject=_("Your money comes back"), text=text, link=link, hint=_("Your money comes back.")
        )

    await notify(
        db,
        house,
        person,
        bought if outcome == "paid" else late,
        product="HOTMESS",
        topic=topics.ORDERS,
        purpose=f"order.{outcome}",
        key=f"order:{order}:{outcome}",
    )
    if outcome != "paid":
        return
    for line in lines:
        if line["seller_id"] is not None:
            await notify(
                db,
                house,
                line["seller_id"],
                lambda: Notice(
                    subject=_("Your ticket is sold"),
                    text=_(
                        "Somebody bought your ticket for “%(title)s”. Your old code opens nothing any more. Your money comes the day after.",
                        title=title,
                    ),
                    link="/hotmess/earnings",
                    hint=_("Your ticket is sold."),
                ),
                product="HOTMESS",
                topic=topics.SALES,
                purpose="listing.sold",
                key=f"listing:{line['ticket_listing_id']}:sold",
            )
