"""What people are told about packages: bought, and what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.language import _
from kith.foundation.queries import load
from kith.products.mentor import topics
from kith.web.pages import day, money

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)


async def tell_settled(db: Session, house: House, purchase: UUID, payment: UUID, outcome: str) -> None:
    """What a payment for a package came to (service, with the change)."""
    row = await queries.purchase(db.connection, purchase=purchase)
    mentor, sessions = row["mentor_name"] or "", row["sessions"]
    if outcome == "bought":
        until = row["expires_at"]
        await notify(
            db,
            house,
            row["mentee_user_id"],
            lambda: Notice(
                subject=_("Yours: %(sessions)s sessions with %(name)s", sessions=sessions, name=mentor),
                text=_(
                    "%(sessions)s sessions of %(minutes)s minutes are yours until %(day)s. Pick a time whenever you like. "
                    "What is unused by then goes back to your card.",
                    sessions=sessions,
                    minutes=row["minutes"],
                    day=day(until, "UTC", "d MMMM y"),
                ),
                link=f"/mentor/mentors/{row['mentor_profile']}/book?minutes={row['minutes']}",
                hint=_("Your package is there."),
            ),
            product="Mentor",
            topic=topics.PAYMENTS,
            purpose="package.bought",
            key=f"purchase:{purchase}:bought:mentee",
        )
        await notify(
            db,
            house,
            row["mentor_user_id"],
            lambda: Notice(
                subject=_("%(name)s bought a package", name=row["mentee_name"] or _("Somebody")),
                text=_(
                    "%(sessions)s sessions of %(minutes)s minutes, paid in advance. You are paid for each a day after it took place.",
                    sessions=sessions,
                    minutes=row["minutes"],
                ),
                link="/mentor/mentoring/earnings",
                hint=_("A package of yours was bought."),
            ),
            product="Mentor",
            topic=topics.PAYMENTS,
            purpose="package.sold",
            key=f"purchase:{purchase}:bought:mentor",
        )
        return
    twice = outcome == "paid_twice"
    await notify(
        db,
        house,
        row["mentee_user_id"],
        lambda: Notice(
            subject=_("Your money comes back"),
            text=_(
                "Two payments for your package with %(name)s reached us. The sessions are yours; the second payment is on its way back.",
                name=mentor,
            )
            if twice
            else _(
                "Your payment came when %(name)s took no more bookings. All of it is on its way back to you.",
                name=mentor,
            ),
            link="/mentor/payments",
            hint=_("A payment is coming back to you."),
        ),
        product="Mentor",
        topic=topics.PAYMENTS,
        purpose=f"payment.{outcome}",
        key=f"payment:{payment}:{outcome}",
    )


async def tell_ended(db: Session, house: House, row: Any) -> None:
    """A package ended: why, and what goes back (service). `row` is one of credit's `ended_untold`."""
    back, currency, because = row["back_cents"], row["currency"], row["ended_because"]

    def text() -> str:
        name = row["mentor_name"] or _("your mentor")
        said = {
            "withdrawn": _("You gave your package with %(name)s back.", name=name),
            "unusable": _("You gave back what was left of your package with %(name)s.", name=name),
            "expired": _("Your package with %(name)s was good until today.", name=name),
            "mentor_left": _("%(name)s is no longer here, so your package has ended.", name=name),
        }.get(because) or _("Your package with %(name)s has ended.", name=name)
        if back:
            said += " " + _(
                "%(sum)s that you had not used is on its way back to your card; it takes a few days.",
                sum=money(back, currency),
            )
        return said

    await notify(
        db,
        house,
        row["mentee_user_id"],
        lambda: Notice(
            subject=_("Your money comes back") if back else _("Your package has ended"),
            text=text(),
            link="/mentor/payments",
            hint=_("About a package of yours."),
        ),
        product="Mentor",
        topic=topics.PAYMENTS,
        purpose="package.ended",
        key=f"purchase:{row['id']}:ended",
    )
