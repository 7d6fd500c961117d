"""Which region somebody lives in: pure geometry over the regions' documented JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A region as registration needs it. `geometry` is `{"polygon": [[lng, lat], …], "zips": ["…"]}`, at least one of them."""

    id: UUID
    slug: str
    display_name: str
    state: str
    geometry: dict[str, Any]
    rules: dict[str, Any]
    time_zone: str
    country: str
    subdivision: str | None = None


class Place(msgspec.Struct, frozen=True):
    """Where somebody says they live: a ZIP code, or a point in degrees."""

    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def region_of(place: Place, regions: Sequence[Region]) -> Region | None:
    """The first region, by slug, that contains the place; a point counts before a ZIP code."""
    in_order = sorted(regions, key=lambda region: region.slug)
    if place.latitude is not None and place.longitude is not None:
        for region in in_order:
            polygon = region.geometry.get("polygon")
            if polygon and contains(polygon, place.longitude, place.latitude):
                return region
    if place.postal_code:
        for region in in_order:
            if place.postal_code in region.geometry.get("zips", ()):
                return region
    return None


def contains(polygon: Sequence[Sequence[float]], x: float, y: float) -> bool:
    """Whether a point lies in a simple polygon (even-odd rule, half-open, so that neighbours share no point)."""
    inside = False
    count = len(polygon)
    for at in range(count):
        (ax, ay), (bx, by) = polygon[at], polygon[(at + 1) % count]
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
