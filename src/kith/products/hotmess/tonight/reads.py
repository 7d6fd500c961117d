"""What is on in a city, and how much of a night it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

import msgspec

from kith.foundation import pages as keyset
from kith.foundation.actor import service
from kith.foundation.database import to_structs
from kith.foundation.errors import NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
_ACTOR = service("hotmess.tonight")
SHOWN: Final = 40


class TonightCity(msgspec.Struct, frozen=True, kw_only=True):
    """A city; `heat` is 0 (few or none) to 5, of the last published hour; `beacons` are on."""

    slug: str
    name: str
    country: str
    timezone: str
    heat: int
    beacons: int


class OnTonight(msgspec.Struct, frozen=True, kw_only=True):
    """A beacon in a list. `people`: of its fullest published hour of the last day, in fives, null for few."""

    id: UUID
    kind: str
    title: str
    description: str
    venue_name: str | None
    timezone: str
    starts_at: datetime | None
    ends_at: datetime | None
    expires_at: datetime
    price_pence: int
    currency: str
    sold_out: bool
    listing_count: int
    people: int | None


class PulseHour(msgspec.Struct, frozen=True):
    """People out in an hour, in fives; null is few or none."""

    hour: datetime
    people: int | None


class Tonight(msgspec.Struct, frozen=True, kw_only=True):
    """A city's night. `pulse` holds published hours, the latest first; `next` is the cursor of the page after it."""

    city: str
    city_name: str
    timezone: str
    pulse: list[PulseHour]
    items: list[OnTonight]
    next: str | None


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def tonight(
    house: House,
    city: str,
    *,
    kind: str | None = None,
    viewer: UUID | None = None,
    cursor: str = "",
    at_most: int = SHOWN,
) -> Tonight:
    """What is on in a city from now on, soonest first.

    Raises:
        NotFound: there is no such city.
        Invalid: a cursor that is none.
    """
    after = keyset.decode(cursor)
    async with house.database.session(_ACTOR, schema(house)) as db:
        place = await queries.city(db.connection, slug=city)
        if place is None:
            raise NotFound
        rows = [
            row
            async for row in queries.live(
                db.connection,
                city=place["id"],
                kind=kind,
                viewer=viewer,
                at=None if after is None else after.at,
                id=None if after is None else after.id,
                at_most=at_most + 1,
            )
        ]
        hours = [row async for row in queries.pulse(db.connection, city=place["id"])]
    more = rows[:at_most][-1] if len(rows) > at_most else None
    return Tonight(
        city=place["slug"],
        city_name=place["name"],
        timezone=place["timezone"],
        pulse=[PulseHour(row["hour"], row["people"]) for row in hours],
        items=to_structs(OnTonight, rows[:at_most]),
        next=None if more is None else keyset.encode(keyset.Cursor(more["sort_at"], more["id"])),
    )


async def cities(house: House) -> list[TonightCity]:
    """Every city, by name."""
    async with house.database.session(_ACTOR, schema(house)) as db:
        return to_structs(TonightCity, [row async for row in queries.cities(db.connection)])
