"""Passing freed tickets on down the line, giving back what is off, taking down listings that are worth nothing any more."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.jobs import Schedule
from kith.foundation.language import _
from kith.products.hotmess import topics
from kith.products.hotmess.payments.settling import schema
from kith.products.hotmess.tickets.commands import queries

if TYPE_CHECKING:
    from kith.foundation.database import Session
    from kith.foundation.house import House

_ACTOR = service("hotmess.tickets.time")
_AT_A_TIME: Final = 100


async def pass_on(house: House) -> None:
    """Offer every ticket that came free to whoever has waited longest, and tell them."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        beacons: list[UUID] = await queries.first_hand_to_pass_on(db.connection)
        listings: list[UUID] = await queries.offers_to_pass_on(db.connection)
    for beacon in beacons:
        async with house.database.session(_ACTOR, schema(house)) as db:
            asked: list[UUID] = await queries.offer_first_hand(db.connection, beacon=beacon)
            title: str = await queries.title(db.connection, beacon=beacon)
            for person in asked:
                await _tell(
                    db, house, person, title, f"/hotmess/beacons/{beacon}/tickets", f"beacon:{beacon}", db.now
                )
    for listing in listings:
        async with house.database.session(_ACTOR, schema(house)) as db:
            await offer_listing(db, house, listing)


async def offer_listing(db: Session, house: House, listing: UUID) -> None:
    """Offer a live listing to whoever has waited longest, in the caller's transaction (service)."""
    person: UUID | None = await queries.offer_to_next(db.connection, listing=listing)
    if person is None:
        return
    night = await queries.beacon_of_listing(db.connection, listing=listing)
    await _tell(
        db, house, person, night["title"], f"/hotmess/listings/{listing}", f"listing:{listing}", db.now
    )


async def _tell(
    db: Session, house: House, person: UUID, title: str, link: str, what: str, now: datetime
) -> None:
    await notify(
        db,
        house,
        person,
        lambda: Notice(
            subject=_("A ticket for %(title)s, if you want it", title=title),
            text=_(
                "Somebody's place at “%(title)s” came free, and you have waited longest. It is yours for two hours; then we ask the next.",
                title=title,
            ),
            link=link,
            hint=_("A ticket is kept for you, for two hours."),
        ),
        product="HOTMESS",
        topic=topics.WAITING,
        purpose="waiting.offered",
        key=f"waiting:{what}:{person}:{now.isoformat()}",
    )


async def give_back(house: House) -> None:
    """Owe back what was paid for nights that stay taken down; the refunds' own job sends it."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        rows = [row async for row in queries.refund_called_off(db.connection, at_most=_AT_A_TIME)]
        for row in rows:
            title: str = await queries.title(db.connection, beacon=row["beacon_id"])
            await notify(
                db,
                house,
                row["user_id"],
                lambda title=title: Notice(
                    subject=_("%(title)s is off", title=title),
                    text=_(
                        "“%(title)s” does not take place. You get back all you paid, the way it came, without doing anything.",
                        title=title,
                    ),
                    link="/hotmess/tickets",
                    hint=_("Your money comes back."),
                ),
                product="HOTMESS",
                topic=topics.NIGHTS,
                purpose="beacon.off",
                key=f"off:{row['order_id']}",
            )


async def retire(house: House) -> None:
    """Take down listings whose ticket was used, given back or ran out, and tell their sellers."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        for row in [row async for row in queries.retire_listings(db.connection, at_most=_AT_A_TIME)]:
            title: str = await queries.title(db.connection, beacon=row["beacon_id"])
            await notify(
                db,
                house,
                row["seller_id"],
                lambda title=title: Notice(
                    subject=_("Your listing is down"),
                    text=_(
                        "We took your listing for “%(title)s” down: its ticket was used, given back, or the night is over.",
                        title=title,
                    ),
                    link="/hotmess/tickets",
                ),
                product="HOTMESS",
                topic=topics.SALES,
                purpose="listing.retired",
                key=f"listing:{row['listing_id']}:retired",
            )


SCHEDULES = [
    Schedule(name="hotmess.tickets.pass_on", cron="* * * * *", run=pass_on),
    Schedule(name="hotmess.tickets.give_back", cron="* * * * *", run=give_back),
    Schedule(name="hotmess.tickets.retire", cron="* * * * *", run=retire),
]
