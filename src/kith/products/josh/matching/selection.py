"""The best k of up to 100,000 candidates, exactly as a scan with scores.py would order them.

The columns are kept as float32 (what goes in is rounded to it); every score is computed in float64 with the
same operations in the same order as scores.py, so the numbers agree to the last bit and ties fall alike.
Rows are sorted by id once, which makes "ties by id" the row order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from kith.products.josh.matching.scores import (
    ACTIVITY_SHARE,
    APPEAL_SHARE,
    COMPLEMENTARY,
    DECAY,
    DISTANCE_SHARE,
    FRIEND_SHARE,
    HALF_DISTANCE_KM,
    INVITE_PENALTY,
    LONGEST_WAIT_DAYS,
    MOMENT_SHARE,
    MOST_INVITES,
    NEUTRAL,
    OLDEST_DAYS,
    OPENNESS_SHARE,
    PULL,
    SIMILARITY_SHARE,
    WAIT_BOOST,
    WINDOW_SHARE,
    Moment,
    Scored,
    Traits,
    decayed,
)

FACTOR_COUNT: Final = len(COMPLEMENTARY)
# Twelve float64 rows of this many candidates stay in a core's cache.
CHUNK: Final = 4096

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Floats = Float32 | Float64
Int16 = npt.NDArray[np.int16]

_DECAY: Final = np.array(DECAY, dtype=np.float64)


class CandidateMatrix:
    """Candidates as columns, n of them, in the order of their ids.

    `values`, `confidences` (float32) and `freshness_days` (int16) have the shape (12, n), factors in the
    order of `FactorName`; the others have the shape (n,): `activity_weight`, `window_fit`, `distance_km`,
    `openness`, `appeal` (float32), `invites_recently` and `waited_days` (int16). About 170 bytes a
    candidate.
    """

    def __init__(self, people: Sequence[tuple[Traits, Moment]]) -> None:
        """Take in the people, in any order.

        Raises ValueError naming what is wrong: an id that comes twice, a vector that has not twelve entries,
        a share outside [0, 1], or a negative distance.
        """
        rows = sorted(people, key=lambda row: row[0].user_id)
        self.ids: tuple[UUID, ...] = tuple(traits.user_id for traits, _ in rows)
        if len(set(self.ids)) != len(rows):
            raise ValueError("user_id comes twice among the candidates.")
        if any(
            len(vector) != FACTOR_COUNT
            for traits, _ in rows
            for vector in (traits.values, traits.confidences, traits.freshness_days)
        ):
            raise ValueError(f"values, confidences and freshness_days must have {FACTOR_COUNT} entries each.")
        self.values = _factor_columns([traits.values for traits, _ in rows])
        self.confidences = _factor_columns([traits.confidences for traits, _ in rows])
        days = np.array([traits.freshness_days for traits, _ in rows], dtype=np.int64)
        self.freshness_days: Int16 = np.ascontiguousarray(
            np.clip(days.reshape(-1, FACTOR_COUNT), 0, OLDEST_DAYS).T, dtype=np.int16
        )
        self.openness = _column([traits.openness for traits, _ in rows])
        self.appeal = _column([traits.appeal for traits, _ in rows])
        self.activity_weight: Floats = _column([moment.activity_weight for _, moment in rows])
        self.window_fit: Floats = _column([moment.window_fit for _, moment in rows])
        self.distance_km: Floats = _column([moment.distance_km for _, moment in rows])
        self.invites_recently = _counts([moment.invites_recently for _, moment in rows], MOST_INVITES)
        self.waited_days = _counts([moment.waited_days for _, moment in rows], LONGEST_WAIT_DAYS)
        self._check_ranges()

    @classmethod
    def from_columns(
        cls,
        ids: Sequence[UUID],
        *,
        values: Float32,
        confidences: Float32,
        freshness_days: Int16,
        openness: Float32,
        appeal: Float32,
        activity_weight: Floats,
        window_fit: Floats,
        distance_km: Floats,
        invites_recently: Int16,
        waited_days: Int16,
    ) -> CandidateMatrix:
        """Columns that are there already, taken over as they are: shapes as above, rows in the order of `ids`.

        Those of the occasion may be float64: nothing is rounded then. Values are not checked.
        """
        made = cls.__new__(cls)
        made.ids = tuple(ids)
        made.values, made.confidences, made.freshness_days = values, confidences, freshness_days
        made.openness, made.appeal = openness, appeal
        made.activity_weight, made.window_fit, made.distance_km = activity_weight, window_fit, distance_km
        made.invites_recently, made.waited_days = invites_recently, waited_days
        return made

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, at: int) -> tuple[Traits, Moment]:
        """One candidate back from the columns, as the scalar scores see them."""
        traits = Traits(
            self.ids[at],
            tuple(float(value) for value in self.values[:, at]),
            tuple(float(value) for value in self.confidences[:, at]),
            tuple(int(days) for days in self.freshness_days[:, at]),
            float(self.openness[at]),
            float(self.appeal[at]),
        )
        moment = Moment(
            float(self.activity_weight[at]),
            float(self.window_fit[at]),
            float(self.distance_km[at]),
            int(self.invites_recently[at]),
            int(self.waited_days[at]),
        )
        return traits, moment

    def friend_scores(self, group: Sequence[Traits]) -> Float64:
        """`group_friend_score` of everybody, shape (n,). Raises ValueError for an empty group."""
        if not group:
            raise ValueError("group must have at least the initiator.")
        scores = np.empty(len(self), dtype=np.float64)
        for part in self._parts():
            values = self.values[:, part].astype(np.float64)
            weights = self.confidences[:, part] * _DECAY[self.freshness_days[:, part]]
            lowest = self._friend_scores_with(group[0], values, weights, part)
            for member in group[1:]:
                np.minimum(lowest, self._friend_scores_with(member, values, weights, part), out=lowest)
            scores[part] = lowest
        return scores

    def moment_fits(self) -> Float64:
        """`moment_fit` of everybody, shape (n,)."""
        near = HALF_DISTANCE_KM / (HALF_DISTANCE_KM + self.distance_km.astype(np.float64))
        return (
            ACTIVITY_SHARE * self.activity_weight.astype(np.float64)
            + WINDOW_SHARE * self.window_fit.astype(np.float64)
        ) + DISTANCE_SHARE * near

    def final_scores(self, friend: Float64, moment: Float64) -> Float64:
        """`final_score` of everybody, shape (n,), from the other two scores."""
        invites = self.invites_recently.astype(np.float64)
        waited = self.waited_days.astype(np.float64)
        score = FRIEND_SHARE * friend + MOMENT_SHARE * moment
        score = score - INVITE_PENALTY * invites + WAIT_BOOST * (waited / LONGEST_WAIT_DAYS)
        return np.minimum(1.0, np.maximum(0.0, score))

    def top_k(
        self, group: Sequence[Traits], k: int, rng: Random, *, random_arm: bool = False
    ) -> list[Scored]:
        """The k best for this group, best first, equal scores by id; all of them when there are fewer.

        In the random arm: k drawn from `rng`, each as likely as any other, in the order drawn, marked
        `by_chance`. Raises ValueError for an empty group or a negative k.
        """
        if k < 0:
            raise ValueError(f"k must not be negative, but is {k}.")
        friend = self.friend_scores(group)
        moment = self.moment_fits()
        final = self.final_scores(friend, moment)
        count = min(k, len(self))
        chosen = rng.sample(range(len(self)), count) if random_arm else _best(final, count)
        return [
            Scored(self.ids[at], float(friend[at]), float(moment[at]), float(final[at]), random_arm)
            for at in chosen
        ]

    def _friend_scores_with(self, member: Traits, values: Float64, weights: Float64, part: slice) -> Float64:
        weighted = np.zeros(values.shape[1], dtype=np.float64)
        total = np.zeros(values.shape[1], dtype=np.float64)
        for at, complementary in enumerate(COMPLEMENTARY):
            own = member.values[at]
            apart = (own + values[at]) - 1.0 if complementary else own - values[at]
            close = 1.0 - np.abs(apart)
            weight = decayed(member.confidences[at], member.freshness_days[at]) * weights[at]
            weighted += weight * (close * close)
            total += weight
        alike = SIMILARITY_SHARE * ((NEUTRAL * PULL + weighted) / (PULL + total))
        openness = self.openness[part].astype(np.float64)
        appeal = self.appeal[part].astype(np.float64)
        member_likes = alike + (OPENNESS_SHARE * member.openness + APPEAL_SHARE * appeal)
        liked = alike + (OPENNESS_SHARE * openness + APPEAL_SHARE * member.appeal)
        both = member_likes + liked
        # Similarity is never 0 (it is pulled to 0.5 from both sides), so neither is `both`.
        return 2.0 * (member_likes * liked) / both

    def _parts(self) -> Iterator[slice]:
        for start in range(0, len(self), CHUNK):
            yield slice(start, min(start + CHUNK, len(self)))

    def _check_ranges(self) -> None:
        shares = {
            "values": self.values,
            "confidences": self.confidences,
            "openness": self.openness,
            "appeal": self.appeal,
            "activity_weight": self.activity_weight,
            "window_fit": self.window_fit,
        }
        for name, column in shares.items():
            # Written so that NaN fails too.
            if not bool(np.all((column >= 0.0) & (column <= 1.0))):
                raise ValueError(f"{name} must be between 0 and 1.")
        if not bool(np.all((self.distance_km >= 0.0) & np.isfinite(self.distance_km))):
            raise ValueError("distance_km must not be negative.")


def _best(scores: Float64, count: int) -> list[int]:
    """Row numbers of the highest scores, best first, equal ones in row order."""
    if count == 0:
        return []
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
    above = np.flatnonzero(scores > threshold)
    level = np.flatnonzero(scores == threshold)[: count - len(above)]
    rows = np.concatenate((above, level))
    order = np.lexsort((rows, -scores[rows]))
    return [int(row) for row in rows[order]]


def _factor_columns(rows: Sequence[tuple[float, ...]]) -> Float32:
    return np.ascontiguousarray(np.array(rows, dtype=np.float32).reshape(-1, FACTOR_COUNT).T)


def _column(values: Sequence[float]) -> Float32:
    return np.array(values, dtype=np.float32)


def _counts(values: Sequence[int], most: int) -> Int16:
    return np.clip(np.array(values, dtype=np.int64), 0, most).astype(np.int16)
