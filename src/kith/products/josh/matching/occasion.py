"""One occasion against the columns of a region: everybody's scores, and who could pass the hard filters."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
import numpy as np
import numpy.typing as npt

from kith.products.josh.matching.filters import INVITES_A_WEEK, Wanted
from kith.products.josh.matching.moment import arc_km
from kith.products.josh.matching.region_people import RegionPeople, microseconds
from kith.products.josh.matching.scores import (
    LONGEST_WAIT_DAYS,
    MOST_INVITES,
    OLDEST_DAYS,
    Moment,
    Scored,
    Traits,
)
from kith.products.josh.matching.selection import CandidateMatrix
from kith.products.josh.matching.wanted import part_of_day

UNKNOWN_DISTANCE_KM: Final = 8.0
"""Of people who gave a ZIP code only: neither near nor far."""
_DAY_US: Final = 86_400_000_000
_64_BITS: Final = 2**64 - 1

Float64 = npt.NDArray[np.float64]


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """What a LinkUp offers: its brief, who is in it already, and the initiator's place as a unit vector, if known."""

    brief: Mapping[str, Any]
    group: tuple[Traits, ...]
    place: tuple[float, float, float] | None


class Prospect(msgspec.Struct, frozen=True):
    """Somebody worth a closer look, with all that explains why."""

    traits: Traits
    moment: Moment
    scored: Scored
    turned_away: bool


class Ranking:
    """Everybody of a region scored for an occasion; rows are those of the columns. Not for use after the columns changed."""

    def __init__(self, people: RegionPeople, occasion: Occasion, now: datetime) -> None:
        self._people = people
        self._matrix = _matrix(people, occasion, now)
        self._friend = self._matrix.friend_scores(occasion.group)
        self._moment = self._matrix.moment_fits()
        self._final = self._matrix.final_scores(self._friend, self._moment)

    def best(self, possible: npt.NDArray[np.bool_], at_once: int) -> Iterator[list[Prospect]]:
        """Those who could pass, in batches of about `at_once`: whoever was turned away before first, then by score, equal ones by id."""
        turned_away = self._people.column("turned_away")
        for rows in (np.flatnonzero(possible & turned_away), np.flatnonzero(possible & ~turned_away)):
            while len(rows):
                batch, rows = self._cut(rows, at_once)
                yield [self._prospect(row) for row in batch]

    def drawn(
        self, possible: npt.NDArray[np.bool_], at_once: int, linkup_id: UUID
    ) -> Iterator[list[Prospect]]:
        """The same, but whoever was not turned away comes by chance, each as likely as any other.

        The order follows from the LinkUp and the person alone: whoever drops out leaves the order of the others as it was.
        """
        turned_away = self._people.column("turned_away")
        yield from self.best(possible & turned_away, at_once)
        rows = np.flatnonzero(possible & ~turned_away)
        keys = draw_keys(self._people.column("id")[:, rows], linkup_id)
        rows = rows[np.argsort(keys, kind="stable")]
        for start in range(0, len(rows), at_once):
            yield [self._prospect(row, by_chance=True) for row in rows[start : start + at_once].tolist()]

    def _cut(self, rows: npt.NDArray[np.intp], count: int) -> tuple[list[int], npt.NDArray[np.intp]]:
        """The best `count` of these rows in order, all that are level with the last of them included; and the others."""
        scores = self._final[rows]
        if len(rows) > count:
            threshold = np.partition(scores, len(rows) - count)[len(rows) - count]
            rows, others = rows[scores >= threshold], rows[scores < threshold]
        else:
            others = rows[:0]
        ids = self._people.ids
        return sorted(rows.tolist(), key=lambda row: (-self._final[row], ids[row])), others

    def _prospect(self, row: int, *, by_chance: bool = False) -> Prospect:
        traits, moment = self._matrix.row(row)
        scored = Scored(
            traits.user_id,
            float(self._friend[row]),
            float(self._moment[row]),
            float(self._final[row]),
            by_chance,
        )
        return Prospect(traits, moment, scored, bool(self._people.column("turned_away")[row]))


def draw_keys(ids: npt.NDArray[np.uint64], linkup_id: UUID) -> npt.NDArray[np.uint64]:
    """A number for each person (upper and lower half of the id) and this LinkUp.

    By the finaliser of SplitMix64 (Steele, Lea and Flood 2014), modulo 2^64.
    """
    key = np.zeros(ids.shape[1], dtype=np.uint64)
    for half, seed in zip(ids, (linkup_id.int >> 64, linkup_id.int & _64_BITS), strict=True):
        key = (key ^ half) + np.uint64(seed)
        key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        key ^= key >> np.uint64(31)
    return key


def possible(people: RegionPeople, wanted: Wanted, ruled_out: Iterable[UUID]) -> npt.NDArray[np.bool_]:
    """Which rows could pass every hard filter, as far as the columns and `ruled_out` know."""
    born = people.column("birthday")
    mask: npt.NDArray[np.bool_] = (
        people.column("here")
        & (people.column("entitled_until") > microseconds(wanted.now))
        & (people.invites_this_week(wanted.now) < INVITES_A_WEEK)
        & (born >= wanted.born_from.toordinal())
        & (born <= wanted.born_to.toordinal())
    )
    rows = [row for row in map(people.row_of.get, ruled_out) if row is not None]
    mask[rows] = False
    people.tastes.refuse(mask, (*wanted.activity_terms, *wanted.window_terms), wanted.hard_constraints)
    return mask


def _matrix(people: RegionPeople, occasion: Occasion, now: datetime) -> CandidateMatrix:
    key = str(occasion.brief.get("activity_key", ""))
    age = now.date().toordinal() - people.column("observed_on")
    waited = (microseconds(now) - people.column("waiting_since")) // _DAY_US
    return CandidateMatrix.from_columns(
        people.ids,
        values=people.column("values"),
        confidences=people.column("confidences"),
        freshness_days=np.clip(age, 0, OLDEST_DAYS).astype(np.int16),
        openness=people.column("openness"),
        appeal=people.column("appeal"),
        activity_weight=people.tastes.activity_weights(
            len(people), key, occasion.brief.get("motive_emphasis") or {}
        ),
        window_fit=people.tastes.window_fits(people.column("parts_of_day"), key, part_of_day(occasion.brief)),
        distance_km=_distances(people.column("place"), occasion.place),
        invites_recently=np.clip(people.invites_this_week(now), 0, MOST_INVITES).astype(np.int16),
        waited_days=np.clip(waited, 0, LONGEST_WAIT_DAYS).astype(np.int16),
    )


def _distances(places: Float64, here: Sequence[float] | None) -> Float64:
    if here is None:
        here = (math.nan, math.nan, math.nan)
    dx, dy, dz = (here[axis] - places[axis] for axis in range(3))
    square: Float64 = (dx * dx + dy * dy) + dz * dz
    chord: Float64 = np.sqrt(square)
    found: Float64 = arc_km(chord, square)
    found[np.isnan(found)] = UNKNOWN_DISTANCE_KM
    return found
