"""The public views over JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, get
from litestar.params import FromQuery

from kith.products.hotmess.pulse import reads
from kith.products.hotmess.pulse.reads import (
    AvailableProduct,
    BeaconStat,
    CityHeat,
    CityStat,
    PopularBeacon,
    SellerReputation,
)
from kith.web.request import house_of

Requested = Request[Any, Any, Any]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Slug = Annotated[str, msgspec.Meta(max_length=60)]


@get("/api/hotmess/views/night_pulse_city_stats", tags=["hotmess"])
async def night_pulse(
    request: Requested, hour: FromQuery[Moment | None] = None, city: FromQuery[Slug | None] = None
) -> list[CityStat]:
    """People out by city, hour and kind: of the last published hour, a named one, or a city's whole day."""
    return await reads.stats(house_of(request), hour, city)


@get("/api/hotmess/views/city_heat_map", tags=["hotmess"])
async def heat_map(request: Requested, hour: FromQuery[Moment | None] = None) -> list[CityHeat]:
    """How hot every city was in the last published hour, or a named one of the last day."""
    return await reads.heat(house_of(request), hour)


@get("/api/hotmess/views/popular_beacons", tags=["hotmess"])
async def popular(request: Requested, city: FromQuery[Slug | None] = None) -> list[PopularBeacon]:
    """Live beacons by their fullest hour of the last day."""
    return await reads.popular(house_of(request), city)


@get("/api/hotmess/views/beacon_stats", tags=["hotmess"])
async def beacon_stats(request: Requested, city: FromQuery[Slug] = "london") -> list[BeaconStat]:
    """Live listings and visible posts of the live beacons of a city."""
    return await reads.beacon_counts(house_of(request), city)


@get("/api/hotmess/views/products_available", tags=["hotmess"])
async def products_available(request: Requested) -> list[AvailableProduct]:
    """Products in stock, with their drop."""
    return await reads.available(house_of(request))


@get("/api/hotmess/views/seller_reputation", tags=["hotmess"])
async def seller_reputation(request: Requested) -> list[SellerReputation]:
    """Approved sellers, without anything about buyers or money."""
    return await reads.reputation(house_of(request))


ROUTES = [night_pulse, heat_map, popular, beacon_stats, products_available, seller_reputation]
