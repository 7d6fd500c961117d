"""Scores of people for an event, for many at once. Interests weigh by how rare they are (TF-IDF, cosine): Salton and Buckley,
“Term-weighting approaches in automatic text retrieval”, 1988.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

MOST_INTERESTS: Final = 20
HALF_WAY_KM: Final = 8.0
"""At this distance nearness counts half."""
NEWCOMERS_WANTED: Final = 0.3
"""The share of guests at their first event that makes a good table."""
WEIGHTS: Final = {"interests": 0.55, "reliability": 0.15, "near": 0.15, "again": 0.1, "newcomers": 0.05}


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What an event looks for. `wanted` has a weight by interest's column (0 for the rest); `place` is a unit vector or None.

    `newcomers` is the share of first-timers among the guests so far.
    """

    wanted: Floats
    place: npt.NDArray[np.float64] | None
    newcomers: float


def idf_of(interests: npt.NDArray[np.int16], columns: int) -> Floats:
    """How much each interest weighs: ln((1 + n) / (1 + people who have it)) + 1; column 0 (nothing) weighs nothing."""
    counts = np.bincount(interests.ravel(), minlength=columns).astype(np.float64)
    people = interests.shape[0]
    weights = np.log((1 + people) / (1 + counts)) + 1
    weights[0] = 0
    return weights.astype(np.float32)


def interest_scores(interests: npt.NDArray[np.int16], idf: Floats, wanted: Floats) -> Floats:
    """Cosine in [0, 1] between each person's interests and what is wanted, both weighed by rarity.

    `interests` has a row a person and 20 columns of interests' columns, 0 where there are fewer.
    """
    target = wanted * idf
    length = float(np.sqrt(np.square(target).sum()))
    if length == 0:
        return np.zeros(len(interests), dtype=np.float32)
    dots = (target * idf)[interests].sum(axis=1)
    lengths = np.sqrt(np.square(idf)[interests].sum(axis=1))
    return np.asarray(np.where(lengths > 0, dots / np.maximum(lengths * length, 1e-12), 0), dtype=np.float32)


def near(places: npt.NDArray[np.float64], place: npt.NDArray[np.float64] | None) -> Floats:
    """1 at the place, a half at eight kilometres, towards 0 far away; a half where either is unknown."""
    if place is None:
        return np.full(len(places), 0.5, dtype=np.float32)
    kilometres = 6371.0 * np.arccos(np.clip(places @ place, -1, 1))
    score = HALF_WAY_KM / (HALF_WAY_KM + kilometres)
    return np.asarray(np.where(np.isnan(score), 0.5, score), dtype=np.float32)


def scores(
    table: Table,
    *,
    interests: npt.NDArray[np.int16],
    idf: Floats,
    places: npt.NDArray[np.float64],
    reliability: Floats,
    newcomer: npt.NDArray[np.bool_],
    again: npt.NDArray[np.bool_],
) -> Floats:
    """Each person's score in [0, 1]."""
    wants_newcomers = table.newcomers < NEWCOMERS_WANTED
    parts = (
        WEIGHTS["interests"] * interest_scores(interests, idf, table.wanted)
        + WEIGHTS["reliability"] * reliability
        + WEIGHTS["near"] * near(places, table.place)
        + WEIGHTS["again"] * again
        + WEIGHTS["newcomers"] * (newcomer == wants_newcomers)
    )
    return parts.astype(np.float32)


def unit(latitude: float | None, longitude: float | None) -> npt.NDArray[np.float64]:
    """A place as a unit vector; NaN where it is unknown."""
    if latitude is None or longitude is None:
        return np.full(3, np.nan)
    up, round_ = np.radians(latitude), np.radians(longitude)
    found: Any = np.array([np.cos(up) * np.cos(round_), np.cos(up) * np.sin(round_), np.sin(up)])
    return found
