"""Balances, what they are made of, and the leaderboard."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation import pages as keyset
from kith.foundation.actor import ANONYMOUS
from kith.foundation.database import to_struct, to_structs
from kith.foundation.errors import NotFound
from kith.foundation.language import later
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.commons.identity.person import Person
    from kith.foundation.house import House

queries = load(__file__)
WHAT: Final = {
    "beacon_scan": later("A night out"),
    "purchase": later("Something from the shop"),
    "listing_approved": later("A ticket of yours went up"),
    "radio_listen": later("Ten minutes of radio"),
    "daily_login": later("Coming by"),
    "streak_bonus": later("Seven days in a row"),
    "admin_adjustment": later("Corrected by us"),
}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where one stands. `days`: local days in a row, as of today or yesterday."""

    balance: int
    total_events: int
    last_activity: datetime | None
    days: int
    username: str | None
    username_public: bool
    leaderboard_opt_out: bool
    timezone: str


class XpEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the ledger."""

    id: UUID
    event_type: str
    amount: int
    created_at: datetime


class XpPage(msgspec.Struct, frozen=True):
    """Lines, the newest first; `next` is the cursor of the page after it."""

    items: list[XpEvent]
    next: str | None


class XpRule(msgspec.Struct, frozen=True):
    """What a kind of event is worth."""

    event_type: str
    amount: int
    note: str


class Placed(msgspec.Struct, frozen=True):
    """A place on the leaderboard; equal balances share one."""

    place: int
    username: str
    balance: int


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def standing(house: House, person: Person) -> Standing:
    """One's own balance, as the database's policies show it to oneself.

    Raises:
        NotFound: not a member.
    """
    async with house.database.session(person.actor, schema(house)) as db:
        row = await queries.standing(db.connection, person=person.id)
    if row is None:
        raise NotFound
    return to_struct(Standing, row)


async def events(house: House, person: Person, cursor: str = "", at_most: int = 30) -> XpPage:
    """One's own ledger.

    Raises:
        Invalid: a cursor that is none.
    """
    after = keyset.decode(cursor)
    async with house.database.session(person.actor, schema(house)) as db:
        found = queries.events(
            db.connection,
            person=person.id,
            at=None if after is None else after.at,
            id=None if after is None else after.id,
            at_most=at_most + 1,
        )
        rows = [row async for row in found]
    more = rows[at_most - 1] if len(rows) > at_most else None
    return XpPage(
        to_structs(XpEvent, rows[:at_most]),
        None if more is None else keyset.encode(keyset.Cursor(more["created_at"], more["id"])),
    )


async def rules(house: House) -> list[XpRule]:
    """What each thing is worth."""
    async with house.database.session(ANONYMOUS, schema(house)) as db:
        return to_structs(XpRule, [row async for row in queries.rules(db.connection)])


async def leaderboard(house: House) -> list[Placed]:
    """The hundred with the most among those who show their name and did not opt out; read as anybody."""
    async with house.database.session(ANONYMOUS, schema(house)) as db:
        return to_structs(Placed, [row async for row in queries.leaderboard(db.connection)])
