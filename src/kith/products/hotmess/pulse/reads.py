"""The public views, read as anybody: what the database gives to nobody in particular is all there is."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import msgspec

from kith.foundation.actor import ANONYMOUS
from kith.foundation.database import to_structs
from kith.foundation.errors import Invalid, NotFound
from kith.foundation.queries import load

if TYPE_CHECKING:
    from kith.foundation.house import House

queries = load(__file__)
TOPIC: Final = "pulse"


class CityHeat(msgspec.Struct, frozen=True, kw_only=True):
    """How hot a city was in an hour, 0 (few or none) to 5. `map_x`, `map_y`: its place on the drawing, in thousandths."""

    city_slug: str
    city_name: str
    map_x: int
    map_y: int
    hour: datetime
    heat: int


class CityStat(msgspec.Struct, frozen=True, kw_only=True):
    """People out in a city in an hour, in fives from ten on; null is few or none. `kind`: all, or a kind of beacon."""

    city_slug: str
    city_name: str
    hour: datetime
    kind: str
    people: int | None


class PopularBeacon(msgspec.Struct, frozen=True, kw_only=True):
    """A live beacon and the people of its fullest published hour of the last day, in fives."""

    beacon_id: UUID
    kind: str
    title: str
    city_slug: str
    city_name: str
    people: int


class BeaconStat(msgspec.Struct, frozen=True, kw_only=True):
    """Live listings and visible posts of a live beacon."""

    beacon_id: UUID
    city_slug: str
    kind: str
    listing_count: int
    post_count: int


class AvailableProduct(msgspec.Struct, frozen=True, kw_only=True):
    """A product in stock, with its drop and what that is right now."""

    product_id: UUID
    slug: str
    title: str
    collection: str
    price_pence: int
    currency: str
    quantity_available: int
    stock_status: str
    limited_edition: bool
    drop_id: UUID | None
    drop_title: str | None
    drop_status: str | None
    drop_starts_at: datetime | None
    drop_ends_at: datetime | None


class SellerReputation(msgspec.Struct, frozen=True, kw_only=True):
    """An approved seller: since which month, live listings, orders sent in fives."""

    seller_id: UUID
    display_name: str
    slug: str
    member_since: date | None
    live_listings: int
    orders_sent: int


def schema(house: House) -> str:
    return house.product("hotmess").schema


async def _view(house: House, kind: Any, query: Any, **values: Any) -> Any:
    if "\0" in (values.get("city") or ""):
        raise Invalid("That is no city.", field="city")
    async with house.database.session(ANONYMOUS, schema(house)) as db:
        return to_structs(kind, [row async for row in query(db.connection, **values)])


async def hours(house: House) -> list[datetime]:
    """Published hours of the last day, the latest first."""
    async with house.database.session(ANONYMOUS, schema(house)) as db:
        return [row["hour"] async for row in queries.hours(db.connection)]


async def heat(house: House, hour: datetime | None = None) -> list[CityHeat]:
    """Every city in a published hour (the last one unless named), the hottest first; empty before the first is published.

    Raises:
        NotFound: that hour is not among those of the last day.
    """
    known = await hours(house)
    if hour is not None and hour not in known:
        raise NotFound
    if not known:
        return []
    return await _view(house, CityHeat, queries.heat, hour=known[0] if hour is None else hour)


async def stats(house: House, hour: datetime | None = None, city: str | None = None) -> list[CityStat]:
    """People out, of one hour or one city; of the last published hour when neither is named."""
    if hour is None and city is None:
        known = await hours(house)
        if not known:
            return []
        hour = known[0]
    return await _view(house, CityStat, queries.stats, hour=hour, city=city)


async def popular(house: House, city: str | None = None) -> list[PopularBeacon]:
    """Live beacons by their fullest hour; at most a hundred."""
    return await _view(house, PopularBeacon, queries.popular, city=city)


async def beacon_counts(house: House, city: str) -> list[BeaconStat]:
    """What anybody may count on the live beacons of a city."""
    return await _view(house, BeaconStat, queries.beacon_counts, city=city)


async def available(house: House) -> list[AvailableProduct]:
    """Products of which there is some."""
    return await _view(house, AvailableProduct, queries.available)


async def reputation(house: House) -> list[SellerReputation]:
    """Approved sellers."""
    return await _view(house, SellerReputation, queries.reputation)
