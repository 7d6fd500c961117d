"""Choosing the public place where a LinkUp meets."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

import msgspec

if TYPE_CHECKING:
    from kith.products.josh.linkups.activities import Activity


class Venue(msgspec.Struct, frozen=True, kw_only=True):
    """A public place of a region.

    `constraints` are true or false facts about it ("quiet": true); what is not listed is unknown. `capacity`
    is how many people it can seat together, None when that never matters. Private addresses are never venues.
    """

    name: str
    kind: str = ""
    address: str | None = None
    id: UUID | None = None
    latitude: float | None = None
    longitude: float | None = None
    constraints: dict[str, bool] = {}
    activity_keys: tuple[str, ...] = ()
    capacity: int | None = None
    public: bool = True

    def as_document(self) -> dict[str, Any]:
        """The place as `linkups.venue` keeps it."""
        document: dict[str, Any] = {"name": self.name, "kind": self.kind, "address": self.address}
        if self.id is not None:
            document["id"] = str(self.id)
        if self.latitude is not None and self.longitude is not None:
            document["latitude"], document["longitude"] = self.latitude, self.longitude
        return document


_DRINKING: Final = frozenset({"bar", "pub", "brewery", "karaoke_bar", "sports_bar", "pool_hall", "nightclub"})
_OPEN_AIR: Final = frozenset(
    {"park", "trail", "court", "beach", "waterfront", "garden", "golf_course", "picnic_area", "dog_park"}
)
_FREE: Final = frozenset({"park", "trail", "beach", "waterfront", "library", "dog_park", "picnic_area"})
# What a kind is known to be, unless the place itself says otherwise.
_QUIET: Final = frozenset({"library", "museum", "gallery", "garden", "trail", "studio"})
# Needs that only a place known to meet them can meet; of the others, not knowing is good enough.
_MUST_BE_KNOWN: Final = frozenset({"wheelchair", "dog_friendly", "vegan", "vegetarian"})
# Places that can stand in for the kind an activity needs, the nearest first.
_STAND_INS: Final[dict[str, tuple[str, ...]]] = {
    "cafe": ("bakery", "library", "restaurant"),
    "restaurant": ("cafe", "market"),
    "bar": ("pub", "brewery", "restaurant"),
    "pub": ("bar", "brewery", "restaurant"),
    "park": ("garden", "waterfront", "trail"),
    "trail": ("park", "waterfront"),
    "court": ("sports_hall", "park"),
    "sports_hall": ("court", "community_center", "gym"),
    "studio": ("community_center", "park"),
    "game_cafe": ("cafe", "library"),
    "museum": ("gallery",),
    "gallery": ("museum",),
    "library": ("bookshop", "cafe"),
    "music_venue": ("bar", "theater"),
    "market": ("food_hall",),
    "garden": ("park",),
    "beach": ("waterfront", "park"),
    "waterfront": ("beach", "park"),
    "arcade": ("bowling_alley",),
    "community_center": ("library", "park"),
}


def from_row(row: Mapping[str, Any]) -> Venue:
    """A row of `venues` with any of its columns."""
    constraints = cast("dict[str, Any]", row["constraints"] or {})
    return Venue(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        address=row["address"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        constraints={key: value for key, value in constraints.items() if isinstance(value, bool)},
        activity_keys=tuple(row["activity_keys"] or ()),
        capacity=row["capacity"],
    )


def from_document(document: Mapping[str, Any] | None) -> Venue | None:
    """The place as `linkups.venue` keeps it; None when there is none."""
    if document is None or not str(document.get("name") or "").strip():
        return None
    address = document.get("address")
    return Venue(
        name=str(document["name"]),
        kind=str(document.get("kind") or ""),
        address=None if address is None else str(address),
    )


def choose(
    venues: Iterable[Venue],
    *,
    activity: Activity | None,
    constraints: Mapping[str, Any],
    people: int,
    recently_used: Collection[UUID | None] = (),
    seed: str,
) -> Venue | None:
    """The public place for `people` doing `activity`, or None when the region has no fitting one.

    A place that lists the activity is best, then one of the kind it needs, then one that can stand in.
    Among equals a place not used lately comes first, then the draw by `seed`, which does not depend on the
    order in which places are given.
    """
    ranked: list[tuple[int, int, bytes, Venue]] = []
    for venue in venues:
        suits = _suits(venue, activity)
        if suits is None or not venue.public or not _fits(venue, constraints, people):
            continue
        recent = 1 if venue.id is not None and venue.id in recently_used else 0
        ranked.append((suits, recent, _drawn(seed, venue), venue))
    return min(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def _suits(venue: Venue, activity: Activity | None) -> int | None:
    """How far the place is from what the activity needs (0 is best), None when it cannot serve."""
    if activity is None:
        return 0 if venue.kind in {"cafe", "park"} else None
    if activity.key in venue.activity_keys:
        return 0
    if venue.kind == activity.venue_kind:
        return 1
    stand_ins = _STAND_INS.get(activity.venue_kind, ())
    # A place that names its activities is for those; only others can stand in.
    if venue.kind in stand_ins and not venue.activity_keys:
        return 2 + stand_ins.index(venue.kind)
    return None


def _fits(venue: Venue, constraints: Mapping[str, Any], people: int) -> bool:
    if venue.capacity is not None and venue.capacity < people:
        return False
    return all(_meets(venue, key) for key, wanted in constraints.items() if wanted is True) and all(
        venue.constraints.get(key) is not True for key, wanted in constraints.items() if wanted is False
    )


def _meets(venue: Venue, need: str) -> bool:
    """Whether the place meets one need; what it says of itself decides before what its kind implies."""
    said = venue.constraints.get(need)
    if said is not None:
        return said
    match need:
        case "no_bars":
            return venue.kind not in _DRINKING and venue.constraints.get("bar") is not True
        case "no_alcohol":
            return venue.kind not in _DRINKING and venue.constraints.get("alcohol") is not True
        case "smoke_free":
            return venue.constraints.get("smoking") is not True
        case "outdoor":
            return venue.kind in _OPEN_AIR
        case "indoor":
            return venue.kind not in _OPEN_AIR and venue.constraints.get("outdoor") is not True
        case "free":
            return venue.kind in _FREE
        case "quiet":
            return venue.kind in _QUIET or (
                venue.kind not in _DRINKING and venue.kind not in {"arcade", "bowling_alley", "music_venue"}
            )
        case _:
            return need not in _MUST_BE_KNOWN


def _drawn(seed: str, venue: Venue) -> bytes:
    own = str(venue.id) if venue.id is not None else f"{venue.name}\n{venue.address}"
    return hashlib.sha256(f"{seed}\n{own}".encode("utf-8", "surrogatepass")).digest()
