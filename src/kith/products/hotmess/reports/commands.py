"""Reporting a beacon, a post, a listing, a seller, a member."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.commons.messaging.notices import Notice, notify
from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import _, later
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.hotmess import topics
from kith.products.hotmess.telegram.alerts import alert

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.database import Session
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("hotmess.reports")
LONGEST: Final = 4000
CATEGORIES: Final = {
    "scam": later("A scam"),
    "harassment": later("Harassment"),
    "coercion": later("Pressure or coercion"),
    "hate": later("Hate"),
    "doxxing": later("Somebody's private life"),
    "unsafe": later("Somebody is in danger"),
    "other": later("Something else"),
}
TARGETS: Final = ("beacon", "post", "listing", "market_listing", "seller", "profile")
_LIMIT: Final = Limit(
    "hotmess.reports",
    20,
    timedelta(hours=1),
    later("That were many reports in an hour. Somebody is in danger? Call the emergency number, 112 or 999."),
)


class MyReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report of one's own; `status` is open, investigating, resolved or dismissed."""

    id: UUID
    category: str
    target_type: str
    description: str | None
    status: str
    created_at: datetime


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def report(
    house: House, person: Person, category: str, target_type: str, target_id: UUID, description: str = ""
) -> bool:
    """Tell the moderators, with what it is about as it is now. False when this person has reported it already and it is being looked at.

    Raises:
        Invalid: with the field; or one's own.
        NotFound: there is nothing like that.
        TooMany: twenty in an hour.
    """
    if category not in CATEGORIES:
        raise Invalid("Choose what it is about.", field="category")
    if target_type not in TARGETS:
        raise NotFound
    words = description.strip()
    if len(words) > LONGEST:
        raise Invalid("At most 4,000 characters.", field="description")
    await take(house, _LIMIT, str(person.id))
    try:
        async with house.database.session(_ACTOR, schema(house)) as db:
            on_sale = target_type == "listing" and await queries.on_sale(db.connection, listing=target_id)
            filed = await queries.report(
                db.connection,
                reporter=person.id,
                category=category,
                target_type=target_type,
                target_id=target_id,
                description=words or None,
                key=None,
            )
            if on_sale and not await queries.on_sale(db.connection, listing=target_id):
                await _tell_seller(db, house, target_id, filed["case_id"])
            if filed["fresh"]:
                await alert(db, house, category, target_type, filed["case_id"], filed["report_id"])
    except asyncpg.ForeignKeyViolationError as nothing:
        raise NotFound from nothing
    except asyncpg.CheckViolationError as own:
        raise Invalid("That is your own.", field="category") from own
    return filed["fresh"]


async def _tell_seller(db: Session, house: House, listing: UUID, case: UUID) -> None:
    """The report that takes a listing off sale is known to its seller, not who made it."""
    row = await queries.seller(db.connection, listing=listing)
    await notify(
        db,
        house,
        row["seller_id"],
        lambda: Notice(
            subject=_("Your ticket for %(title)s is off sale for now", title=row["title"]),
            text=_(
                "Several people told us that something is wrong with your listing for “%(title)s”. It is off sale until one of us has looked at it, "
                "mostly within the hour, and then we write to you. You need not do anything; your ticket stays yours.",
                title=row["title"],
            ),
            link=f"/hotmess/listings/{listing}",
            hint=_("A listing of yours is being looked at."),
        ),
        product="HOTMESS",
        topic=topics.SALES,
        purpose="listing.reported",
        key=f"listing:{listing}:reported:{case}",
    )


async def mine(house: House, person: Person) -> list[MyReport]:
    """What one reported, newest first; at most 100."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        return to_structs(MyReport, [row async for row in queries.mine(db.connection, reporter=person.id)])
