"""Reporting a beacon, a post, a listing, a seller, a member."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import asyncpg
import msgspec

from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.language import later
from kith.foundation.queries import load
from kith.foundation.rate_limits import Limit, take
from kith.products.hotmess.telegram.alerts import alert

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
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
            filed = await queries.report(
                db.connection,
                reporter=person.id,
                category=category,
                target_type=target_type,
                target_id=target_id,
                description=words or None,
                key=None,
            )
            if filed["fresh"]:
                await alert(db, house, category, target_type, filed["case_id"], filed["report_id"])
    except asyncpg.ForeignKeyViolationError as nothing:
        raise NotFound from nothing
    except asyncpg.CheckViolationError as own:
        raise Invalid("That is your own.", field="category") from own
    return filed["fresh"]


async def mine(house: House, person: Person) -> list[MyReport]:
    """What one reported, newest first; at most 100."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        return to_structs(MyReport, [row async for row in queries.mine(db.connection, reporter=person.id)])
