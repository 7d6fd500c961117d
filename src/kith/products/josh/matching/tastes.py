"""What each person of a region likes and refuses, kept as flat columns: thousands are compared with one occasion at once.

The numbers equal those of moment.py to the last bit, because they are made by the same operations in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kith.products.josh.matching.moment import ActivityPattern
from kith.products.josh.matching.scores import NEUTRAL

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

PARTS_OF_DAY: Final = {"morning": 1, "day": 2, "evening": 4, "night": 8}
_ANOTHER_PART: Final = 16
_GONE: Final = -1
_FIRST_ROOM: Final = 1024


class Entries:
    """Any number of (row, what) pairs, each with a few numbers beside it; `what` is anything hashable."""

    def __init__(self, numbers: int = 0) -> None:
        self._known: dict[object, int] = {}
        self._count = 0
        self._rows: Int32 = np.empty(_FIRST_ROOM, dtype=np.int32)
        self._whats: Int32 = np.empty(_FIRST_ROOM, dtype=np.int32)
        self._numbers: Float64 = np.empty((numbers, _FIRST_ROOM), dtype=np.float64)

    def add(
        self, rows: Sequence[int], whats: Iterable[object], numbers: Sequence[Sequence[float]] = ()
    ) -> None:
        """Append entries; `numbers` has one row of values for each of them."""
        if self._count + len(rows) > len(self._rows):
            self._make_room(len(rows))
        end = self._count + len(rows)
        part = slice(self._count, end)
        self._rows[part] = rows
        self._whats[part] = [self._known.setdefault(what, len(self._known)) for what in whats]
        if len(self._numbers):
            self._numbers[:, part] = np.array(numbers, dtype=np.float64).reshape(-1, len(self._numbers)).T
        self._count = end

    def forget(self, rows: Flags) -> None:
        """Take out the entries of these rows (a flag for every row there is)."""
        present = self._rows[: self._count]
        present[(present >= 0) & rows[present]] = _GONE

    def find(self, what: object) -> tuple[Int32, Float64]:
        """The rows with this, and their numbers, shape (numbers, found)."""
        at = np.flatnonzero(self._whats[: self._count] == self._known.get(what, _GONE))
        at = at[self._rows[at] >= 0]
        return self._rows[at], self._numbers[:, at]

    @property
    def room(self) -> int:
        """For how many entries there is room."""
        return len(self._rows)

    def _make_room(self, more: int) -> None:
        kept = np.flatnonzero(self._rows[: self._count] >= 0)
        room = max(_FIRST_ROOM, (len(kept) + more) * 3 // 2)
        self._rows = _moved(self._rows[kept], (room,))
        self._whats = _moved(self._whats[kept], (room,))
        self._numbers = _moved(self._numbers[:, kept], (len(self._numbers), room))
        self._count = len(kept)


class Tastes:
    """Activities, refusals and hard constraints of a region's people, by row."""

    def __init__(self) -> None:
        # Confidence and own parts of the day of each activity pattern; the motives' weights beside it.
        self._patterns = Entries(2)
        self._motives = Entries(1)
        self._no_thanks = Entries()
        self._constraints = Entries()
        self._names: set[str] = set()

    @property
    def room(self) -> int:
        """For how many entries there is room in the largest of the columns."""
        return max(
            entries.room for entries in (self._patterns, self._motives, self._no_thanks, self._constraints)
        )

    def forget(self, rows: Flags) -> None:
        """These rows are about to be learned anew."""
        for entries in (self._patterns, self._motives, self._no_thanks, self._constraints):
            entries.forget(rows)

    def learn(
        self, rows: Sequence[int], activity_patterns: Sequence[Any], boundaries: Sequence[Any]
    ) -> list[int]:
        """Take in these rows' JSON columns; the parts of the day each prefers for anything, as bits."""
        patterns: list[tuple[int, str, float, int]] = []
        motives: list[tuple[int, tuple[str, str], float]] = []
        refused: list[tuple[int, str]] = []
        needed: list[tuple[int, tuple[str, bool]]] = []
        preferred: list[int] = []
        for row, stored, limits in zip(rows, activity_patterns, boundaries, strict=True):
            first: dict[str, ActivityPattern] = {}
            parts: dict[str, int] = {}
            for pattern in patterns_of(stored):
                first.setdefault(pattern.activity_key, pattern)
                bits = parts.get(pattern.activity_key, 0)
                for part in pattern.preferred_windows:
                    bits |= PARTS_OF_DAY.get(part, _ANOTHER_PART)
                parts[pattern.activity_key] = bits
            every = 0
            for key, pattern in first.items():
                every |= parts[key]
                patterns.append((row, key, pattern.confidence, parts[key]))
                motives += [(row, (key, name), weight) for name, weight in pattern.motive_weights.items()]
                self._names.update(pattern.motive_weights)
            preferred.append(every)
            no_thanks, constraints = boundaries_of(limits)
            refused += [(row, term) for term in dict.fromkeys(no_thanks)]
            needed += [(row, constraint) for constraint in constraints.items()]
        self._patterns.add(
            [entry[0] for entry in patterns],
            [entry[1] for entry in patterns],
            [entry[2:] for entry in patterns],
        )
        self._motives.add(
            [entry[0] for entry in motives], [entry[1] for entry in motives], [entry[2:] for entry in motives]
        )
        self._no_thanks.add([entry[0] for entry in refused], [entry[1] for entry in refused])
        self._constraints.add([entry[0] for entry in needed], [entry[1] for entry in needed])
        return preferred

    def refuse(self, mask: Flags, terms: Iterable[str], constraints: Mapping[str, bool]) -> None:
        """Clear the flags of rows that say “no thanks” to one of the terms, or need the opposite of a constraint."""
        for term in terms:
            mask[self._no_thanks.find(term)[0]] = False
        for key, value in constraints.items():
            mask[self._constraints.find((key, not value))[0]] = False

    def activity_weights(self, count: int, activity_key: str, emphasis: Mapping[str, float]) -> Float64:
        """`moment.activity_weight` of rows 0 to `count`."""
        column = np.full(count, NEUTRAL, dtype=np.float64)
        rows, numbers = self._patterns.find(activity_key)
        if not len(rows):
            return column
        place = np.full(count, _GONE, dtype=np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        liked, total, evenly_liked, evenly = (np.zeros(len(rows), dtype=np.float64) for _ in range(4))
        for name in sorted(self._names):
            share = float(emphasis.get(name, 0.0))
            owners, weights = self._motives.find((activity_key, name))
            at = place[owners]
            liked[at] += weights[0] * share
            total[at] += share
            evenly_liked[at] += weights[0]
            evenly[at] += 1.0
        unweighed = total == 0.0
        liked[unweighed], total[unweighed] = evenly_liked[unweighed], evenly[unweighed]
        without = total == 0.0
        total[without] = 1.0
        liked /= total
        liked[without] = 1.0
        column[rows] = NEUTRAL + numbers[0] * (liked - NEUTRAL)
        return column

    def window_fits(self, preferred: npt.NDArray[np.uint8], activity_key: str, part: str | None) -> Float64:
        """`moment.window_fit` of all rows; `preferred` is what `learn` answered, by row."""
        column = np.full(len(preferred), NEUTRAL, dtype=np.float64)
        if part is None:
            return column
        bits = preferred.copy()
        rows, numbers = self._patterns.find(activity_key)
        own = numbers[1].astype(np.uint8)
        bits[rows[own != 0]] = own[own != 0]
        column[bits != 0] = 0.0
        column[(bits & PARTS_OF_DAY.get(part, _ANOTHER_PART)) != 0] = 1.0
        return column


def patterns_of(stored: Any) -> list[ActivityPattern]:
    """`profiles.activity_patterns` as the scores read it."""
    return [
        ActivityPattern(
            activity_key=entry["activity_key"],
            confidence=float(entry.get("confidence", 0.0)),
            motive_weights=entry.get("motive_weights") or {},
            preferred_windows=tuple(entry.get("preferred_windows") or ()),
        )
        for entry in stored or ()
    ]


def boundaries_of(stored: Any) -> tuple[tuple[str, ...], dict[str, bool]]:
    """`profiles.boundaries`: what a person does not want, and their hard constraints."""
    boundaries: dict[str, Any] = stored or {}
    needed: dict[str, Any] = boundaries.get("hard_constraints") or {}
    constraints = {key: value for key, value in needed.items() if isinstance(value, bool)}
    refused: list[str] = boundaries.get("no_thanks") or []
    return tuple(refused), constraints


def _moved(kept: npt.NDArray[Any], shape: tuple[int, ...]) -> npt.NDArray[Any]:
    fresh = np.empty(shape, dtype=kept.dtype)
    fresh[..., : kept.shape[-1]] = kept
    return fresh
