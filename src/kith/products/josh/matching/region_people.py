"""A region's people as columns, kept by each process and brought up to date before every choice.

Changes are found by transaction numbers. Every row says which transaction wrote it last (`changed_in`); what a look may have missed was
written by transactions that were still open then, and those have numbers from `pg_snapshot_xmin` of that moment on. Reading everything
from there misses nothing, however long a transaction was open and wherever the development clock was moved. Needs READ COMMITTED.

What is remembered only narrows the search: whoever is chosen is judged by the database at the end.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from kith.foundation.database import Session
from kith.foundation.queries import load
from kith.products.josh.matching.filters import INVITABLE, WEEK
from kith.products.josh.matching.moment import direction
from kith.products.josh.matching.scores import COMPLEMENTARY
from kith.products.josh.matching.tastes import Entries, Tastes

queries = load(__file__)

RELOAD_AFTER: Final = timedelta(days=1)
"""Rows that were deleted are noticed by nobody; a new start clears what is left of them."""
INVITES_KEPT: Final = WEEK + timedelta(days=1)
FOREVER: Final = np.iinfo(np.int64).max
NEVER: Final = np.iinfo(np.int64).min
_PAGE: Final = 2_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_FACTORS: Final = len(COMPLEMENTARY)

_COLUMNS: Final[dict[str, tuple[int, type[np.generic]]]] = {
    "id": (2, np.uint64),
    "values": (_FACTORS, np.float32),
    "confidences": (_FACTORS, np.float32),
    "observed_on": (_FACTORS, np.int32),
    "place": (3, np.float64),
    "openness": (0, np.float32),
    "appeal": (0, np.float32),
    "birthday": (0, np.int32),
    "parts_of_day": (0, np.uint8),
    "waiting_since": (0, np.int64),
    "entitled_until": (0, np.int64),
    "here": (0, np.bool_),
    "turned_away": (0, np.bool_),
}
"""How many numbers a person has in each column (0: one, without a dimension), and of which kind."""


def microseconds(moment: datetime) -> int:
    """Since 1970, exactly."""
    return (moment - _EPOCH) // _MICROSECOND


class RegionPeople:
    """Columns over rows; `ids[row]` is who. Whoever reads them holds `lock` until the choice is made.

    `column(name)` has the shape (k, n) or (n,): `id` (upper and lower half); `values`, `confidences`, `observed_on` (day's ordinal, 0
    unknown) by factor; `place` (unit vector, NaN unknown); `openness`, `appeal`; `birthday` (ordinal); `parts_of_day` (bits);
    `waiting_since`, `entitled_until` (microseconds); `here` (of this region, active and complete, as far as the row itself says);
    `turned_away` (a yes came too late).
    """

    def __init__(self, region_id: UUID) -> None:
        self.region_id = region_id
        self.lock = asyncio.Lock()
        self._loaded_at: datetime | None = None
        self._start_anew(datetime.max.replace(tzinfo=UTC))

    def _start_anew(self, invites_from: datetime) -> None:
        self.ids: list[UUID] = []
        self.row_of: dict[UUID, int] = {}
        self.tastes = Tastes()
        self._columns: dict[str, npt.NDArray[Any]] = {
            name: np.zeros((numbers, 0) if numbers else 0, dtype=kind)
            for name, (numbers, kind) in _COLUMNS.items()
        }
        self._invites = Entries(1)
        self._invites_from = invites_from
        self._horizon = 0
        self._taken_in: set[tuple[UUID, int]] = set()
        self._unsettled: set[UUID] = set()

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> npt.NDArray[Any]:
        """A column over the rows there are."""
        return self._columns[name][..., : len(self.ids)]

    def invites_this_week(self, now: datetime) -> npt.NDArray[np.int64]:
        """How often each row was invited in the seven days up to now."""
        rows, sent = self._invites.find("invite")
        lately = rows[sent[0] > microseconds(now - WEEK)]
        return np.bincount(lately, minlength=len(self.ids))

    async def bring_up_to_date(self, db: Session) -> None:
        """Everything committed until now is in the columns afterwards (and what this transaction did itself)."""
        at = await queries.horizon(db.connection)
        if self._out_of_date(db.now, at["oldest"]):
            self._loaded_at = None
            await self._load(db, at["oldest"])
            self._loaded_at = db.now
        await self._follow(db, at["oldest"], at["own"])

    def _out_of_date(self, now: datetime, oldest: int) -> bool:
        return (
            self._loaded_at is None
            or now - self._loaded_at > RELOAD_AFTER
            or now - WEEK < self._invites_from
            # Transaction numbers never go back within one database: this is another one.
            or oldest < self._horizon
        )

    async def _load(self, db: Session, oldest: int) -> None:
        self._start_anew(db.now - INVITES_KEPT)
        self._horizon = oldest
        ids = [row["id"] async for row in queries.ids_in_region(db.connection, region_id=self.region_id)]
        for start in range(0, len(ids), _PAGE):
            self._take([row async for row in queries.people(db.connection, ids=ids[start : start + _PAGE])])
        self._note_invites(
            [row async for row in queries.invites_since(db.connection, since=self._invites_from)]
        )

    async def _follow(self, db: Session, oldest: int, own: int | None) -> None:
        changes = {
            (row["id"], row["changed_in"])
            async for row in queries.changes(db.connection, since=self._horizon)
        }
        changed = {who for who, _ in changes - self._taken_in} | self._unsettled
        await self._read_again(db, sorted(changed))
        # What this transaction wrote may still be rolled back, so it is read again next time.
        self._unsettled = {who for who, number in changes if number == own}
        self._taken_in = {change for change in changes if change[1] >= oldest and change[1] != own}
        self._horizon = oldest

    async def _read_again(self, db: Session, ids: Sequence[UUID]) -> None:
        for start in range(0, len(ids), _PAGE):
            wanted = ids[start : start + _PAGE]
            found = [row async for row in queries.people(db.connection, ids=wanted)]
            self._take([row for row in found if row["region_id"] == self.region_id])
            here = {row["id"] for row in found if row["region_id"] == self.region_id}
            self.strike_out(who for who in wanted if who not in here)
            known = [who for who in wanted if who in self.row_of]
            self._invites.forget(self._flags(self.row_of[who] for who in known))
            self._note_invites(
                [row async for row in queries.invites_of(db.connection, ids=known, since=self._invites_from)]
            )

    def strike_out(self, people: Iterable[UUID]) -> None:
        """These are not of this region any more; a change of theirs brings them back."""
        for who in people:
            row = self.row_of.get(who)
            if row is not None:
                self._columns["here"][row] = False

    def _note_invites(self, invites: Sequence[Any]) -> None:
        ours = [row for row in invites if row["invited_user_id"] in self.row_of]
        self._invites.add(
            [self.row_of[row["invited_user_id"]] for row in ours],
            ["invite"] * len(ours),
            [(microseconds(row["sent_at"]),) for row in ours],
        )

    def _take(self, people: Sequence[Any]) -> None:
        """Write these people's rows into the columns, as new rows or over the old ones."""
        if not people:
            return
        before = len(self.ids)
        rows = [self._row(person["id"]) for person in people]
        self._make_room()
        if any(row < before for row in rows):
            self.tastes.forget(self._flags(rows))
        to = self._columns
        to["id"][:, rows] = np.array(
            [(person["id"].int >> 64, person["id"].int & (2**64 - 1)) for person in people], dtype=np.uint64
        ).T
        to["values"][:, rows] = np.array([person["factor_values"] for person in people], dtype=np.float32).T
        to["confidences"][:, rows] = np.array(
            [person["factor_confidences"] for person in people], dtype=np.float32
        ).T
        to["observed_on"][:, rows] = np.array(
            [
                [0 if day is None else day.toordinal() for day in person["factor_observed_on"]]
                for person in people
            ],
            dtype=np.int32,
        ).T
        to["place"][:, rows] = np.array([_place(person) for person in people]).T
        to["openness"][rows] = [person["openness"] for person in people]
        to["appeal"][rows] = [person["appeal"] for person in people]
        to["birthday"][rows] = [person["birthday"].toordinal() for person in people]
        to["waiting_since"][rows] = [microseconds(person["waiting_since"]) for person in people]
        to["entitled_until"][rows] = [_entitled_until(person) for person in people]
        to["here"][rows] = [_may_be_asked(person) for person in people]
        to["turned_away"][rows] = [person["priority_since"] is not None for person in people]
        to["parts_of_day"][rows] = self.tastes.learn(
            rows,
            [person["activity_patterns"] for person in people],
            [person["boundaries"] for person in people],
        )

    def _row(self, who: UUID) -> int:
        row = self.row_of.get(who)
        if row is None:
            row = self.row_of[who] = len(self.ids)
            self.ids.append(who)
        return row

    def _make_room(self) -> None:
        room = self._columns["here"].shape[-1]
        if len(self.ids) <= room:
            return
        for name, old in self._columns.items():
            fresh = np.zeros((*old.shape[:-1], len(self.ids) * 5 // 4 + 64), dtype=old.dtype)
            fresh[..., :room] = old
            self._columns[name] = fresh

    def _flags(self, rows: Iterable[int]) -> npt.NDArray[np.bool_]:
        flags = np.zeros(len(self.ids), dtype=np.bool_)
        flags[list(rows)] = True
        return flags


def _place(person: Any) -> tuple[float, float, float]:
    if person["latitude"] is None:
        return math.nan, math.nan, math.nan
    return direction(person["latitude"], person["longitude"])


def _entitled_until(person: Any) -> int:
    if not person["participates"]:
        return NEVER
    expires_at: datetime | None = person["entitlement_expires_at"]
    return FOREVER if expires_at is None else microseconds(expires_at)


def _may_be_asked(person: Any) -> bool:
    return (
        person["state"] == "active"
        and person["paused_at"] is None
        and person["suspended_at"] is None
        and person["deleted_at"] is None
        and (
            person["profile_state"] in INVITABLE
            or (person["profile_state"] == "stale" and person["completed_at"] is not None)
        )
    )
