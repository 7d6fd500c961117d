"""A region's people as columns, kept by each process and brought up to date before every choice.

A row is reloaded whenever anything about it changed since the last look, with an overlap longer than any transaction of ours may last
(they are cut off after a minute), so that a change committed before a choice began is never missed. What is remembered only narrows the
search: whoever is chosen is read anew and judged by the filters themselves.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh.matching.filters import INVITABLE, WEEK
from kith.products.josh.matching.moment import ActivityPattern
from kith.products.josh.matching.scores import NEUTRAL

queries = load(__file__)

OVERLAP: Final = timedelta(seconds=90)
RELOAD_AFTER: Final = timedelta(hours=6)
_PAGE: Final = 5_000
_UNKNOWN_DAY: Final = date(1970, 1, 1).toordinal()
_NOBODY: Final = UUID(int=0)
WINDOW_BITS: Final = {"morning": 1, "day": 2, "evening": 4, "night": 8}
_FACTORS: Final = 12

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]


class RegionPeople:
    """Columns over rows; `ids[row]` is who. `alive` rows are of this region now."""

    def __init__(self, region_id: UUID) -> None:
        self.region_id = region_id
        self.loaded_at: datetime | None = None
        self.seen_until: datetime | None = None
        self.invites_until: datetime | None = None
        self._clear()

    def _clear(self) -> None:
        self.ids: list[UUID] = []
        self.row_of: dict[UUID, int] = {}
        self.patterns: list[tuple[ActivityPattern, ...]] = []
        self.rows_with_activity: dict[str, set[int]] = {}
        self.rows_with_no_thanks: dict[str, set[int]] = {}
        self.rows_with_constraint: dict[tuple[str, bool], set[int]] = {}
        self._terms: list[tuple[tuple[str, ...], tuple[tuple[str, bool], ...]]] = []
        self._room(1024)
        self.invite_rows: list[int] = []
        self.invite_times: list[float] = []

    def _room(self, size: int) -> None:
        """Columns of this length, what is there kept."""
        columns: dict[str, tuple[tuple[int, ...], type[np.generic], float]] = {
            "values": ((_FACTORS, size), np.float32, NEUTRAL),
            "confidences": ((_FACTORS, size), np.float32, 0.0),
            "observed_on": ((_FACTORS, size), np.int32, _UNKNOWN_DAY),
            "openness": ((size,), np.float32, NEUTRAL),
            "appeal": ((size,), np.float32, NEUTRAL),
            "latitude": ((size,), np.float32, np.nan),
            "longitude": ((size,), np.float32, np.nan),
            "birthday": ((size,), np.int32, 0),
            "windows": ((size,), np.int32, 0),
            "waiting_since": ((size,), np.float64, 0.0),
            "entitled_until": ((size,), np.float64, 0.0),
            "alive": ((size,), np.bool_, 0.0),
            "invitable": ((size,), np.bool_, 0.0),
            "priority": ((size,), np.bool_, 0.0),
        }
        for name, (shape, kind, empty) in columns.items():
            fresh = np.full(shape, empty, dtype=kind)
            old = getattr(self, f"_{name}", None)
            if old is not None and len(self.ids):
                count = len(self.ids)
                fresh[..., :count] = old[..., :count]
            setattr(self, f"_{name}", fresh)
        self._size = size

    def column(self, name: str) -> Any:
        """A column over the rows there are, shape (n,) or (12, n)."""
        return getattr(self, f"_{name}")[..., : len(self.ids)]

    async def bring_up_to_date(self, db: Session) -> None:
        """Load everything at first (and every six hours), afterwards what changed."""
        now: datetime = await queries.house_now(db.connection)
        if self.loaded_at is None or now - self.loaded_at > RELOAD_AFTER or now < self.loaded_at:
            await self._load(db)
            self.loaded_at, self.invites_until = now, None
        elif self.seen_until is not None:
            changed = [
                row["id"]
                async for row in queries.changed_since(db.connection, moment=self.seen_until - OVERLAP)
            ]
            await self._reload(db, changed)
        self.seen_until = now
        await self._follow_invites(db, now)

    async def _load(self, db: Session) -> None:
        self._clear()
        after = _NOBODY
        while True:
            page = [
                row
                async for row in queries.people_of_region(
                    db.connection, region_id=self.region_id, after_id=after, at_most=_PAGE
                )
            ]
            for row in page:
                self._take(row)
            if len(page) < _PAGE:
                return
            after = page[-1]["id"]

    async def _reload(self, db: Session, ids: list[UUID]) -> None:
        for start in range(0, len(ids), _PAGE):
            wanted = ids[start : start + _PAGE]
            async for row in queries.people(db.connection, ids=wanted):
                if row["region_id"] == self.region_id:
                    self._take(row)
                elif row["id"] in self.row_of:
                    self._alive[self.row_of[row["id"]]] = False  # type: ignore[attr-defined]

    def _take(self, row: Any) -> None:
        at = self.row_of.get(row["id"])
        if at is None:
            at = len(self.ids)
            if at == self._size:
                self._room(2 * self._size)
            self.ids.append(row["id"])
            self.row_of[row["id"]] = at
            self.patterns.append(())
            self._terms.append(((), ()))
        here: Any = self
        here._values[:, at] = row["factor_values"]
        here._confidences[:, at] = row["factor_confidences"]
        here._observed_on[:, at] = [
            _UNKNOWN_DAY if day is None else day.toordinal() for day in row["factor_observed_on"]
        ]
        here._openness[at], here._appeal[at] = row["openness"], row["appeal"]
        here._latitude[at] = np.nan if row["latitude"] is None else row["latitude"]
        here._longitude[at] = np.nan if row["longitude"] is None else row["longitude"]
        here._birthday[at] = row["birthday"].toordinal()
        here._waiting_since[at] = (row["last_invited_at"] or row["created_at"]).timestamp()
        expires = row["entitlement_expires_at"]
        here._entitled_until[at] = (
            0.0 if not row["participates"] else (np.inf if expires is None else expires.timestamp())
        )
        here._alive[at] = (
            row["state"] == "active" and row["paused_at"] is None and row["suspended_at"] is None
        )
        here._invitable[at] = row["profile_state"] in INVITABLE or (
            row["profile_state"] == "stale" and row["completed_at"] is not None
        )
        here._priority[at] = row["priority_since"] is not None
        self._take_tastes(at, row)

    def _take_tastes(self, at: int, row: Any) -> None:
        for pattern in self.patterns[at]:
            self.rows_with_activity[pattern.activity_key].discard(at)
        for term in self._terms[at][0]:
            self.rows_with_no_thanks[term].discard(at)
        for constraint in self._terms[at][1]:
            self.rows_with_constraint[constraint].discard(at)
        patterns = patterns_of(row["activity_patterns"])
        no_thanks, constraints = boundaries_of(row["boundaries"])
        self.patterns[at] = patterns
        self._terms[at] = (no_thanks, tuple(constraints.items()))
        bits = 0
        for pattern in patterns:
            self.rows_with_activity.setdefault(pattern.activity_key, set()).add(at)
            for window in pattern.preferred_windows:
                bits |= WINDOW_BITS.get(window, 0)
        windows: Any = self
        windows._windows[at] = bits
        for term in no_thanks:
            self.rows_with_no_thanks.setdefault(term, set()).add(at)
        for constraint in constraints.items():
            self.rows_with_constraint.setdefault(constraint, set()).add(at)

    async def _follow_invites(self, db: Session, now: datetime) -> None:
        """Who was asked in the last seven days; read once, then only what is new."""
        oldest = (now - WEEK).timestamp()
        since = now - WEEK if self.invites_until is None else self.invites_until - OVERLAP
        kept = [
            (row, moment)
            for row, moment in zip(self.invite_rows, self.invite_times, strict=True)
            if oldest < moment <= since.timestamp()
        ]
        async for invite in queries.invites_since(db.connection, moment=since):
            row = self.row_of.get(invite["invited_user_id"])
            if row is not None:
                kept.append((row, invite["sent_at"].timestamp()))
        self.invite_rows = [row for row, _ in kept]
        self.invite_times = [moment for _, moment in kept]
        self.invites_until = now

    def invites_this_week(self) -> Ints:
        """How often each row was asked in the last seven days."""
        counts = np.bincount(np.array(self.invite_rows, dtype=np.int64), minlength=len(self.ids))
        return counts.astype(np.int32)


def patterns_of(stored: Any) -> tuple[ActivityPattern, ...]:
    """`profiles.activity_patterns` as the scores read it."""
    return tuple(
        ActivityPattern(
            activity_key=entry["activity_key"],
            confidence=float(entry.get("confidence", 0.0)),
            motive_weights=entry.get("motive_weights") or {},
            preferred_windows=tuple(entry.get("preferred_windows") or ()),
        )
        for entry in stored or ()
    )


def boundaries_of(stored: Any) -> tuple[tuple[str, ...], dict[str, bool]]:
    """`profiles.boundaries`: what a person does not want, and their hard constraints."""
    boundaries = stored or {}
    constraints = {
        key: value
        for key, value in (boundaries.get("hard_constraints") or {}).items()
        if isinstance(value, bool)
    }
    return tuple(boundaries.get("no_thanks") or ()), constraints
